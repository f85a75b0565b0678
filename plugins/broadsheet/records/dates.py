"""Partial dates: a year, a month or a day, as bibliographies have them."""

from __future__ import annotations

import datetime as dt
import re

from msgspec import Struct

from broadsheet.errors import Invalid

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


class PartialDate(Struct, frozen=True, order=True):
    """A date known to the year, the month or the day; 0 where a part is not known."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """Return `2024`, `2024-05` or `2024-05-31` (ISO 8601 reduced precision)."""
        if self.day:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{self.month:02d}" if self.month else f"{self.year:04d}"

    @property
    def first_iso(self) -> str:
        """Return the earliest day that this date may mean, as `2024-05-01`."""
        return f"{self.year:04d}-{self.month or 1:02d}-{self.day or 1:02d}"

    @property
    def first_day(self) -> dt.date:
        """Return the earliest day that this date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)


def parse_date(text: str) -> PartialDate:
    """Read `2024`, `2024-05` or `2024-05-31`.

    Raises:
        Invalid: the text has another form or names a day that does not exist.
    """
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise Invalid(f"`{text}` is not a date", "write 2024, 2024-05 or 2024-05-31")
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        dt.date(year, month if match[2] else 1, day if match[3] else 1)
    except ValueError as error:
        raise Invalid(f"`{text}` is not a day of the calendar: {error}") from None
    return PartialDate(year, month, day)


def parse_day(text: str) -> dt.date:
    """Read a whole date such as `2024-05-31`.

    Raises:
        Invalid: the text is no date, or lacks its month or day.
    """
    date = parse_date(text)
    if not date.day:
        raise Invalid(f"`{text}` lacks a day", "write the whole date, such as 2024-05-31")
    return date.first_day
