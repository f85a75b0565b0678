"""Similarity: TF-IDF over the phrases of documents.

All weights are whole numbers. Sums of them are the same in whatever order they are added up, on any
machine and on any number of threads, so that the same documents give the same bytes, and what
another document changed is all that differs. How rare a phrase is counts by half powers of two:
one document more changes what few phrases weigh. Of 10,000 papers, halves of one abstract find each
other as often as with exact counts (61 % first, 76 % among five), and authors' own papers too.

https://scikit-learn.org/stable/modules/feature_extraction.html#tfidf-term-weighting
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.tagging.phrases import Numbers, Units
from broadsheet.tagging.wordings import Matrix, Wordings

Floats = NDArray[np.float64]

COMMONEST = 1_000
"""Documents: a phrase that more of them have makes none of them near, yet costs their square."""
LENGTH = 1 << 14
"""The length of each row, and so the weight of a document's only phrase."""
_STEPS = 2
"""Steps of rarity in each doubling."""
_FINE = 1 << 8


class Weights(Struct, frozen=True):
    """What each document's phrases weigh: one row a document, one column a phrase."""

    matrix: Matrix
    phrases: Numbers
    """The columns, in ascending order."""
    columns: Numbers
    """The column of each form's phrase."""


def weigh(wordings: Wordings, units: Units) -> Weights:
    """Weigh the phrases of documents; one that no two have in common weighs nothing."""
    phrases, columns = np.unique(units.phrases(wordings.forms), return_inverse=True)
    counts = _counts(wordings, columns, len(phrases))
    rarity = _rarity(np.bincount(counts.indices, minlength=len(phrases)), counts.shape[0])
    often = np.rint((1 + np.log(np.arange(1, counts.data.max(initial=1) + 1))) * _FINE)
    counts.data = often.astype(np.int64)[counts.data - 1] * rarity[counts.indices]
    counts.eliminate_zeros()
    return Weights(_of_one_length(counts), phrases, columns)


def _counts(wordings: Wordings, columns: Numbers, width: int) -> Matrix:
    """Return how often each document has each phrase; in headings they count double."""
    headings, bodies = wordings.times
    old = wordings.matrix
    parts = 2 * headings + bodies, columns.astype(np.int32)[old.indices], old.indptr.copy()
    counts = sp.csr_matrix(parts, shape=(old.shape[0], width))
    counts.sum_duplicates()
    return counts


def _rarity(found: Numbers, documents: int) -> Numbers:
    """Return what phrases weigh that so many of the documents have."""
    most = min(max(documents // 2, 2), COMMONEST)
    rarity = np.log((1 + _step(documents)) / (1 + _step(found))) + 1
    return np.where((found > 1) & (found <= most), np.rint(rarity * _FINE), 0).astype(np.int64)


def _step(counts: Numbers | int) -> Floats:
    steps: Floats = np.exp2(np.rint(np.log2(np.maximum(counts, 1)) * _STEPS) / _STEPS)
    return steps


def _of_one_length(matrix: Matrix) -> Matrix:
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    # These sums are of whole numbers far below 2**53, and so exact.
    lengths = np.sqrt(np.bincount(rows, matrix.data.astype(np.float64) ** 2, matrix.shape[0]))
    scaled = np.rint(matrix.data * (LENGTH / lengths[rows])).astype(np.int32)
    return sp.csr_matrix((scaled, matrix.indices, matrix.indptr), shape=matrix.shape)
