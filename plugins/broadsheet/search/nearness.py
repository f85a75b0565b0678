"""Nearness: how near documents are to a query in meaning, as `client/engine/meaning.js` says it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from broadsheet.search.lexicon import Entry, points_of
from broadsheet.search.matching import Match, rarity
from broadsheet.search.reading import Index
from broadsheet.search.streams import numbers

Ints = NDArray[np.int64]

_MOST_CELLS = 3


def nearness(index: Index, matches: Sequence[Match]) -> Ints:
    """Return how near documents are in meaning, in thousandths, for the nearest cells."""
    manifest = index.manifest
    meant = np.zeros(index.documents, dtype=np.int64)
    point = _point(index, matches)
    if point is None or not manifest["cells"]:
        return meant
    near = _closeness(point, points_of(manifest["middles"], manifest))
    cells = index.names("cells")
    for cell in sorted(range(len(cells)), key=lambda one: (-near[one], one))[:_MOST_CELLS]:
        gaps, vectors = index.payload(cells[cell]).split("\t")
        documents = np.cumsum(numbers(gaps)) - 1
        meant[documents] = _closeness(point, points_of(vectors, manifest))
    return meant


def _point(index: Index, matches: Sequence[Match]) -> Ints | None:
    total = index.documents
    placed = [_placed(one) for one in matches]
    some = [
        rarity(total, len(entry.documents)) * entry.vector
        for entry in placed
        if entry is not None and entry.vector is not None
    ]
    found: Ints | None = np.sum(some, axis=0) if some else None
    return found


def _placed(match: Match) -> Entry | None:
    return next((entry for entry, _ in match.forms if entry.vector is not None), None)


def _closeness(point: Ints, points: Ints) -> Ints:
    lengths = np.sqrt((point * point).sum()) * np.sqrt((points * points).sum(axis=1))
    dots = 1000 * (points @ point)
    near = np.divide(dots, lengths, out=np.zeros(len(points)), where=lengths > 0)
    found: Ints = np.floor(near).astype(np.int64)
    return found
