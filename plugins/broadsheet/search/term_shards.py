"""Term shards: the postings of a run of terms, and their places in a shard of their own.

A shard has sections between tabs: the terms, each without what it shares with the one before; the
lengths of their two lists; the lists as bits; which terms have a vector, and the vectors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from broadsheet.search.entries import Entries
from broadsheet.search.postings import LEVELS, Postings
from broadsheet.search.shards import Shard, digest
from broadsheet.search.streams import ranked, shared
from broadsheet.search.term_writer import TermWriter

PLACES_OF = 4
"""Term shards whose places lie in one: only phrases ask for them."""


class TermShards(Struct, frozen=True):
    """The shards of all terms, and of their places."""

    firsts: list[str]
    """Where each begins: as much of its first term as it takes to be behind the term before."""
    terms: list[Shard]
    places: list[Shard]
    ranks: list[int]
    """The levels, the commonest first."""


def term_shards(found: Postings, documents: int, vectors: Mapping[str, str]) -> TermShards:
    """Put postings into shards, and the vectors of their terms with them."""
    ranks = ranked(np.bincount(found.text.levels, minlength=LEVELS).tolist())
    entries = Entries.of(found)
    cut = list(entries.cut(documents))
    made = TermShards(_firsts(found, entries, cut), [], [], ranks)
    writer = TermWriter(found, entries, documents, ranks, vectors)
    for at in range(0, len(cut), PLACES_OF):
        _name(*writer.written(cut[at : at + PLACES_OF]), made)
    return made


def _name(terms: Sequence[str], places: str, found: TermShards) -> None:
    """Add the shards of some terms, and one of all their places, which has the first one's hash."""
    names = [digest(one, *([] if at else [places])) for at, one in enumerate(terms)]
    found.terms.extend(Shard(f"terms-{name}", one) for name, one in zip(names, terms, strict=True))
    if places.strip("\t"):
        found.places.append(Shard(f"places-{names[0]}", places))


def _firsts(found: Postings, entries: Entries, cut: Sequence[range]) -> list[str]:
    """Return what tells the first term of each shard from the one before it."""
    firsts = [found.terms[entries.rows[some.start]] for some in cut]
    before = ["", *(found.terms[entries.rows[some.stop - 1]] for some in cut)]
    return [_beginning(*pair) for pair in zip(before, firsts, strict=False)]


def _beginning(before: str, first: str) -> str:
    """Return what tells a term from the one before; all of it where its list goes on."""
    return first[: shared((before, first))[1] + 1]
