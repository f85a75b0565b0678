from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import Invalid
from broadsheet.records.dates import PartialDate, parse_date, parse_day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", PartialDate(2024)),
        ("2024-05", PartialDate(2024, 5)),
        ("2024-05-31", PartialDate(2024, 5, 31)),
        (" 2024-02-29 ", PartialDate(2024, 2, 29)),
    ],
)
def test_a_date_is_known_to_the_year_the_month_or_the_day(text: str, date: PartialDate) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024-5", "2024/05/31", "31.05.2024", "May 2024", "2024-05-31T10:00", "２０２４"],
)
def test_other_forms_are_refused_with_the_right_ones(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_date(text)

    assert caught.value.hint == "write 2024, 2024-05 or 2024-05-31"


@pytest.mark.parametrize("text", ["0000", "2024-00", "2024-13", "2024-05-00", "2023-02-29"])
def test_days_that_never_were_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match="not a day of the calendar"):
        parse_date(text)


def test_a_whole_day_needs_its_day() -> None:
    assert parse_day("2024-05-31") == dt.date(2024, 5, 31)
    with pytest.raises(Invalid, match="lacks a day"):
        parse_day("2024-05")


def test_dates_sort_by_time_and_the_vaguer_first() -> None:
    dates = [
        PartialDate(2024, 5, 2),
        PartialDate(2024),
        PartialDate(2023, 12),
        PartialDate(2024, 5),
    ]

    assert [date.iso for date in sorted(dates)] == ["2023-12", "2024", "2024-05", "2024-05-02"]


def test_the_first_day_is_the_earliest_that_may_be_meant() -> None:
    assert PartialDate(2024, 5).first_day == dt.date(2024, 5, 1)


@given(st.dates())
def test_every_day_is_written_as_it_is_read(day: dt.date) -> None:
    assert parse_date(day.isoformat()).iso == day.isoformat()


@given(st.text())
def test_any_text_is_a_date_or_invalid(text: str) -> None:
    with suppress(Invalid):
        assert parse_date(text).iso == text.strip()
