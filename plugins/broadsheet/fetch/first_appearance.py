"""The day a paper first appeared, from dates that sources know more or less exactly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from broadsheet.records.dates import PartialDate

_Said = TypeVar("_Said")
FIRST_HAND = frozenset(
    {"arxiv", "arxiv-oai", "openreview", "acl-anthology", "pubmed", "crossref", "datacite"}
)  # fmt: skip
"""Those who put papers up or register them; others copy dates, and of one version or another."""


def first_appearance(said: Iterable[tuple[_Said, PartialDate]]) -> _Said | None:
    """Return who said the earliest date; of dates that may be one day, the more exact.

    Those who are believed more come first; None where nobody says a date.
    """
    best: tuple[_Said, PartialDate] | None = None
    for who, date in said:
        date = _exact_part(date)
        if best is None or _is_before(date, best[1]) or _is_exacter(date, best[1]):
            best = (who, date)
    return None if best is None else best[0]


def _exact_part(date: PartialDate) -> PartialDate:
    # Registries write the first of January where they know no more than the year.
    return PartialDate(date.year) if (date.month, date.day) == (1, 1) else date


def _is_before(one: PartialDate, other: PartialDate) -> bool:
    pairs = zip(_parts(one), _parts(other), strict=True)
    for ours, theirs in pairs:
        if not (ours and theirs):
            return False
        if ours != theirs:
            return ours < theirs
    return False


def _is_exacter(one: PartialDate, other: PartialDate) -> bool:
    ours, theirs = _parts(one), _parts(other)
    known = sum(map(bool, theirs))
    return ours[:known] == theirs[:known] and sum(map(bool, ours)) > known


def _parts(date: PartialDate) -> tuple[int, int, int]:
    return date.year, date.month, date.day
