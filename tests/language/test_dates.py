from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.language.dates import day_text, edition_text, month_text, weekday_names
from broadsheet.language.words import ENGLISH, Words
from broadsheet.records.dates import PartialDate, parse_date


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-05-31", "31 May 2024"),
        ("2024-05", "May 2024"),
        ("2024", "2024"),
        ("2024-12-01", "1 December 2024"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(date: str, shown: str) -> None:
    assert day_text(parse_date(date), ENGLISH) == shown


@given(st.dates())
def test_every_day_is_shown_with_its_day_month_and_year(day: dt.date) -> None:
    shown = day_text(PartialDate(day.year, day.month, day.day), ENGLISH)
    number, month, year = shown.split()
    assert (int(number), int(year)) == (day.day, day.year)
    assert month[:3] == f"{day:%b}"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("de", "31. Mai 2024"), ("ja", "2024年5月31日"), ("pt-BR", "31 de maio de 2024")],
)
def test_a_date_takes_its_languages_form(language: str, shown: str) -> None:
    assert day_text(parse_date("2024-05-31"), Words(language)) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "Tuesday, 2 September 2025"), ("de", "Dienstag, 2. September 2025")],
)
def test_an_edition_names_its_weekday(language: str, shown: str) -> None:
    assert edition_text(dt.date(2025, 9, 2), Words(language)) == shown


@pytest.mark.parametrize(("language", "first"), [("en", "Mon"), ("de", "Mo"), ("fr", "lun")])
def test_a_week_begins_on_monday(language: str, first: str) -> None:
    assert weekday_names(Words(language))[0] == first


def test_a_month_stands_alone() -> None:
    assert month_text(dt.date(2025, 3, 1), Words("de")) == "März 2025"
