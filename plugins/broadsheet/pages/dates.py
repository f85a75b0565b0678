"""Dates as readers see them."""

from __future__ import annotations

import datetime as dt

from broadsheet.records.dates import PartialDate

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day_text(date: PartialDate) -> str:
    """Return `31 May 2024`, `May 2024` or `2024`."""
    parts = [str(date.day) if date.day else "", MONTHS[date.month - 1] if date.month else ""]
    return " ".join(part for part in (*parts, str(date.year)) if part)


def date_text(day: dt.date) -> str:
    """Return `31 May 2024`."""
    return day_text(PartialDate(day.year, day.month, day.day))
