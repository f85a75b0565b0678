"""The corpus: all documents as they were read, and what their phrases weigh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.tagging.documents import Document
from broadsheet.tagging.phrases import Numbers, Units
from broadsheet.tagging.similarity import Weights, weigh
from broadsheet.tagging.wordings import Wordings, read_wordings


class Closeness(Struct, frozen=True):
    """How near documents are to each other."""

    names: list[str]
    phrases: int
    """How many different ones they have."""
    cosines: NDArray[np.int32]
    """Each with each, in parts of LENGTH squared."""


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

    def closeness(self, names: Iterable[str]) -> Closeness:
        """Return how near some documents are to each other; those that weigh nothing are left out.

        These are whole numbers still, so that in what order phrases stand does not show.
        """
        weights = self.weights.matrix
        rows, sizes = {name: at for at, name in enumerate(self.names)}, np.diff(weights.indptr)
        kept = [name for name in sorted(names) if sizes[rows[name]]]
        some = weights[[rows[name] for name in kept]]
        phrases = len(np.unique(some.indices))
        return Closeness(kept, phrases, (some @ some.T).toarray().astype(np.int32))

    def terms(self, phrases: Numbers) -> list[str]:
        """Return phrases as they are written most often, in running text where they are in any.

        A title's capitals say nothing of a word.
        """
        headings, bodies = self.wordings.counts
        of_forms = self.weights.phrases[self.weights.columns]
        found: dict[int, tuple[int, int, str]] = {}
        for at in np.flatnonzero(np.isin(of_forms, phrases)).tolist():
            text = self.units.form_text(int(self.wordings.forms[at]))
            form = -int(bodies[at]), -int(headings[at]), text
            phrase = int(of_forms[at])
            found[phrase] = min(form, found.get(phrase, form))
        return [found[phrase][-1] for phrase in phrases.tolist()]
