"""Wordings: which forms each document has, and how often; all that is read of its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import scipy.sparse as sp
from msgspec import Struct

from broadsheet.tagging.documents import Document
from broadsheet.tagging.phrases import Numbers, Units

Matrix = Any  # scipy's sparse matrices have no types
_BLOCK = 2_000
"""Documents read at a time: all their phrases at once would be the most that is held."""
_HEADING = 1 << 16
"""A form in a heading counts so many, one in a body 1: both are told apart in one number."""


class Wordings(Struct, frozen=True):
    """A row for each document, a column for each form."""

    matrix: Matrix
    forms: Numbers
    """The columns, in ascending order."""

    @property
    def times(self) -> tuple[Numbers, Numbers]:
        """Return how often each entry of the matrix stands in headings, and how often in bodies."""
        return self.matrix.data // _HEADING, self.matrix.data % _HEADING

    @property
    def counts(self) -> tuple[Numbers, Numbers]:
        """Return how often each form stands in headings, and how often in bodies."""
        headings, bodies = self.times
        width = len(self.forms)
        return (
            np.bincount(self.matrix.indices, headings, width).astype(np.int64),
            np.bincount(self.matrix.indices, bodies, width).astype(np.int64),
        )


def read_wordings(documents: Sequence[Document], units: Units) -> Wordings:
    """Read the texts of documents."""
    blocks = range(0, max(len(documents), 1), _BLOCK)
    return joined([_read(documents[at : at + _BLOCK], units) for at in blocks])


def joined(parts: Sequence[Wordings]) -> Wordings:
    """Return several documents' wordings below each other, of the same units."""
    if len(parts) == 1:
        return parts[0]
    forms = np.unique(np.concatenate([one.forms for one in parts]))
    rows = [_with_columns(one, forms) for one in parts]
    return Wordings(sp.vstack(rows, "csr", np.int32), forms)


def _read(documents: Sequence[Document], units: Units) -> Wordings:
    heads, head_forms = units.forms(["\n".join(one.headings) for one in documents])
    bodies, body_forms = units.forms(["\n".join(one.body) for one in documents])
    forms, columns = np.unique(np.concatenate((head_forms, body_forms)), return_inverse=True)
    times = np.ones(len(columns), np.int32)
    times[: len(heads)] = _HEADING
    places = np.concatenate((heads, bodies)), columns
    matrix = sp.csr_matrix((times, places), shape=(len(documents), len(forms)))
    return Wordings(matrix, forms)


def _with_columns(part: Wordings, forms: Numbers) -> Matrix:
    columns = np.searchsorted(forms, part.forms).astype(np.int32)
    old = part.matrix
    shape = old.shape[0], len(forms)
    return sp.csr_matrix((old.data, columns[old.indices], old.indptr), shape=shape)
