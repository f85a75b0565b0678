"""Column shards: one fact of all documents, for facets, filters and sorting.

Each column is cut into chunks of so many documents; a chunk is letters, a number a document or a
count and so many numbers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby

from msgspec import Struct

from broadsheet.search.documents import HAS, Document
from broadsheet.search.shards import Shard
from broadsheet.search.streams import letters

CHUNK = 8_192
"""Documents of a chunk."""
IDS = 4_096
"""Ids of a shard."""
_NAMED = 2
"""Papers of an author whom facets name; of the others there are too many."""
_FEW = 2_000
"""Authors, up to which all are named."""
_DAY_ONE = dt.date(1970, 1, 1)


class Columns(Struct, frozen=True):
    """The shards of each column by its name, of the names of authors and venues, and of ids."""

    chunks: dict[str, list[Shard]]
    people: list[Shard]
    venues: list[Shard]
    ids: list[Shard]

    @property
    def shards(self) -> Iterable[Shard]:
        """Return all of them."""
        return chain(self.people, self.venues, self.ids, *self.chunks.values())


def columns(
    documents: Sequence[Document], topics: Mapping[str, int], venues: Mapping[str, str]
) -> Columns:
    """Put the facts of documents into columns; one that says nothing is left out.

    Topics are told by number, venues by their place among those that `venues` names.
    """
    people = _people(documents)
    places = {slug: at + 1 for at, slug in enumerate(venues)}
    numbers = {slug: at for at, (slug, _) in enumerate(people)}

    def lists(values: Callable[[Document], list[int]]) -> Callable[[Document], list[int]]:
        return lambda one: [len(found := values(one)), *found]

    rows: dict[str, Callable[[Document], list[int]]] = {
        "year": lambda one: [one.year],
        "venue": lambda one: [places[one.venue_slug] if one.venue_slug else 0],
        "topics": lists(lambda one: [topics[topic] for topic in one.topics]),
        "authors": lists(
            lambda one: [numbers[slug] for slug in one.author_slugs if slug in numbers]
        ),
        "has": lambda one: [sum(1 << at for at, name in enumerate(HAS) if name in one.has)],
        "citations": lambda one: [one.citations],
        "votes": lambda one: [one.votes],
        "featured": lambda one: [_days(one.featured)],
    }
    found = {name: _chunks(name, documents, row) for name, row in rows.items()}
    named = "\n".join(f"{slug}\t{' '.join(name.split())}" for slug, name in venues.items())
    venue_shards = [Shard.of("venues", named)] if named else []
    return Columns(found, _people_shards(people), venue_shards, _ids(documents))


def _chunks(
    name: str, documents: Sequence[Document], row: Callable[[Document], list[int]]
) -> list[Shard]:
    values = [row(one) for one in documents]
    if not any(map(any, values)):
        return []
    return [
        Shard.of(name, _repeats(values[at : at + CHUNK])) for at in range(0, len(values), CHUNK)
    ]


def _repeats(values: Sequence[list[int]]) -> str:
    """Write each row behind how often it comes in a line; rows in the order of dates repeat."""
    return letters(
        number for row, some in groupby(values) for number in (len(list(some)) - 1, *row)
    )


def _ids(documents: Sequence[Document]) -> list[Shard]:
    """Return the papers' ids, for who takes results along: cards would be files by the hundred."""
    ids = [one.id for one in documents if one.kind == "paper"]
    return [Shard.of("ids", "\n".join(ids[at : at + IDS])) for at in range(0, len(ids), IDS)]


def _days(day: str) -> int:
    return (dt.date.fromisoformat(day) - _DAY_ONE).days if day else 0


def _people(documents: Iterable[Document]) -> list[tuple[str, str]]:
    """Return the slugs and names of authors, those of the most papers first."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for one in documents:
        for slug, name in zip(one.author_slugs, one.authors, strict=True):
            names.setdefault(slug, name)
            counts[slug] += 1
    least = 1 if len(counts) <= _FEW else _NAMED
    order = sorted(counts, key=lambda slug: (-counts[slug], slug))
    return [(slug, names[slug]) for slug in order if counts[slug] >= least]


def _people_shards(people: Sequence[tuple[str, str]]) -> list[Shard]:
    lines = ["\t".join((" ".join(name.split()), *_spelt(slug, name))) for slug, name in people]
    return [
        Shard.of("people", "\n".join(lines[at : at + CHUNK])) for at in range(0, len(lines), CHUNK)
    ]


def _spelt(slug: str, name: str) -> tuple[str, ...]:
    """Leave out the slug that the client makes itself: the name's letters with hyphens."""
    return () if slug == "-".join(name.lower().split()) else (slug,)
