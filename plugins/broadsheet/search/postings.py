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
from broadsheet.search.names import names, title_names
from broadsheet.search.occurrences import AUTHORS, FIELDS, GAP, Field, Occurrences, Words

Ints = NDArray[np.int64]

LEVELS = 8
_SATURATION = 0.8
"""BM25's k1: low, for a word that a paper repeats says little more than one said once."""
_LEAST = 0.25
PLACE_BITS = 4
"""Of a place, the lowest bits: two words stand side by side if these do."""
PLACE_MASK = (1 << PLACE_BITS) - 1
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
    documents: NDArray[np.int32]
    levels: NDArray[np.uint8]
    place_starts: Ints
    places: NDArray[np.uint8]


def postings(documents: Sequence[Document]) -> Iterator[Postings]:
    """Yield the postings of all terms, some terms at a time."""
    words = Words()
    titles = list(words.read(documents, FIELDS[0]))
    text = [*_text(words, documents, titles), _named(words, documents, titles)]
    authors = [_Block.of(some) for some in words.read(documents, AUTHORS)]
    order = sorted(words.numbers)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[[words.numbers[term] for term in order]] = np.arange(len(order), dtype=np.int32)
    for low, high in _parts([ranks[block.terms] for block in text], len(order)):
        lists = [_lists(blocks, ranks, low, high) for blocks in (text, authors)]
        yield Postings(order[low:high], lists[0], lists[1])


class _Block(Struct, frozen=True):
    """Some occurrences with what each weighs; of places the lowest bits."""

    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    places: NDArray[np.uint8]
    weights: NDArray[np.float32]

    @classmethod
    def of(cls, found: Occurrences) -> _Block:
        none = np.zeros(len(found.terms), dtype=np.uint8)
        weights = np.ones(len(found.terms), dtype=np.float32)
        return cls(found.terms, found.documents, none, weights)

    def only(self, kept: NDArray[np.bool_]) -> _Block:
        return _Block(self.terms[kept], self.documents[kept], self.places[kept], self.weights[kept])


def _lists(blocks: Sequence[_Block], ranks: NDArray[np.int32], low: int, high: int) -> Lists:
    """Return the lists of the terms from one rank up to another."""
    kept = [_ranked(block, ranks, low, high) for block in blocks]
    terms, documents, places, weights = (
        np.concatenate([getattr(block, name) for block in kept])
        for name in ("terms", "documents", "places", "weights")
    )
    width = int(documents.max(initial=0)) + 1
    keys = (terms.astype(np.int64) - low) * width + documents
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    firsts = np.flatnonzero(np.diff(keys, prepend=-1))
    sums = np.add.reduceat(weights[order], firsts) if len(firsts) else weights[:0]
    return Lists(
        np.searchsorted(keys[firsts], np.arange(high - low + 1, dtype=np.int64) * width),
        (keys[firsts] % width).astype(np.int32),
        _levels(sums),
        np.append(firsts, len(keys)),
        places[order],
    )


def _ranked(block: _Block, ranks: NDArray[np.int32], low: int, high: int) -> _Block:
    terms = ranks[block.terms]
    kept = (terms >= low) & (terms < high)
    return _Block(terms[kept], block.documents[kept], block.places[kept], block.weights[kept])


def _levels(weights: NDArray[np.float32]) -> NDArray[np.uint8]:
    # Rounded first: the last bits of a sum are not the same on every machine.
    said = np.round(weights / (weights + _SATURATION), 4)
    levels = np.floor((said - _LEAST) * (LEVELS / (1 - _LEAST)))
    clipped: NDArray[np.uint8] = np.clip(levels, 0, LEVELS - 1).astype(np.uint8)
    return clipped


def _text(
    words: Words, documents: Sequence[Document], titles: Sequence[Occurrences]
) -> Iterator[_Block]:
    base = np.zeros(len(documents), dtype=np.int32)
    for field in FIELDS:
        blocks = titles if field is FIELDS[0] else list(words.read(documents, field))
        mean = sum(int(one.lengths.sum()) for one in blocks) / max(len(documents), 1)
        for found in blocks:
            places = ((found.places + base[found.documents]) & PLACE_MASK).astype(np.uint8)
            weights = _weights(found, field, max(mean, 1.0))
            block = _Block(found.terms, found.documents, places, weights)
            yield block if field.has_common_words else _without_common(block, words)
            base[found.first : found.first + len(found.lengths)] += found.lengths + GAP


def _weights(found: Occurrences, field: Field, mean: float) -> NDArray[np.float32]:
    share = 1 - field.length_matters + field.length_matters * found.lengths / mean
    weights: NDArray[np.float32] = (field.weight / np.maximum(share, 0.05)).astype(np.float32)
    return weights[found.documents - found.first]


def _without_common(block: _Block, words: Words) -> _Block:
    common = np.zeros(len(words.numbers), dtype=np.bool_)
    common[[words.numbers[one] for one in COMMON_WORDS if one in words.numbers]] = True
    return block.only(~common[block.terms])


def _named(words: Words, documents: Sequence[Document], titles: Sequence[Occurrences]) -> _Block:
    """Return the terms that stand for a whole document: its title's key and its names."""
    said = [one for block in titles for one in words.said(block)]
    keys = title_names(said)
    pairs = [
        (words.numbers.setdefault(name, len(words.numbers)), at)
        for at, one in enumerate(documents)
        for name in dict.fromkeys((*keys[at : at + bool(said[at])], *names(one)))
    ]
    found = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    weights = np.full(len(found), 9, dtype=np.float32)
    return _Block(found[:, 0], found[:, 1], np.zeros(len(found), dtype=np.uint8), weights)


def _parts(terms: Sequence[NDArray[np.int32]], count: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of terms with about so many occurrences each."""
    counts = sum(
        (np.bincount(some, minlength=count) for some in terms),
        start=np.zeros(count, dtype=np.int64),
    )
    ends = np.cumsum(counts)
    low = 0
    while low < count:
        before = int(ends[low - 1]) if low else 0
        high = max(int(np.searchsorted(ends, before + _PART)), low + 1)
        yield low, min(high, count)
        low = high
