"""Readings: how the counts of a paper grew, as a small history that stays small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from broadsheet.records.models import Count, Reading

MOST = 60
"""Readings kept of a paper and a source, of all kinds together."""
_DAYS = 14
_WEEKS = 26


def with_counts(
    earlier: Iterable[Reading], counts: Iterable[Count], today: dt.date
) -> tuple[Reading, ...]:
    """Return a history with today's counts, one a kind and day; what did not change adds nothing.

    Of the last two weeks each day stays, of the last half year a reading a week, before that one a
    month, and always the first and the last.
    """
    by_kind: dict[str, list[Reading]] = {}
    # What is dated after today was written by a wrong clock.
    for one in sorted(one for one in earlier if one.date < today):
        by_kind.setdefault(one.kind, []).append(one)
    for count in sorted(set(counts)):
        kept = by_kind.setdefault(count.kind, [])
        if kept and kept[-1].date == today:
            kept.pop()
        if not kept or kept[-1].value != count.value:
            kept.append(Reading(today, count.kind, count.value))
    most = MOST // max(1, len(by_kind))
    return tuple(sorted(one for kept in by_kind.values() for one in _thinned(kept, today, most)))


def _thinned(readings: Sequence[Reading], today: dt.date, most: int) -> list[Reading]:
    """Thin the readings of one kind, oldest first; of a week or month its last one stays."""
    last_of: dict[tuple[int, ...], Reading] = {}
    for one in readings[1:]:
        last_of[_period(one.date, today)] = one
    kept = [*readings[:1], *sorted(last_of.values())]
    return kept if len(kept) <= most else [kept[0], *kept[len(kept) - most + 1 :]]


def _period(date: dt.date, today: dt.date) -> tuple[int, ...]:
    age = (today - date).days
    if age <= _DAYS:
        return (0, date.toordinal())
    if age <= _WEEKS * 7:
        year, week, _ = date.isocalendar()
        return (1, year, week)
    return (2, date.year, date.month)
