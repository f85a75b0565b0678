"""Dates as readers see them: known to the day, the month or the year, in the language's form."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, get_day_names

from broadsheet.language.words import Words
from broadsheet.records.dates import PartialDate


def day_text(date: PartialDate, words: Words) -> str:
    """Return `31 May 2024`, `May 2024` or `2024`."""
    if not date.month:
        return str(date.year)
    return date_text(date.first_day, words) if date.day else month_text(date.first_day, words)


def date_text(day: dt.date, words: Words) -> str:
    """Return `31 May 2024`."""
    return _formatted(day, _pattern(words, "date.day", "long"), words.locale)


def edition_text(day: dt.date, words: Words) -> str:
    """Return `Tuesday, 2 September 2025`."""
    return _formatted(day, _pattern(words, "date.edition", "full"), words.locale)


def month_text(day: dt.date, words: Words) -> str:
    """Return `September 2025`."""
    usual = words.locale.datetime_skeletons["yMMMM"].pattern
    return _formatted(day, _pattern(words, "date.month", usual), words.locale)


def weekday_names(words: Words) -> tuple[str, ...]:
    """Return `Mon` to `Sun`."""
    names = get_day_names("abbreviated", locale=words.locale)
    return tuple(str(names[at]).rstrip(".") for at in range(7))


def _pattern(words: Words, key: str, usual: str) -> str:
    """Return our pattern, else the one that CLDR has for a language that we have no words for."""
    return usual if key in words.missing else words(key)


@lru_cache(maxsize=20_000)
def _formatted(day: dt.date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)
