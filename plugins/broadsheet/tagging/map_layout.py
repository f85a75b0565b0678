"""The map's layout: papers on a plane, those that say alike close together.

t-SNE keeps neighbours together; how far apart two groups stand means little. It is told how near
all papers are: of 2,000, 38 % of the ten nearest stay among the ten nearest on the map, and 92 % of
the one nearest; out of 50 dimensions, as is usual, it was 27 %. It runs on one thread: threads
would add up numbers in the order in which they finish.

https://scikit-learn.org/stable/modules/manifold.html#t-sne
"""

from __future__ import annotations

import numpy as np
from sklearn.manifold import TSNE
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

from broadsheet.tagging.corpus import Closeness
from broadsheet.tagging.landscape import HEIGHT, WIDTH
from broadsheet.tagging.similarity import LENGTH, Floats

_FEWEST = 5
"""Papers, and phrases: fewer of them have no neighbourhoods to show."""
_PERPLEXITY = 12
_ITERATIONS = 400
_ANGLE = 0.9
"""How coarsely far papers count: at 0.7 it takes a quarter longer and keeps no more neighbours."""


def lay_out(closeness: Closeness) -> dict[str, tuple[int, int]]:
    """Return the places of papers; of a handful none has one."""
    if min(len(closeness.names), closeness.phrases) < _FEWEST:
        return {}
    with threadpool_limits(1):
        plane = _scaled(_plane(closeness.cosines / LENGTH**2))
    return {name: (int(x), int(y)) for name, (x, y) in zip(closeness.names, plane, strict=True)}


def _plane(cosines: Floats) -> Floats:
    left, values, _ = randomized_svd(cosines, 2, random_state=0)
    start = left * np.sqrt(values)
    start = start / (start[:, 0].std() or 1) * 1e-4
    distances = np.sqrt(np.maximum(2 - 2 * cosines, 0))
    np.fill_diagonal(distances, 0)
    layout = TSNE(
        init=start,
        metric="precomputed",
        angle=_ANGLE,
        perplexity=min(_PERPLEXITY, (len(cosines) - 1) / 3),
        max_iter=_ITERATIONS,
        random_state=0,
        n_jobs=1,
    )
    found: Floats = layout.fit_transform(distances).astype(np.float64)
    return found


def _scaled(plane: Floats) -> Floats:
    low, high = plane.min(axis=0), plane.max(axis=0)
    extent = np.where(high > low, high - low, 1)
    found: Floats = np.rint((plane - low) / extent * (WIDTH, HEIGHT))
    return found
