from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.pages.dates import day_text
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
    assert day_text(parse_date(date)) == shown


@given(st.dates())
def test_every_day_is_shown_with_its_day_month_and_year(day: dt.date) -> None:
    shown = day_text(PartialDate(day.year, day.month, day.day))
    number, month, year = shown.split()
    assert (int(number), int(year)) == (day.day, day.year)
    assert month[:3] == f"{day:%b}"
