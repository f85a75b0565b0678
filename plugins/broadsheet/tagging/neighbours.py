"""Neighbours: the nearest documents of each, with the phrases that bring them together.

Memory grows with the number of phrases, never with the square of the number of documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct

from broadsheet.tagging.phrases import Numbers
from broadsheet.tagging.similarity import LENGTH
from broadsheet.tagging.wordings import Matrix

_BLOCK = 256
"""Documents compared with all others at a time."""
_LONGEST = 4
_SHARE = 20 / 3
"""What a phrase must bring to be named: at most so many times less than the weightiest."""


class Neighbour(Struct, frozen=True):
    """A document near another one, by its row."""

    row: int
    score: float
    """The cosine of the two, from 0 to 1."""
    shared: tuple[int, ...]
    """The columns of phrases that both have, the weightiest first; no two share a word."""


def neighbours(
    weights: Matrix, phrase_text: Callable[[int], str], most: int, least: float
) -> Iterator[tuple[Neighbour, ...]]:
    """Yield the nearest documents of each, at most `most`, none with a score below `least`.

    Two documents are near only if they share two phrases without a word in common: one word alone
    may mean two things. `phrase_text` is asked for the words of a column.
    """
    rows, turned = range(weights.shape[0]), weights.T.tocsr()
    for start in range(0, weights.shape[0], _BLOCK):
        found = _nearest(weights, turned, start, 3 * most, least)
        near = _near(found, list(_shared(found, weights, phrase_text)), most)
        yield from (near.get(row, ()) for row in rows[start : start + _BLOCK])


class _Pairs(Struct, frozen=True):
    """Pairs of documents: those of one row together, the nearest first."""

    rows: Numbers
    others: Numbers
    scores: Numbers

    def where(self, chosen: Numbers) -> _Pairs:
        return _Pairs(self.rows[chosen], self.others[chosen], self.scores[chosen])


def _nearest(weights: Matrix, turned: Matrix, start: int, most: int, least: float) -> _Pairs:
    """Return the nearest documents of a block of them."""
    block = weights[start : start + _BLOCK] @ turned
    kept = np.flatnonzero(block.data >= least * LENGTH**2)
    rows = np.searchsorted(block.indptr, kept, side="right") - 1 + start
    found = _Pairs(rows, block.indices[kept], block.data[kept])
    found = found.where(np.flatnonzero(found.rows != found.others))
    found = found.where(np.lexsort((found.others, -found.scores, found.rows)))
    first = np.searchsorted(found.rows, found.rows)
    return found.where(np.flatnonzero(np.arange(len(first)) - first < most))


def _near(
    found: _Pairs, shared: Sequence[tuple[int, ...]], most: int
) -> dict[int, tuple[Neighbour, ...]]:
    numbers = (found.rows.tolist(), found.others.tolist(), found.scores.tolist())
    near: dict[int, tuple[Neighbour, ...]] = {}
    for row, other, score, columns in zip(*numbers, shared, strict=True):
        before = near.get(row, ())
        if len(columns) > 1 and len(before) < most:
            near[row] = (*before, Neighbour(other, score / LENGTH**2, columns))
    return near


def _shared(
    found: _Pairs, weights: Matrix, phrase_text: Callable[[int], str]
) -> Iterator[tuple[int, ...]]:
    """Yield what brings each pair together, of phrases with a word in common the weightiest."""
    gains = weights[found.rows].multiply(weights[found.others]).tocsr()
    starts = gains.indptr[:-1]
    # What documents have nothing in common are no pair, so that each has a weightiest phrase.
    weightiest = np.maximum.reduceat(gains.data, starts) if len(starts) else starts
    least = np.repeat(weightiest, np.diff(gains.indptr))
    kept = np.flatnonzero(gains.data * _SHARE >= least)
    ends = np.searchsorted(kept, gains.indptr[1:]).tolist()
    gain, columns = (-gains.data[kept]).tolist(), gains.indices[kept].tolist()
    for start, end in pairwise((0, *ends)):
        texts = [phrase_text(column) for column in columns[start:end]]
        # Of two that bring as much the longer one says more.
        sizes = (-text.count(" ") for text in texts)
        ordered = sorted(zip(gain[start:end], sizes, texts, columns[start:end], strict=True))
        yield _distinct((text.split(), column) for *_, text, column in ordered)


def _distinct(phrases: Iterable[tuple[list[str], int]]) -> tuple[int, ...]:
    chosen: list[int] = []
    words: set[str] = set()
    for own, column in phrases:
        if words.isdisjoint(own):
            chosen.append(column)
            words.update(own)
        if len(chosen) == _LONGEST:
            break
    return tuple(chosen)
