"""A calendar of editions: months of weeks of days, each day with an edition a link."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping

from broadsheet.language.dates import month_text
from broadsheet.language.words import Words
from broadsheet.pages.facet_view import Day, Month, Week
from broadsheet.pages.inner import Inner
from broadsheet.tagging.facets import Term, week_slug


def months(terms: Iterable[Term], words: Words) -> tuple[Month, ...]:
    """Return the months of a facet of editions, the latest first."""
    by_slug = {term.slug: term for term in terms}
    found = (slug for slug, term in by_slug.items() if term.kind == "month")
    return tuple(_month(slug, by_slug, words) for slug in sorted(found, reverse=True))


def _month(slug: str, terms: Mapping[str, Term], words: Words) -> Month:
    year, number = map(int, slug.split("-"))
    rows = calendar.Calendar().monthdatescalendar(year, number)
    weeks = tuple(_week(row, number, terms) for row in rows)
    return Month(month_text(dt.date(year, number, 1), words), _link(terms[slug]), weeks)


def _week(row: list[dt.date], month: int, terms: Mapping[str, Term]) -> Week:
    days = tuple(_day(day, terms) if day.month == month else None for day in row)
    has_edition = any(day and day.edition for day in days)
    term = terms.get(week_slug(row[0]))
    return Week(days, _link(term) if term and has_edition else None)


def _day(day: dt.date, terms: Mapping[str, Term]) -> Day:
    term = terms.get(day.isoformat())
    return Day(day.day, _link(term) if term else None)


def _link(term: Term) -> Inner:
    return Inner(term.label, f"editions/{term.slug}", count=len(term.papers))
