"""Facts: what columns say of a document, without its texts."""

from __future__ import annotations

import datetime as dt

from msgspec import Struct

from broadsheet.search.documents import HAS, Document

_DAY_ONE = dt.date(1970, 1, 1)


class Facts(Struct, frozen=True, array_like=True):
    """What facets, filters and orders ask of a document."""

    id: str
    is_paper: bool
    year: int
    venue: str
    """Its slug."""
    topics: tuple[str, ...]
    slugs: tuple[str, ...]
    """Of the authors."""
    names: tuple[str, ...]
    has: int
    """A bit for each of `HAS`."""
    citations: int
    votes: int
    featured: int
    """Days since 1970, 0 if it never was."""

    @classmethod
    def of(cls, one: Document) -> Facts:
        """Take the facts of a document."""
        return cls(
            one.id,
            one.kind == "paper",
            one.year,
            one.venue_slug,
            one.topics,
            one.author_slugs,
            one.authors,
            sum(1 << at for at, name in enumerate(HAS) if name in one.has),
            one.citations,
            one.votes,
            (dt.date.fromisoformat(one.featured) - _DAY_ONE).days if one.featured else 0,
        )
