"""Neighbours: the nearest documents of each, with the phrases that bring them together.

Memory grows with the number of phrases, never with the square of the number of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.tagging.nearness import LONGEST, MOST
from broadsheet.tagging.phrases import Numbers
from broadsheet.tagging.similarity import LENGTH, Weights
from broadsheet.tagging.wordings import Matrix

Integers = NDArray[np.int32]
_CANDIDATES = 3 * MOST
_BLOCK = 256
"""Documents compared with all others at a time."""
_SHARE = 20 / 3
"""What a phrase must bring to be named: at most so many times less than the weightiest."""
_NONE = -1


class Neighbours(Struct, frozen=True):
    """For each of some documents what is near it, by rows, the nearest first; -1 behind the last.

    Two documents are near only if they share two phrases without a word in common: one word alone
    may mean two things.
    """

    candidates: Integers
    """The nearest by score alone, of which the others were chosen: 15 for each."""
    last: Integers
    """The score of the last candidate; 0 where there are fewer than 15."""
    others: Integers
    """The neighbours: MOST for each."""
    scores: Integers
    """Theirs, of at most LENGTH squared."""
    shared: Numbers
    """The phrases, not the columns, that bring them together: LONGEST for each neighbour, the
    weightiest first; no two share a word."""

    @classmethod
    def none(cls, count: int) -> Neighbours:
        """Return those of documents with nothing near them."""
        return cls(
            np.full((count, _CANDIDATES), _NONE, np.int32),
            np.zeros(count, np.int32),
            np.full((count, MOST), _NONE, np.int32),
            np.zeros((count, MOST), np.int32),
            np.full((count, MOST, LONGEST), _NONE, np.int64),
        )


def find_neighbours(
    weights: Weights, rows: Numbers, least: float, phrase_text: Callable[[int], str]
) -> Neighbours:
    """Return the neighbours of some documents among all, none with a score below `least`."""
    found = Neighbours.none(len(rows))
    turned = weights.matrix.T.tocsr()
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        pairs = _nearest(weights.matrix[block], turned, block, least)
        ranks = _ranks(pairs.places)
        found.candidates[start + pairs.places, ranks] = pairs.others
        full = ranks == _CANDIDATES - 1
        found.last[start + pairs.places[full]] = pairs.scores[full]
        _choose(found, start, pairs, _shared(pairs, block, weights, phrase_text))
    return found


def near_any(weights: Matrix, rows: Numbers, least: float) -> tuple[Numbers, Numbers]:
    """Return all documents that are near any of some, one for each pair, and the pairs' scores."""
    turned = weights.T.tocsr()
    blocks = np.array_split(rows, len(rows) // _BLOCK + 1)
    pairs = [_pairs(weights[block], turned, block, least) for block in blocks]
    return (
        np.concatenate([one.others for one in pairs]),
        np.concatenate([one.scores for one in pairs]),
    )


class _Pairs(Struct, frozen=True):
    """Pairs of documents: those of one document of a block together."""

    places: Numbers
    """Of the one in its block."""
    others: Integers
    scores: Integers

    def where(self, chosen: Numbers) -> _Pairs:
        return _Pairs(self.places[chosen], self.others[chosen], self.scores[chosen])


def _pairs(some: Matrix, turned: Matrix, rows: Numbers, least: float) -> _Pairs:
    block = some @ turned
    kept = np.flatnonzero(block.data >= least * LENGTH**2)
    places = np.searchsorted(block.indptr, kept, side="right") - 1
    found = _Pairs(places, block.indices[kept], block.data[kept])
    return found.where(np.flatnonzero(rows[places] != found.others))


def _nearest(some: Matrix, turned: Matrix, rows: Numbers, least: float) -> _Pairs:
    """Return the candidates of a block of documents, the nearest first."""
    found = _pairs(some, turned, rows, least)
    found = found.where(np.lexsort((found.others, -found.scores, found.places)))
    return found.where(np.flatnonzero(_ranks(found.places) < _CANDIDATES))


def _ranks(places: Numbers) -> Numbers:
    return np.arange(len(places)) - np.searchsorted(places, places)


def _choose(
    found: Neighbours, start: int, pairs: _Pairs, shared: Iterable[tuple[int, ...]]
) -> None:
    """Take the first candidates that share enough."""
    numbers = pairs.places.tolist(), pairs.others.tolist(), pairs.scores.tolist()
    taken: dict[int, int] = {}
    for place, other, score, phrases in zip(*numbers, shared, strict=True):
        at = taken.get(place, 0)
        if len(phrases) > 1 and at < MOST:
            found.others[start + place, at] = other
            found.scores[start + place, at] = score
            found.shared[start + place, at, : len(phrases)] = phrases
            taken[place] = at + 1


def _shared(
    pairs: _Pairs, rows: Numbers, weights: Weights, phrase_text: Callable[[int], str]
) -> Iterator[tuple[int, ...]]:
    """Yield what brings each pair together, of phrases with a word in common the weightiest."""
    gains = weights.matrix[rows[pairs.places]].multiply(weights.matrix[pairs.others]).tocsr()
    starts = gains.indptr[:-1]
    # What documents have nothing in common are no pair, so that each has a weightiest phrase.
    weightiest = np.maximum.reduceat(gains.data, starts) if len(starts) else starts
    least = np.repeat(weightiest, np.diff(gains.indptr))
    kept = np.flatnonzero(gains.data * _SHARE >= least)
    ends = np.searchsorted(kept, gains.indptr[1:]).tolist()
    gain = (-gains.data[kept]).tolist()
    phrases = weights.phrases[gains.indices[kept]].tolist()
    for start, end in pairwise((0, *ends)):
        texts = [phrase_text(phrase) for phrase in phrases[start:end]]
        # Of two that bring as much the longer one says more.
        sizes = (-text.count(" ") for text in texts)
        ordered = sorted(zip(gain[start:end], sizes, texts, phrases[start:end], strict=True))
        yield _distinct((text.split(), phrase) for *_, text, phrase in ordered)


def _distinct(phrases: Iterable[tuple[list[str], int]]) -> tuple[int, ...]:
    chosen: list[int] = []
    words: set[str] = set()
    for own, phrase in phrases:
        if words.isdisjoint(own):
            chosen.append(phrase)
            words.update(own)
        if len(chosen) == LONGEST:
            break
    return tuple(chosen)
