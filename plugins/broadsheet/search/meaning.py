"""Meaning: words and documents as points of a space in which near ones are about the same.

Latent semantic analysis (Deerwester et al. 1990) of the collection itself: a query's words add up
to a point, and the documents near it are found even where they share no word with the query. The
space is tried on documents of which half the words are hidden; where that finds too few, there is
none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.linalg import lu, qr, svd
from scipy.sparse import csc_matrix
from threadpoolctl import threadpool_limits

from broadsheet.search.postings import Postings
from broadsheet.search.shards import Shard
from broadsheet.search.streams import letter_rows, letters, starts_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Matrix = Any  # scipy's sparse matrices have no types

DIMENSIONS = 20
_LEAST_DOCUMENTS = 300
_LEAST, _MOST = 6, 0.2
"""Documents that a word has, at least, and at most as a share of all."""
_LEARNT_FROM = 15_000
"""Documents that the space is made of; the others are put into it."""
_ROUNDS, _SPARE = 3, 10
"""Of the projection: how often it is sharpened, and dimensions beside those that are kept."""
_STEP = 0.6 / DIMENSIONS**0.5
"""Of a coordinate, in a vector of length 1."""
REACH = 5
"""Steps to either side: a coordinate is a letter from 0 to twice this."""
_CELL = 700
"""Documents of a shard, at most."""
_TRIED = 300
_AT_ONCE = 10_000
"""Documents that these are compared with at a time, for memory."""
_NEAREST = 0.05
_ENOUGH = 0.3
"""Of the tried documents, how many must be among the nearest; by chance it were one in twenty."""


class Meaning(Struct, frozen=True):
    """The vectors of words, and the cells of documents with the middle of each."""

    words: dict[str, str]
    middles: str
    cells: list[Shard]
    found: float
    """The share of tried documents that were found; the gain over none."""


NO_MEANING = Meaning({}, "", [], 0.0)


def meaning(found: Postings, documents: int) -> Meaning:
    """Make the space of a collection; empty where it is small or would mislead."""
    if documents < _LEAST_DOCUMENTS:
        return NO_MEANING
    terms, matrix = _matrix(found, documents)
    if len(terms) < 2 * DIMENSIONS:
        return NO_MEANING
    with threadpool_limits(1):  # the same bytes each time
        step = -(-documents // _LEARNT_FROM)
        sizes, axes = learnt(matrix[::step].tocsr())
        points = _unit(matrix @ axes)
        share = _try(matrix, axes, sizes, points)
        if share < _ENOUGH:
            return NO_MEANING
        words = _steps(_unit(axes * sizes))
    vectors = dict(zip(terms, letter_rows(words), strict=True))
    middles, cells = _cells(points)
    return Meaning(vectors, middles, cells, share)


def learnt(matrix: Matrix) -> tuple[Floats, Floats]:
    """Return the sizes of the largest dimensions, and the axes that words have along them.

    A truncated decomposition by random projection (https://arxiv.org/abs/0909.4061). It is that of
    scikit-learn, which takes longer to load than this takes to run.
    """
    is_wide = matrix.shape[0] < matrix.shape[1]
    tall = matrix.T if is_wide else matrix
    chance = np.random.RandomState(0)
    basis = chance.normal(size=(tall.shape[1], DIMENSIONS + _SPARE)).astype(tall.dtype)
    for _ in range(_ROUNDS):
        basis, _ = lu(tall @ basis, permute_l=True, check_finite=False)
        basis, _ = lu(tall.T @ basis, permute_l=True, check_finite=False)
    basis, _ = qr(tall @ basis, mode="economic", check_finite=False)
    left, sizes, right = svd(basis.T @ tall, full_matrices=False)
    pair = (basis @ left, right.T)
    documents, words = pair[::-1] if is_wide else pair
    # Of an axis and its opposite one must be chosen.
    heads = np.abs(documents).argmax(axis=0)
    signs = np.sign(documents[heads, np.arange(documents.shape[1])])
    return sizes[:DIMENSIONS], (words * signs)[:, :DIMENSIONS]


def _matrix(found: Postings, documents: int) -> tuple[list[str], Matrix]:
    """Return the words that tell documents apart, and what each says of each document."""
    counts = np.diff(found.text.starts)
    good = (counts >= _LEAST) & (counts <= max(_MOST * documents, _LEAST))
    rows = [row for row in np.flatnonzero(good).tolist() if _is_word(found.terms[row])]
    lengths = counts[rows]
    kept = np.repeat(np.isin(np.arange(len(counts)), rows), counts)
    rarity = np.log(documents / lengths).astype(np.float32)
    values = (found.text.levels[kept] + np.float32(3)) * np.repeat(rarity, lengths)
    # A list of documents a term is what a matrix by columns is made of.
    flat = (values, found.text.documents[kept], starts_of(lengths))
    return [found.terms[row] for row in rows], csc_matrix(flat, shape=(documents, len(rows)))


def _is_word(term: str) -> bool:
    return len(term) > 2 and term[0].isalpha()


def _try(matrix: Matrix, axes: Floats, sizes: Floats, points: Floats) -> float:
    """Ask for documents by one half of their words, and look for them by the other half."""
    rows = np.linspace(0, matrix.shape[0] - 1, _TRIED).astype(np.int64)
    some = matrix[np.unique(rows)].tocsr()
    # Every second column of a row: neighbours in the alphabet are often forms of one word.
    odd = (some.indices // 2) % 2 == 1
    asked, kept = some.copy(), some.copy()
    asked.data[odd] = 0
    kept.data[~odd] = 0
    queries, answers = _unit(asked @ (axes * sizes)), _unit(kept @ axes)
    own = np.einsum("ij,ij->i", queries, answers)
    nearer = np.zeros(len(own), dtype=np.int64)
    for at in range(0, len(points), _AT_ONCE):
        others = queries @ points[at : at + _AT_ONCE].T
        nearer += (others > own[:, None]).sum(axis=1)
    return float((nearer / len(points) <= _NEAREST).mean())


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return found


def _steps(vectors: Floats) -> Ints:
    """Return coordinates in steps, from 0 up."""
    steps: Ints = np.clip(np.round(vectors / _STEP), -REACH, REACH).astype(np.int64)
    return steps + REACH


def _cells(points: Floats) -> tuple[str, list[Shard]]:
    middles: list[str] = []
    shards: list[Shard] = []
    steps = _steps(points)
    for rows in _split(points, np.flatnonzero(points.any(axis=1))):
        rows = np.sort(rows)
        middles += letter_rows(_steps(_unit(points[rows].mean(axis=0)[None])))
        gaps = letters(np.diff(rows, prepend=-1).tolist())
        vectors = "".join(letter_rows(steps[rows]))
        shards.append(Shard.of("cells", f"{gaps}\t{vectors}"))
    return "".join(middles), shards


def _split(points: Floats, rows: Ints) -> Iterator[Ints]:
    """Halve a set where it is widest until its parts are small."""
    if len(rows) <= _CELL:
        if len(rows):
            yield rows
        return
    widest = int(points[rows].var(axis=0).argmax())
    order = rows[np.argsort(points[rows, widest], kind="stable")]
    middle = len(order) // 2
    yield from _split(points, order[:middle])
    yield from _split(points, order[middle:])
