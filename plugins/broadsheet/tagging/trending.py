"""Trending: which papers gain votes, stars and citations fastest for their age.

For each kind of count, the gain a week over the last 30 days of readings; where there is but one
reading, the count spread over the paper's life. The score is

    (2·log2(1 + upvotes) + log2(1 + stars) + 4·log2(1 + citations)) · 0.5^(age / 60 days)

of these gains a week. Age is counted from the day the paper was featured, else published, to the
newest day in the collection: no clock, so the same input trends the same way. A paper that gained
less than one a week of everything is not trending; where none is, nothing is.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence

from msgspec import Struct

from broadsheet.records.models import Paper, Reading

_WEIGHTS = {"upvotes": 2.0, "stars": 1.0, "citations": 4.0, "reactions": 2.0}
_WINDOW = dt.timedelta(days=30)
_HALF_LIFE = 60.0
"""Days."""


class Gain(Struct, frozen=True):
    """What a paper gained of one kind, a week."""

    kind: str
    a_week: float


class Trend(Struct, frozen=True):
    """A paper that trends, with why."""

    paper: str
    score: float
    gains: tuple[Gain, ...]
    """The largest share of the score first."""
    date: dt.date
    """The day of the newest reading: the gains are as of then."""


def trending(papers: Sequence[Paper], most: int) -> tuple[Trend, ...]:
    """Return the papers that trend, the fastest first; empty where none gains anything."""
    read = [paper for paper in papers if paper.readings]
    if not read:
        return ()
    today = newest_day(papers)
    trends = (trend for paper in read if (trend := _trend(paper, today)) is not None)
    return tuple(sorted(trends, key=lambda one: (-one.score, one.paper))[:most])


def newest_day(papers: Iterable[Paper]) -> dt.date:
    """Return the newest day that anything in the papers speaks of."""
    days = (
        day for paper in papers for day in (_start(paper), *(one.date for one in paper.readings))
    )
    return max(filter(None, days), default=dt.date.min)


def _trend(paper: Paper, today: dt.date) -> Trend | None:
    start = _start(paper)
    if start is None:
        return None
    gains = [gain for kind in _WEIGHTS if (gain := _gain(paper.readings, kind, start)) is not None]
    telling = sorted((gain for gain in gains if gain.a_week >= 1), key=_weight, reverse=True)
    if not telling:
        return None
    age = max(0, (today - start).days)
    score = round(sum(map(_weight, telling)) * 0.5 ** (age / _HALF_LIFE), 6)
    return Trend(paper.id, score, tuple(telling), max(one.date for one in paper.readings))


def _weight(gain: Gain) -> float:
    return _WEIGHTS[gain.kind] * math.log2(1 + gain.a_week)


def _gain(readings: Sequence[Reading], kind: str, start: dt.date) -> Gain | None:
    of_kind = sorted(reading for reading in readings if reading.kind == kind)
    if not of_kind:
        return None
    last = of_kind[-1]
    first = next(one for one in of_kind if last.date - one.date <= _WINDOW)
    if first.date < last.date:
        rate = (last.value - first.value) / (last.date - first.date).days
    else:
        rate = last.value / max(7, (last.date - start).days)
    return Gain(kind, round(rate * 7, 6))


def _start(paper: Paper) -> dt.date | None:
    if paper.featured:
        return paper.featured
    return paper.published.first_day if paper.published else None
