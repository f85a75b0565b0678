"""Searching: from a query to ranked documents, in the terminal as in `client/engine/engine.js`."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from broadsheet.search.cards import PART
from broadsheet.search.filters import Filters
from broadsheet.search.matching import Match, Matcher, Slot, most_telling, slots_of
from broadsheet.search.names import ID, title_name
from broadsheet.search.nearness import nearness
from broadsheet.search.query import Query, names_in, parse
from broadsheet.search.reading import Index

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_MOST_INFLECTED = 6
_MOST_NEAR = 50
_NEAR_SHARE = 0.5
_MEANT = 100
_MEANT_LEAST = 500


class Hit(Struct, frozen=True):
    """A result: what its card says, and why it is there."""

    id: str
    url: str
    title: str
    authors: tuple[str, ...]
    venue: str
    date: str
    text: str
    tier: str
    """`exact`, `words`, or `meaning` where words are missing."""
    score: int


class Results(Struct, frozen=True):
    """The first hits of so many, and what was made of the query."""

    total: int
    hits: tuple[Hit, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()


def search(index: Index, text: str, limit: int) -> Results:
    """Search the index of a built site."""
    return _Search(index, parse(text)).results(limit)


class _Search:
    def __init__(self, index: Index, query: Query) -> None:
        self._index = index
        self._query = query
        self._matcher = Matcher(index)
        self._unknown = list(query.unknown)
        self._common = frozenset(str(index.manifest["common"]).split())
        self._wanted = [one for one in query.parts if not one.is_negated]
        self._exact = self._matcher.named(
            [*(f"{ID}{name}" for name in names_in(query.text)), *title_name(query.text)]
        )
        self._matches = self._matched()
        self._scores = self._sum(one.best for one in self._matches)
        self._counts = self._sum((one.best > 0).astype(np.int64) for one in self._matches)
        self._kept = self._left()

    def results(self, limit: int) -> Results:
        found = self._ranked()
        tiers = [(one, "exact" if one in self._exact else "words") for one in found[:limit]]
        if len(tiers) < limit:
            tiers += [(one, "meaning") for one in self._near()[: limit - len(tiers)]]
        fixes = tuple(one.corrected for one in self._matches if one.corrected)
        hits = tuple(self._hit(*one) for one in tiers)
        return Results(len(found), hits, fixes, tuple(self._unknown))

    def _matched(self) -> list[Match]:
        """Match the words; not those of a pasted id or a long title that is there."""
        slots = self._slots(is_negated=False)
        is_whole = len(slots) > _MOST_INFLECTED or bool(names_in(self._query.text))
        return [] if is_whole and self._exact else [self._matcher.match(one) for one in slots]

    def _slots(self, is_negated: bool) -> list[Slot]:
        parts = [one for one in self._query.parts if one.is_negated == is_negated]
        found = [slot for part in parts for slot in slots_of(part, self._common)]
        telling = [
            one for one in found if one.is_last or one.phrase or one.word not in self._common
        ]
        slots = list(dict.fromkeys(telling or found))
        # Many words tell enough as they are; their forms would be many shards more.
        is_plain = len(slots) > _MOST_INFLECTED
        return [replace(one, is_plain=is_plain) for one in most_telling(slots)]

    def _sum(self, lists: Iterable[Ints]) -> Ints:
        return sum(lists, start=np.zeros(self._index.documents, dtype=np.int64))

    def _left(self) -> Bools:
        kept = np.ones(self._index.documents, dtype=np.bool_)
        filters = Filters(self._index, self._matcher)
        for slot in self._slots(is_negated=True):
            kept &= self._matcher.match(slot).best == 0
        for one in self._query.filters:
            found = filters[one.field](one.value)
            if found is None:
                self._unknown.append(f"{one.field}:{one.value}")
            else:
                kept &= ~found if one.is_negated else found
        return kept

    def _ranked(self) -> list[int]:
        exact = np.zeros(self._index.documents, dtype=np.bool_)
        exact[list(self._exact)] = True
        if self._wanted:
            whole = (self._counts == len(self._matches)) & bool(self._matches) | exact
        else:
            whole = np.arange(self._index.documents) < self._index.manifest["papers"]
        return _ordered(np.flatnonzero(whole & self._kept), self._scores + exact * 2**31)

    def _near(self) -> list[int]:
        """Return documents that lack a word, the nearest first."""
        # Who types a whole title or an id has found what they look for.
        if not self._wanted or self._exact:
            return []
        most = len(self._matches)
        # Words enough find more of the like by themselves.
        some = self._matches if most <= _MOST_INFLECTED else ()
        meant = nearness(self._index, some)
        scores = self._scores * (most + self._counts) + most * _MEANT * np.maximum(meant, 0)
        near = ((self._counts > 0) | (meant >= _MEANT_LEAST)) & (self._counts != most)
        near[list(self._exact)] = False
        found = _ordered(np.flatnonzero(near & self._kept), scores)[:_MOST_NEAR]
        return [one for one in found if scores[one] >= _NEAR_SHARE * scores[found[0]]]

    def _hit(self, document: int, tier: str) -> Hit:
        fields = [*self._index.line(document).split("\t"), *[""] * 6]
        is_paper = document < self._index.manifest["papers"]
        pattern = str(self._index.manifest["paperUrl"])
        return Hit(
            id=fields[0],
            url=pattern.replace("{}", fields[0]) if is_paper else fields[0],
            title=fields[1],
            authors=tuple(fields[2].split(PART)) if fields[2] else (),
            venue=fields[3],
            date=fields[4],
            text=fields[5],
            tier=tier,
            score=int(self._scores[document]),
        )


def _ordered(documents: Ints, values: Ints) -> list[int]:
    """Return documents by a value, the greatest first; of equals the newest."""
    order = np.lexsort((-documents, -values[documents]))
    found: list[int] = documents[order].tolist()
    return found
