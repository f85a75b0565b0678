"""Related papers: for each paper the nearest others, with the words that they share."""

from __future__ import annotations

from math import log10

import numpy as np

from broadsheet.tagging.corpus import Corpus
from broadsheet.tagging.nearness import LONGEST, MILLION, Packed
from broadsheet.tagging.neighbours import Neighbours, find_neighbours
from broadsheet.tagging.phrases import Numbers
from broadsheet.tagging.similarity import LENGTH


def least_score(papers: int) -> float:
    """Return the cosine below which papers share little but the way they are written.

    In a small collection common words look rare: of 20 papers any two may come to 0.3, of 1,000 to
    0.15. The line was drawn through random samples of 20 to 10,000 papers of one field.
    """
    return max(0.12, round(0.5 - 0.12 * log10(max(papers, 1)), 3))


def find_near(corpus: Corpus, rows: Numbers | None = None) -> Neighbours:
    """Return what is near some of the documents, by their rows, or near each."""
    every = np.arange(len(corpus.names)) if rows is None else rows
    least = least_score(len(corpus.names))
    return find_neighbours(corpus.weights, every, least, corpus.units.phrase_text)


def packed(corpus: Corpus, near: Neighbours) -> Packed:
    """Return what is near each document, in words."""
    phrases, places = np.unique(near.shared, return_inverse=True)
    nothing = int(np.searchsorted(phrases, 0))  # -1 is none, and no phrase is less than 0
    places = places.reshape(-1, LONGEST) - nothing
    scores = np.rint(near.scores / LENGTH**2 * MILLION)
    return Packed(
        papers=tuple(corpus.names),
        terms=tuple(corpus.terms(phrases[nothing:])),
        others=near.others.tobytes(),
        scores=scores.astype(np.int32).tobytes(),
        shared=places.astype(np.int32).tobytes(),
    )
