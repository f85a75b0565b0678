"""Related papers: for each paper the nearest others, with the words that they share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from math import log10

import numpy as np
from numpy.typing import NDArray

from broadsheet.tagging.documents import Document
from broadsheet.tagging.nearness import MILLION, Packed
from broadsheet.tagging.neighbours import neighbours
from broadsheet.tagging.phrases import Units
from broadsheet.tagging.similarity import Weights, weigh
from broadsheet.tagging.wordings import Wordings, read_wordings

Integers = NDArray[np.int32]
MOST = 5
"""Related papers of one paper."""
_ALL = 100_000
"""Phrases whose words are remembered."""


class Corpus:
    """Documents that were read; `weights` has a row for each, in the order of their names."""

    def __init__(self, names: Sequence[str], wordings: Wordings, units: Units) -> None:
        self.names, self.wordings, self.units = names, wordings, units

    @classmethod
    def of(cls, documents: Sequence[Document]) -> Corpus:
        """Read documents."""
        units = Units()
        return cls([one.paper for one in documents], read_wordings(documents, units), units)

    @cached_property
    def weights(self) -> Weights:
        """What the phrases of each document weigh."""
        return weigh(self.wordings, self.units)

    def terms(self, columns: Integers) -> list[str]:
        """Return phrases as they are written most often, in running text where they are in any.

        A title's capitals say nothing of a word.
        """
        headings, bodies = self.wordings.counts
        forms = np.flatnonzero(np.isin(self.weights.columns, columns))
        found: dict[int, tuple[int, int, str]] = {}
        for at in forms.tolist():
            column = int(self.weights.columns[at])
            text = self.units.form_text(int(self.wordings.forms[at]))
            form = -int(bodies[at]), -int(headings[at]), text
            found[column] = min(form, found.get(column, form))
        return [found[column][-1] for column in columns.tolist()]


def least_score(papers: int) -> float:
    """Return the cosine below which papers share little but the way they are written.

    In a small collection common words look rare: of 20 papers any two may come to 0.3, of 1,000 to
    0.15. The line was drawn through random samples of 20 to 10,000 papers of one field.
    """
    return max(0.12, round(0.5 - 0.12 * log10(max(papers, 1)), 3))


def find_related(corpus: Corpus) -> Packed:
    """Return the nearest papers of each, the nearest first."""
    weights = corpus.weights

    @lru_cache(_ALL)
    def text(column: int) -> str:
        return corpus.units.phrase_text(int(weights.phrases[column]))

    found = list(neighbours(weights.matrix, text, MOST, least_score(len(corpus.names))))
    near = list(chain.from_iterable(found))
    shared = _numbers(chain.from_iterable(one.shared for one in near))
    columns, terms = np.unique(shared, return_inverse=True)
    return Packed(
        papers=tuple(corpus.names),
        terms=tuple(corpus.terms(columns)),
        ends=_numbers(accumulate(map(len, found))).tobytes(),
        others=_numbers(one.row for one in near).tobytes(),
        scores=_numbers(round(one.score * MILLION) for one in near).tobytes(),
        term_ends=_numbers(accumulate(len(one.shared) for one in near)).tobytes(),
        shared=terms.astype(np.int32).tobytes(),
    )


def _numbers(values: Iterable[int]) -> Integers:
    return np.fromiter(values, np.int32)
