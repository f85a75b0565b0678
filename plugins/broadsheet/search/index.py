"""The index of a collection: all its shards, from its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from broadsheet.search.block import PLACE_BITS, Block
from broadsheet.search.cards import PER_GROUP, PER_SHARD, card_shards
from broadsheet.search.columns import CHUNK, IDS, Columns, columns
from broadsheet.search.common_words import COMMON_WORDS
from broadsheet.search.documents import HAS, Document
from broadsheet.search.facts import Facts
from broadsheet.search.meaning import DIMENSIONS, REACH, Meaning, meaning
from broadsheet.search.occurrences import Words
from broadsheet.search.postings import postings
from broadsheet.search.shards import MANIFEST, AnyShard, Shard
from broadsheet.search.shelf import Shelf
from broadsheet.search.spelling import Order, Spelling, spelling
from broadsheet.search.term_shards import PLACES_OF, TermShards, term_shards
from broadsheet.tagging.facets import Facets
from broadsheet.tagging.vocabulary import Vocabulary

VERSION = 5
"""Of the format: an engine reads only its own."""

_AT_ONCE = 2_000
"""Documents of a block."""

_FORM = {
    "version": VERSION,
    "common": " ".join(sorted(COMMON_WORDS)),
    "placeBits": PLACE_BITS,
    "placesOf": PLACES_OF,
    "perCard": PER_SHARD,
    "perGroup": PER_GROUP,
    "perIds": IDS,
    "chunk": CHUNK,
    "dimensions": DIMENSIONS,
    "reach": REACH,
    "has": list(HAS),
}
"""What an engine has to know to read any index."""


class Topic(Struct, frozen=True):
    """A topic as facets show it; `broader` is the slug of the one above, or empty."""

    slug: str
    label: str
    broader: str = ""
    names: tuple[str, ...] = ()
    """Other words for it."""


class Labels(Struct, frozen=True):
    """What facets call their terms; venues by slug."""

    topics: Sequence[Topic] = ()
    venues: Mapping[str, str] = {}

    @property
    def numbers(self) -> dict[str, int]:
        """Return the number of each topic."""
        return {one.slug: at for at, one in enumerate(self.topics)}

    @classmethod
    def of(cls, facets: Facets, vocabulary: Vocabulary) -> Labels:
        """Take the names of the facets' terms."""
        topics = (
            Topic(one.slug, one.label, one.broader, vocabulary.tags[one.slug].aliases)
            for one in facets.topics.terms
        )
        return cls(tuple(topics), {one.slug: one.label for one in facets.venues.terms})


def index(documents: Sequence[Document], labels: Labels, paper_url: str) -> Iterator[AnyShard]:
    """Yield every shard of documents, the manifest last."""
    words = Words()
    parts = (documents[at : at + _AT_ONCE] for at in range(0, len(documents), _AT_ONCE))
    blocks = [Block.of(part, labels.numbers, words) for part in parts]
    return shards(blocks, labels, paper_url, Shelf())


def shards(
    blocks: Sequence[Block], labels: Labels, paper_url: str, shelf: Shelf
) -> Iterator[AnyShard]:
    """Yield every shard of the documents of blocks, the manifest last; terms by the shelf.

    `paper_url` is where papers stand below the site's root, with `{}` for the id.
    """
    facts = [one for block in blocks for one in block.facts]
    lines = [line for block in blocks for line in block.cards]
    found = postings(blocks)
    del blocks  # they hold as much again
    space = meaning(found, len(facts))
    terms = term_shards(found, len(facts), space.words, shelf)
    yield from terms.terms
    yield from terms.places
    yield from space.cells
    words = spelling(found)
    yield from words.forward.shards
    yield from words.backward.shards
    cards: list[str] = []
    for name, some in card_shards(lines):
        cards.append(name)
        yield from some
    table = columns(facts, labels.numbers, labels.venues)
    yield from table.shards
    manifest = {
        **_FORM,
        **_contents(facts, labels),
        "paperUrl": paper_url,
        **_names(terms, words, cards, table, space),
    }
    yield Shard(MANIFEST, msgspec.json.encode(manifest).decode())


def _contents(facts: Sequence[Facts], labels: Labels) -> dict[str, object]:
    """Return what the manifest says of the documents as a whole."""
    years = [one.year for one in facts if one.year]
    return {
        "documents": len(facts),
        "papers": sum(one.is_paper for one in facts),
        "topics": [[one.slug, one.label, one.broader, *one.names] for one in labels.topics],
        "years": [min(years, default=0), max(years, default=0)],
    }


def _names(
    terms: TermShards, words: Spelling, cards: Sequence[str], table: Columns, space: Meaning
) -> dict[str, object]:
    """Return what the manifest says of where everything is."""
    return {
        "ranks": terms.ranks,
        "firsts": " ".join(terms.firsts),
        "terms": _hashes(terms.terms),
        "forward": _order(words.forward),
        "backward": _order(words.backward),
        "cards": " ".join(cards),
        "columns": {name: _hashes(some) for name, some in table.chunks.items()},
        "people": _hashes(table.people),
        "middles": space.middles,
        "cells": _hashes(space.cells),
        "meaning": round(space.found, 3),
        "venues": _hashes(table.venues),
        "ids": _hashes(table.ids),
    }


def _hashes(shards: Sequence[AnyShard]) -> str:
    """Return the names without their kind, which is the same, in one text."""
    return " ".join(one.name.rpartition("-")[2] for one in shards)


def _order(order: Order) -> list[str]:
    return [" ".join(order.firsts), _hashes(order.shards)]
