"""Similarity: TF-IDF over the phrases of documents, and the nearest documents of each.

The numbers are those of sparse matrices alone, which one thread computes in a fixed order: the same
documents give the same bytes on any number of threads. Memory grows with the number of phrases,
never with the square of the number of documents.

https://scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

Matrix = Any  # scipy's sparse matrices have no types
Floats = NDArray[np.float64]

_COMMONEST = 1_000
"""Documents: a phrase that more of them have makes none of them near, yet costs their square."""
_BLOCK = 256
"""Documents compared with all others at a time."""
_DIGITS = 6
_SHARE = 0.15
"""What a phrase must bring to be named, as a part of what the weightiest brings."""


class Weights(Struct, frozen=True):
    """What each document's phrases weigh: one row a document, of length 1, one column a phrase."""

    matrix: Matrix
    phrases: tuple[str, ...]
    """The columns, in order of the alphabet."""


class Neighbour(Struct, frozen=True):
    """A document near another one, by its row."""

    row: int
    score: float
    """The cosine of the two, from 0 to 1."""
    shared: tuple[str, ...]
    """The phrases that bring them together, the weightiest first; no two share a word."""


def weigh(documents: Iterable[Sequence[str]], count: int) -> Weights | None:
    """Weigh the phrases of so many documents; None where no two have one in common.

    The documents are read one by one: all their phrases at once would be the most that is held.
    """
    most = min(max(count // 2, 2), _COMMONEST)
    counter = CountVectorizer(analyzer=list, min_df=2, max_df=most, dtype=np.float64)
    try:
        counts = counter.fit_transform(documents)
    except ValueError:  # nothing is left to weigh
        return None
    matrix = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    matrix.sort_indices()
    return Weights(matrix, tuple(counter.get_feature_names_out()))


def neighbours(weights: Weights, most: int, least: float) -> Iterator[tuple[Neighbour, ...]]:
    """Yield the nearest documents of each, at most `most`, none with a score below `least`.

    Two documents are near only if they share two phrases without a word in common: one word alone
    may mean two things.
    """
    compared = _Compared(weights)
    for row, (others, scores) in enumerate(_candidates(weights.matrix, 3 * most, least)):
        compared.take(row)
        near = (
            Neighbour(int(other), float(score), shared)
            for other, score in zip(others, scores, strict=True)
            if len(shared := compared.shared(int(other))) > 1
        )
        yield tuple(islice(near, most))


def _candidates(
    matrix: Matrix, most: int, least: float
) -> Iterator[tuple[NDArray[np.int32], Floats]]:
    turned = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], _BLOCK):
        block = matrix[start : start + _BLOCK] @ turned
        for at in range(block.shape[0]):
            part = slice(block.indptr[at], block.indptr[at + 1])
            yield _nearest(block.indices[part], block.data[part], start + at, most, least)


def _nearest(
    others: NDArray[np.int32], scores: Floats, row: int, most: int, least: float
) -> tuple[NDArray[np.int32], Floats]:
    scores = scores.round(_DIGITS)
    kept = np.flatnonzero((scores >= least) & (others != row))
    order = kept[np.lexsort((others[kept], -scores[kept]))][:most]
    return others[order], scores[order]


class _Compared:
    """One document beside others: the phrases that it shares with each."""

    _LONGEST = 4

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._own: Floats = np.zeros(weights.matrix.shape[1])

    def take(self, row: int) -> None:
        """Compare this document from now on."""
        self._own[:] = 0
        columns, values = self._row(row)
        self._own[columns] = values

    def shared(self, row: int) -> tuple[str, ...]:
        """Return the phrases that both have, of those with a word in common the weightiest."""
        columns, values = self._row(row)
        gains = (self._own[columns] * values).round(_DIGITS)
        found = np.flatnonzero((gains > 0) & (gains >= _SHARE * gains.max(initial=0)))
        order = found[np.lexsort((columns[found], -gains[found]))]
        return self._distinct(columns[order])

    def _distinct(self, columns: NDArray[np.int32]) -> tuple[str, ...]:
        chosen: list[str] = []
        words: set[str] = set()
        for column in columns:
            phrase = self._weights.phrases[column]
            if words.isdisjoint(phrase.split()):
                chosen.append(phrase)
                words.update(phrase.split())
            if len(chosen) == self._LONGEST:
                break
        return tuple(chosen)

    def _row(self, row: int) -> tuple[NDArray[np.int32], Floats]:
        matrix = self._weights.matrix
        part = slice(matrix.indptr[row], matrix.indptr[row + 1])
        return matrix.indices[part], matrix.data[part]
