"""The map's layout: papers on a plane, those that say alike close together.

t-SNE keeps neighbours together; how far apart two groups stand means little. It runs on one thread:
threads would add up numbers in the order in which they finish.

https://scikit-learn.org/stable/modules/manifold.html#t-sne
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.manifold import TSNE
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from broadsheet.tagging.landscape import HEIGHT, WIDTH
from broadsheet.tagging.related import Corpus
from broadsheet.tagging.similarity import Floats, Matrix

_FEWEST = 5
"""Papers, and phrases: fewer of them have no neighbourhoods to show."""
_DIMENSIONS = 50
_PERPLEXITY = 20
_ITERATIONS = 400
_ANGLE = 0.7
"""How coarsely far papers count: at 0.5 it takes a third longer and keeps no more neighbours."""


def lay_out(corpus: Corpus, placed: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """Return the places of papers; one that has no word in common with another gets none."""
    if corpus.weights is None:
        return {}
    rows = {one.paper: at for at, one in enumerate(corpus.documents)}
    sizes = np.diff(corpus.weights.matrix.indptr)
    names = [name for name in sorted(placed) if sizes[rows[name]]]
    if min(len(names), corpus.weights.matrix.shape[1]) < _FEWEST:
        return {}
    with threadpool_limits(1):
        plane = _plane(corpus.weights.matrix[[rows[name] for name in names]])
    return {name: (int(x), int(y)) for name, (x, y) in zip(names, _scaled(plane), strict=True)}


def _plane(matrix: Matrix) -> Floats:
    dimensions = min(_DIMENSIONS, *(size - 1 for size in matrix.shape))
    left, values, _ = randomized_svd(matrix, dimensions, random_state=0)
    reduced = left * values
    lengths = np.linalg.norm(reduced, axis=1, keepdims=True)
    reduced = reduced / np.where(lengths > 0, lengths, 1)
    start = reduced[:, :2] / (reduced[:, 0].std() or 1) * 1e-4
    layout = TSNE(
        init=start,
        angle=_ANGLE,
        perplexity=min(_PERPLEXITY, (len(reduced) - 1) / 3),
        max_iter=_ITERATIONS,
        random_state=0,
        n_jobs=1,
    )
    found: Floats = layout.fit_transform(reduced).astype(np.float64)
    return found


def _scaled(plane: Floats) -> Floats:
    low, high = plane.min(axis=0), plane.max(axis=0)
    extent = np.where(high > low, high - low, 1)
    found: Floats = np.rint((plane - low) / extent * (WIDTH, HEIGHT))
    return found
