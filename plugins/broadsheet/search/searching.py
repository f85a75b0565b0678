"""Searching: from a query to ranked documents, in the terminal as in `client/engine/engine.js`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from broadsheet.search.cards import PART
from broadsheet.search.characters import fold
from broadsheet.search.matching import Match, Matcher, Slot, rarity, slots_of
from broadsheet.search.names import ID, title_name
from broadsheet.search.query import Query, names_in, parse, years_in
from broadsheet.search.reading import Entry, Index, points_of
from broadsheet.search.streams import numbers
from broadsheet.search.tokens import plain_tokens

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_MOST_SLOTS = 24
_MOST_INFLECTED = 6
_MOST_NEAR = 50
_NEAR_SHARE = 0.5
_MEANT = 100
_MEANT_LEAST = 500
_MOST_CELLS = 5


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
        self._matches = [self._matcher.match(one) for one in self._slots(is_negated=False)]
        self._scores = self._sum(one.best for one in self._matches)
        self._counts = self._sum((one.best > 0).astype(np.int64) for one in self._matches)
        self._exact = self._matcher.named(
            [*(f"{ID}{name}" for name in names_in(query.text)), *title_name(query.text)]
        )
        self._kept = self._left()

    def results(self, limit: int) -> Results:
        found = self._ranked()
        tiers = [(one, "exact" if one in self._exact else "words") for one in found[:limit]]
        if len(tiers) < limit:
            tiers += [(one, "meaning") for one in self._near()[: limit - len(tiers)]]
        fixes = tuple(one.corrected for one in self._matches if one.corrected)
        hits = tuple(self._hit(*one) for one in tiers)
        return Results(len(found), hits, fixes, tuple(self._unknown))

    def _slots(self, is_negated: bool) -> list[Slot]:
        parts = [one for one in self._query.parts if one.is_negated == is_negated]
        found = [slot for part in parts for slot in slots_of(part, self._common)]
        telling = [
            one for one in found if one.is_last or one.phrase or one.word not in self._common
        ]
        slots = list(dict.fromkeys(telling or found))
        # Many words tell enough as they are; their forms would be many shards more.
        is_plain = len(slots) > _MOST_INFLECTED
        return [replace(one, is_plain=is_plain) for one in slots[:_MOST_SLOTS]]

    def _sum(self, lists: Iterable[Ints]) -> Ints:
        return sum(lists, start=np.zeros(self._index.documents, dtype=np.int64))

    def _left(self) -> Bools:
        kept = np.ones(self._index.documents, dtype=np.bool_)
        for slot in self._slots(is_negated=True):
            kept &= self._matcher.match(slot).best == 0
        for one in self._query.filters:
            found = _FILTERS[one.field](self, one.value)
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
        meant = self._meant()
        scores = self._scores * (most + self._counts) + most * _MEANT * np.maximum(meant, 0)
        near = ((self._counts > 0) | (meant >= _MEANT_LEAST)) & (self._counts != most)
        near[list(self._exact)] = False
        found = _ordered(np.flatnonzero(near & self._kept), scores)[:_MOST_NEAR]
        return [one for one in found if scores[one] >= _NEAR_SHARE * scores[found[0]]]

    def _meant(self) -> Ints:
        """Return how near documents are in meaning, in thousandths, for the nearest cells."""
        index, manifest = self._index, self._index.manifest
        meant = np.zeros(index.documents, dtype=np.int64)
        point = self._point()
        if point is None or not manifest["cells"]:
            return meant
        near = _closeness(point, points_of(manifest["middles"], manifest))
        cells = index.names("cells")
        for cell in sorted(range(len(cells)), key=lambda one: (-near[one], one))[:_MOST_CELLS]:
            gaps, vectors = index.payload(cells[cell]).split("\t")
            documents = np.cumsum(numbers(gaps)) - 1
            meant[documents] = _closeness(point, points_of(vectors, manifest))
        return meant

    def _point(self) -> Ints | None:
        total = self._index.documents
        placed = [_placed(one) for one in self._matches]
        some = [
            rarity(total, len(entry.documents)) * entry.vector
            for entry in placed
            if entry is not None and entry.vector is not None
        ]
        found: Ints | None = np.sum(some, axis=0) if some else None
        return found

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

    def _author(self, value: str) -> Bools | None:
        kept = np.zeros(self._index.documents, dtype=np.bool_)
        kept[list(self._matcher.authors(value))] = True
        return kept

    def _topic(self, value: str) -> Bools | None:
        topics = self._index.manifest["topics"]
        wanted = _spoken(value)
        slug = next(
            (one[0] for one in topics if wanted in map(_spoken, (*one[:2], *one[3:]))), None
        )
        if slug is None:
            return None
        inside = {at for at, one in enumerate(topics) if slug in _line(topics, one)}
        return np.array([not inside.isdisjoint(one) for one in self._index.lists("topics")])

    def _venue(self, value: str) -> Bools | None:
        wanted = set(plain_tokens(value))
        numbers_ = [
            at + 1
            for at, (slug, name) in enumerate(self._index.manifest["venues"])
            if slug == value or wanted <= set(plain_tokens(name))
        ]
        return np.isin(self._index.column("venue"), numbers_) if wanted and numbers_ else None

    def _year(self, value: str) -> Bools | None:
        years = years_in(value)
        if years is None:
            return None
        column = self._index.column("year")
        found: Bools = (column > 0) & (column >= years[0]) & (column <= years[1])
        return found

    def _has(self, value: str) -> Bools | None:
        names = self._index.manifest["has"]
        if value.lower() not in names:
            return None
        found: Bools = (self._index.column("has") >> names.index(value.lower()) & 1) == 1
        return found

    def _is(self, value: str) -> Bools | None:
        numbers_ = np.arange(self._index.documents)
        papers = self._index.manifest["papers"]
        kinds: dict[str, Bools] = {"paper": numbers_ < papers, "page": numbers_ >= papers}
        return kinds.get(value)


_FILTERS: dict[str, Callable[[_Search, str], Bools | None]] = {
    "author": _Search._author,
    "topic": _Search._topic,
    "venue": _Search._venue,
    "year": _Search._year,
    "has": _Search._has,
    "is": _Search._is,
}
"""What makes of a field's value the documents that have it; None where it means nothing."""


def _placed(match: Match) -> Entry | None:
    return next((entry for entry, _ in match.forms if entry.vector is not None), None)


def _ordered(documents: Ints, values: Ints) -> list[int]:
    """Return documents by a value, the greatest first; of equals the newest."""
    order = np.lexsort((-documents, -values[documents]))
    found: list[int] = documents[order].tolist()
    return found


def _closeness(point: Ints, points: Ints) -> Ints:
    lengths = np.sqrt((point * point).sum()) * np.sqrt((points * points).sum(axis=1))
    dots = 1000 * (points @ point)
    near = np.divide(dots, lengths, out=np.zeros(len(points)), where=lengths > 0)
    found: Ints = np.floor(near).astype(np.int64)
    return found


def _spoken(name: str) -> str:
    return fold(name).replace("-", " ")


def _line(topics: list[list[str]], topic: list[str]) -> list[str]:
    """Return the slugs of a topic and of those above it."""
    by_slug = {one[0]: one for one in topics}
    slugs: list[str] = []
    at: list[str] | None = topic
    while at is not None and at[0] not in slugs:
        slugs.append(at[0])
        at = by_slug.get(at[2])
    return slugs
