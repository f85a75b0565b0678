"""Term shards: the postings of a run of terms, and their places in a shard of their own.

A shard has sections between tabs: the terms, each without what it shares with the one before; the
lengths of their two lists; the lists as bits; which terms have a vector, and the vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
from msgspec import Struct

from broadsheet.search.entries import Entries
from broadsheet.search.postings import LEVELS, Postings
from broadsheet.search.shards import AnyShard, Shard, digest
from broadsheet.search.shelf import Shelf
from broadsheet.search.streams import ranked, shared
from broadsheet.search.term_writer import TermWriter

PLACES_OF = 4
"""Term shards whose places lie in one: only phrases ask for them."""


class TermShards(Struct, frozen=True):
    """The shards of all terms, and of their places."""

    firsts: list[str]
    """Where each begins: as much of its first term as it takes to be behind the term before."""
    terms: list[AnyShard]
    places: list[AnyShard]
    ranks: list[int]
    """The levels, the commonest first."""


def term_shards(
    found: Postings, documents: int, vectors: Mapping[str, str], shelf: Shelf
) -> TermShards:
    """Put postings into shards, and the vectors of their terms with them."""
    ranks = ranked(np.bincount(found.text.levels, minlength=LEVELS).tolist())
    entries = Entries.of(found)
    cut = list(entries.cut(documents))
    made = TermShards(_firsts(found, entries, cut), [], [], ranks)
    writer = TermWriter(found, entries, documents, ranks, vectors)
    for at in range(0, len(cut), PLACES_OF):
        some = cut[at : at + PLACES_OF]
        shards = shelf.shards(writer.made_of(some), partial(_named, writer, some))
        made.terms.extend(shards[: len(some)])
        made.places.extend(shards[len(some) :])
    return made


def _named(writer: TermWriter, some: Sequence[range], _: str) -> list[Shard]:
    """Return the shards of some terms, and one of all their places, which has the first's hash."""
    terms, places = writer.written(some)
    names = [digest(one, *([] if at else [places])) for at, one in enumerate(terms)]
    found = [Shard(f"terms-{name}", one) for name, one in zip(names, terms, strict=True)]
    return [*found, Shard(f"places-{names[0]}", places)] if places.strip("\t") else found


def _firsts(found: Postings, entries: Entries, cut: Sequence[range]) -> list[str]:
    """Return what tells the first term of each shard from the one before it."""
    firsts = [found.terms[entries.rows[some.start]] for some in cut]
    before = ["", *(found.terms[entries.rows[some.stop - 1]] for some in cut)]
    return [_beginning(*pair) for pair in zip(before, firsts, strict=False)]


def _beginning(before: str, first: str) -> str:
    """Return what tells a term from the one before; all of it where its list goes on."""
    return first[: shared((before, first))[1] + 1]
