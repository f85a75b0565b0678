"""Dates as bibliographies write them: `2024-05`, `31 May 2024`, `2024/05/31/`, `1999/2000`."""

from __future__ import annotations

import datetime as dt
import re

from broadsheet.records.dates import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(
    r"\s*(?<!\d)(\d{4})(?:\s*[-/.年]\s*(\d{1,2})(?!\d)(?:\s*[-/.月]\s*(\d{1,2})(?!\d))?)?"
)
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_WORD = re.compile(r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b")
_DAY = re.compile(r"(?<!\d)([12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d)")


def read_date(text: str) -> PartialDate | None:
    """Read the first date in a text as exactly as it is known; None where there is none."""
    if match := _NUMBERS.match(text):
        year, month, day = (int(part or 0) for part in match.groups())
        if not month and _WORD.search(text, match.end()):
            return _with_words(text)
        return valid_date(year, month, day)
    if match := _DAY_FIRST.match(text):
        # Which of them is the month is a habit of the country, unless one is too large.
        first, second, year = (int(part) for part in match.groups())
        month = second if first > 12 else first if second > 12 else 0
        return valid_date(year, month, first + second - month if month else 0)
    return _with_words(text)


def _with_words(text: str) -> PartialDate | None:
    year, month = _YEAR.search(text), _WORD.search(text)
    if year is None:
        return None
    rest = text[: year.start()] + " " + text[year.end() :]
    day = _DAY.search(rest) if month else None
    return valid_date(int(year[1]), read_month(text), int(day[1]) if day else 0)


def read_month(text: str) -> int:
    """Return the month that a text names first, in English or as a number; 0 if it names none."""
    if text.strip().isdecimal():
        return int(text) if 1 <= int(text) <= 12 else 0
    match = _WORD.search(text)
    return _MONTHS.index(match[1].lower()) + 1 if match else 0


def valid_date(year: int, month: int = 0, day: int = 0) -> PartialDate | None:
    """Return a date without the parts that cannot be; None where not even the year can."""
    if not 1000 <= year <= 2999:
        return None
    if not 1 <= month <= 12:
        return PartialDate(year)
    try:
        dt.date(year, month, day)
    except ValueError:
        return PartialDate(year, month)
    return PartialDate(year, month, day)
