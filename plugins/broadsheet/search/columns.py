"""Column shards: one fact of all documents, for facets, filters and sorting.

Each column is cut into chunks of so many documents; a chunk is letters, a number a document or a
count and so many numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import TypeVar

from msgspec import Struct

from broadsheet.search.facts import Facts
from broadsheet.search.shards import Shard
from broadsheet.search.streams import letters

CHUNK = 8_192
"""Documents of a chunk."""
IDS = 4_096
"""Ids of a shard."""
_NAMED = 2
"""Papers of an author whom facets name; of the others there are too many."""
Value = TypeVar("Value")
_FEW = 2_000
"""Authors, up to which all are named."""


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
    facts: Sequence[Facts], topics: Mapping[str, int], venues: Mapping[str, str]
) -> Columns:
    """Put the facts of documents into columns; one that says nothing is left out.

    Topics are told by number, venues by their place among those that `venues` names.
    """
    people = _people(facts)
    places = {slug: at + 1 for at, slug in enumerate(venues)}
    numbers = {slug: at for at, (slug, _) in enumerate(people)}

    def chunks(name: str, values: Iterable[int]) -> list[Shard]:
        return _chunks(name, list(values), _one)

    def lists(name: str, values: Iterable[tuple[int, ...]]) -> list[Shard]:
        return _chunks(name, list(values), _many)

    authors = (tuple(numbers[slug] for slug in one.slugs if slug in numbers) for one in facts)
    found = {
        "year": chunks("year", (one.year for one in facts)),
        "venue": chunks("venue", (places[one.venue] if one.venue else 0 for one in facts)),
        "topics": lists("topics", (tuple(topics[topic] for topic in one.topics) for one in facts)),
        "authors": lists("authors", authors),
        "has": chunks("has", (one.has for one in facts)),
        "citations": chunks("citations", (one.citations for one in facts)),
        "votes": chunks("votes", (one.votes for one in facts)),
        "featured": chunks("featured", (one.featured for one in facts)),
    }
    named = "\n".join(f"{slug}\t{' '.join(name.split())}" for slug, name in venues.items())
    venue_shards = [Shard.of("venues", named)] if named else []
    return Columns(found, _people_shards(people), venue_shards, _ids(facts))


def _chunks(
    name: str, values: Sequence[Value], row: Callable[[Value], Iterable[int]]
) -> list[Shard]:
    if not any(values):
        return []
    parts = (values[at : at + CHUNK] for at in range(0, len(values), CHUNK))
    return [Shard.of(name, letters(_repeats(part, row))) for part in parts]


def _repeats(values: Sequence[Value], row: Callable[[Value], Iterable[int]]) -> Iterator[int]:
    """Yield each row behind how often it comes in a line; rows in the order of dates repeat."""
    for value, some in groupby(values):
        yield len(list(some)) - 1
        yield from row(value)


def _one(value: int) -> Iterable[int]:
    return (value,)


def _many(values: tuple[int, ...]) -> Iterable[int]:
    return (len(values), *values)


def _ids(facts: Sequence[Facts]) -> list[Shard]:
    """Return the papers' ids, for who takes results along: cards would be files by the hundred."""
    ids = [one.id for one in facts if one.is_paper]
    return [Shard.of("ids", "\n".join(ids[at : at + IDS])) for at in range(0, len(ids), IDS)]


def _people(facts: Sequence[Facts]) -> list[tuple[str, str]]:
    """Return the slugs and names of authors, those of the most papers first."""
    counts = Counter(chain.from_iterable(one.slugs for one in facts))
    # Backwards, so that the first name of each is the one that stays.
    named = (zip(one.slugs[::-1], one.names[::-1], strict=True) for one in reversed(facts))
    names = dict(chain.from_iterable(named))
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
