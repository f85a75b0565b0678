"""Filters: which documents a field of the query leaves, as `client/engine/filters.js` does it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from broadsheet.search.characters import fold
from broadsheet.search.matching import Matcher
from broadsheet.search.query import years_in
from broadsheet.search.reading import Index
from broadsheet.search.tokens import plain_tokens

Bools = NDArray[np.bool_]


class Filters:
    """Makes of a field's value the documents that have it; None where it means nothing."""

    def __init__(self, index: Index, matcher: Matcher) -> None:
        self._index = index
        self._matcher = matcher

    def __getitem__(self, field: str) -> Callable[[str], Bools | None]:
        """Return what a field does with its value."""
        fields: dict[str, Callable[[str], Bools | None]] = {
            "author": self._author,
            "topic": self._topic,
            "venue": self._venue,
            "year": self._year,
            "has": self._has,
            "is": self._is,
        }
        return fields[field]

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
            for at, (slug, name) in enumerate(self._index.venues())
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
