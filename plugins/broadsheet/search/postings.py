"""Postings: for each term the documents that have it, how much it says of each, and where.

What a term says of a document (BM25F without the rarity of the term) depends on nothing else, so it
is worked out here, in eight levels; the client only adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.block import NAMED, PLACE_BITS, PLACE_MASK, Block, BlockLists
from broadsheet.search.occurrences import FIELDS
from broadsheet.search.streams import starts_of

Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]

LEVELS = 8
_SATURATION = 0.8
"""BM25's k1: low, for a word that a paper repeats says little more than one said once."""
_LEAST = 0.25
_NAMED_WEIGHT = 9
_NONE = np.zeros(0, dtype=np.uint8)
_NO_STARTS = np.zeros(1, dtype=np.int64)


class Postings(Struct, frozen=True):
    """All terms in the order of their characters, each with two lists of documents."""

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


def postings(blocks: Sequence[Block]) -> Postings:
    """Put together what blocks, one after the other, have of each term."""
    # In the order in which they are met there are long runs that are sorted already.
    terms = sorted(dict.fromkeys(chain.from_iterable(block.terms for block in blocks)))
    ranks = {term: rank for rank, term in enumerate(terms)}
    rows = [np.array([ranks[term] for term in block.terms], dtype=np.int64) for block in blocks]
    text = _Joint.of([block.text for block in blocks], rows, len(terms))
    authors = _Joint.of([block.authors for block in blocks], rows, len(terms))
    firsts = starts_of(np.array([len(block.facts) for block in blocks], dtype=np.int64))
    place_starts, places = text.places()
    return Postings(
        terms,
        Lists(text.starts, text.documents(firsts), text.levels(blocks), place_starts, places),
        Lists(authors.starts, authors.documents(firsts), _NONE, _NO_STARTS, _NONE),
    )


class _Joint(Struct, frozen=True):
    """The lists of blocks, and where each of their documents goes to in the joint list."""

    lists: Sequence[BlockLists]
    starts: Ints
    slots: Sequence[Ints]

    @classmethod
    def of(cls, lists: Sequence[BlockLists], rows: Sequence[Ints], terms: int) -> _Joint:
        """Make room for the documents of each term; the terms of a block stand in these rows."""
        counts = [_numbers(one.counts) for one in lists]
        total = np.zeros(terms, dtype=np.int64)
        for some, at in zip(counts, rows, strict=True):
            total[at] += some
        starts = starts_of(total)
        free = starts[:-1].copy()
        slots: list[Ints] = []
        for some, at in zip(counts, rows, strict=True):
            slots.append(_spread(free[at], some))
            free[at] += some
        return cls(lists, starts, slots)

    def documents(self, firsts: Ints) -> NDArray[np.int32]:
        """Return the joint lists; `firsts` has the number of each block's first document."""
        found = np.empty(self.starts[-1], dtype=np.int32)
        for one, slots, first in zip(self.lists, self.slots, firsts, strict=False):
            found[slots] = _numbers(one.documents) + np.int32(first)
        return found

    def levels(self, blocks: Sequence[Block]) -> NDArray[np.uint8]:
        """Return how much each term says of each of its documents."""
        found = np.empty(self.starts[-1], dtype=np.uint8)
        means = _means(blocks)
        for block, slots in zip(blocks, self.slots, strict=True):
            found[slots] = _levels(block, means)
        return found

    def places(self) -> tuple[Ints, NDArray[np.uint8]]:
        """Return where the places of each document start, and all places."""
        sizes = np.empty(self.starts[-1], dtype=np.int32)
        for one, slots in zip(self.lists, self.slots, strict=True):
            sizes[slots] = _numbers(one.sizes)
        starts = starts_of(sizes)
        found = np.empty(starts[-1], dtype=np.uint8)
        for one, slots in zip(self.lists, self.slots, strict=True):
            found[_spread(starts[slots], _numbers(one.sizes))] = _marks(one) & PLACE_MASK
        return starts, found


def _spread(starts: Ints, counts: NDArray[np.int32]) -> Ints:
    """Return for each start so many numbers from there on."""
    before = starts_of(counts)
    found: Ints = np.repeat(starts - before[:-1], counts) + np.arange(before[-1])
    return found


def _means(blocks: Sequence[Block]) -> Doubles:
    """Return how many words a field has, on average over all documents."""
    totals = sum((_lengths(block).sum(axis=1) for block in blocks), np.zeros(len(FIELDS), np.int64))
    return np.maximum(totals / max(sum(len(block.facts) for block in blocks), 1), 1.0)


def _levels(block: Block, means: Doubles) -> NDArray[np.uint8]:
    """Return what terms say in a block: of each time the weight, summed up by document."""
    sizes, marks = _numbers(block.text.sizes), _marks(block.text)
    documents = np.repeat(_numbers(block.text.documents), sizes)
    weights = _weights(_lengths(block), means)[marks >> PLACE_BITS, documents]
    firsts = starts_of(sizes)[:-1]
    sums = np.add.reduceat(weights, firsts) if len(firsts) else weights
    # Rounded first: the last bits of a sum are not the same on every machine.
    said = np.round(sums / (sums + _SATURATION), 4)
    levels = np.floor((said - _LEAST) * (LEVELS / (1 - _LEAST)))
    clipped: NDArray[np.uint8] = np.clip(levels, 0, LEVELS - 1).astype(np.uint8)
    return clipped


def _weights(lengths: NDArray[np.int32], means: Doubles) -> NDArray[np.float32]:
    """Return what one word weighs in each field of each document."""
    found = np.full((NAMED + 1, lengths.shape[1]), _NAMED_WEIGHT, dtype=np.float32)
    for row, field in enumerate(FIELDS):
        share = 1 - field.length_matters + field.length_matters * lengths[row] / means[row]
        found[row] = field.weight / np.maximum(share, 0.05)
    return found


def _lengths(block: Block) -> NDArray[np.int32]:
    return _numbers(block.lengths).reshape(len(FIELDS), -1)


def _numbers(data: bytes) -> NDArray[np.int32]:
    return np.frombuffer(data, dtype=np.int32)


def _marks(one: BlockLists) -> NDArray[np.uint8]:
    return np.frombuffer(one.marks, dtype=np.uint8)
