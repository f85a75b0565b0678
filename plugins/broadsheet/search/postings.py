"""Postings: for each term the documents that have it, how much it says of each, and where.

What a term says of a document (BM25F without the rarity of the term) depends on nothing else, so it
is worked out here, in eight levels; the client only adds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.common_words import COMMON_WORDS
from broadsheet.search.documents import Document
from broadsheet.search.names import names, title_name
from broadsheet.search.occurrences import AUTHORS, FIELDS, GAP, Field, Occurrences, Words

Ints = NDArray[np.int64]

LEVELS = 8
_SATURATION = 0.8
"""BM25's k1: low, for a word that a paper repeats says little more than one said once."""
_LEAST = 0.25
_PART = 2_000_000
"""Occurrences that are sorted at a time, for memory."""


class Postings(Struct, frozen=True):
    """A run of terms in the order of their characters, each with two lists of documents."""

    terms: Sequence[str]
    text: Lists
    authors: Lists


class Lists(Struct, frozen=True):
    """One list of documents a term; `starts` has an end for the last."""

    starts: Ints
    documents: Ints
    levels: Ints
    place_starts: Ints
    places: Ints


def postings(documents: Sequence[Document]) -> Iterator[Postings]:
    """Yield the postings of all terms, some terms at a time."""
    words = Words()
    text = _text(words, documents)
    authors = _Table.of(words.read(documents, AUTHORS))
    named = _named(words, documents)
    order = sorted(words.numbers, key=str)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[[words.numbers[term] for term in order]] = np.arange(len(order), dtype=np.int32)
    tables = [table.ranked(ranks) for table in (text.joined(named), authors)]
    for low, high in _parts(tables[0].terms, len(order)):
        lists = [table.lists(low, high) for table in tables]
        yield Postings(order[low:high], lists[0], lists[1])


class _Table(Struct, frozen=True):
    """Occurrences with what each weighs."""

    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    places: NDArray[np.int32]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, found: Occurrences) -> _Table:
        weights = np.ones(len(found.terms), dtype=np.float32)
        return cls(found.terms, found.documents, found.places, weights)

    def joined(self, *others: _Table) -> _Table:
        tables = (self, *others)
        return _Table(
            np.concatenate([one.terms for one in tables]),
            np.concatenate([one.documents for one in tables]),
            np.concatenate([one.places for one in tables]),
            np.concatenate([one.weights for one in tables]),
        )

    def only(self, kept: NDArray[np.bool_]) -> _Table:
        return _Table(self.terms[kept], self.documents[kept], self.places[kept], self.weights[kept])

    def ranked(self, ranks: NDArray[np.int32]) -> _Table:
        return _Table(ranks[self.terms], self.documents, self.places, self.weights)

    def lists(self, low: int, high: int) -> Lists:
        """Return the lists of the terms from one number up to another."""
        part = self.only((self.terms >= low) & (self.terms < high))
        width = int(part.documents.max(initial=0)) + 1
        keys = (part.terms.astype(np.int64) - low) * width + part.documents
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        kept = keys[firsts]
        sums = np.add.reduceat(part.weights[order], firsts) if len(firsts) else part.weights[:0]
        return Lists(
            np.searchsorted(kept, np.arange(high - low + 1, dtype=np.int64) * width),
            kept % width,
            _levels(sums),
            np.append(firsts, len(keys)),
            part.places[order].astype(np.int64),
        )


def _levels(weights: NDArray[np.float32]) -> Ints:
    # Rounded first: the last bits of a sum are not the same on every machine.
    said = np.round(weights / (weights + _SATURATION), 4)
    levels = np.floor((said - _LEAST) * (LEVELS / (1 - _LEAST)))
    clipped: Ints = np.clip(levels, 0, LEVELS - 1).astype(np.int64)
    return clipped


def _text(words: Words, documents: Sequence[Document]) -> _Table:
    base = np.zeros(len(documents), dtype=np.int32)
    tables: list[_Table] = []
    for field in FIELDS:
        found = words.read(documents, field)
        table = _Table(
            found.terms,
            found.documents,
            found.places + base[found.documents],
            _weights(found, field),
        )
        tables.append(table if field.has_common_words else _without_common(table, words))
        base += found.lengths + GAP
    return tables[0].joined(*tables[1:])


def _weights(found: Occurrences, field: Field) -> NDArray[np.float32]:
    mean = max(float(found.lengths.mean()) if len(found.lengths) else 1.0, 1.0)
    share = 1 - field.length_matters + field.length_matters * found.lengths / mean
    weights: NDArray[np.float32] = (field.weight / np.maximum(share, 0.05)).astype(np.float32)
    return weights[found.documents]


def _without_common(table: _Table, words: Words) -> _Table:
    common = np.zeros(len(words.numbers), dtype=np.bool_)
    common[[words.numbers[one] for one in COMMON_WORDS if one in words.numbers]] = True
    return table.only(~common[table.terms])


def _named(words: Words, documents: Sequence[Document]) -> _Table:
    """Return the terms that stand for a whole document: its title's key and its names."""
    pairs = [
        (words.numbers.setdefault(name, len(words.numbers)), at)
        for at, one in enumerate(documents)
        for name in dict.fromkeys((*title_name(one.title), *names(one)))
    ]
    found = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    none = np.zeros(len(found), dtype=np.int32)
    return _Table(found[:, 0], found[:, 1], none, np.full(len(found), 9, dtype=np.float32))


def _parts(terms: NDArray[np.int32], count: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms with about so many occurrences each."""
    ends = np.cumsum(np.bincount(terms, minlength=count))
    low = 0
    while low < count:
        before = int(ends[low - 1]) if low else 0
        high = max(int(np.searchsorted(ends, before + _PART)), low + 1)
        yield low, min(high, count)
        low = high
