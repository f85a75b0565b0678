"""Occurrences: every word of every document, as arrays of numbers.

Texts are cut by one regular expression; a run of letters is looked at once, however often it comes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.documents import Document
from broadsheet.search.tokens import runs, terms

Ints = NDArray[np.int64]


class Field(Struct, frozen=True):
    """A part of a document, and what a word in it weighs (BM25F).

    https://doi.org/10.1561/1500000019, section 3.6
    """

    text: Callable[[Document], str]
    weight: float
    length_matters: float
    """From 0 to 1: how much a word weighs less where the field is long."""
    has_common_words: bool = False


FIELDS = (
    Field(lambda one: one.title, 2.0, 0.5, has_common_words=True),
    Field(lambda one: " , ".join(one.labels), 1.2, 0.3),
    Field(lambda one: one.summary, 1.2, 0.6),
    Field(lambda one: one.abstract, 1.0, 0.7),
    Field(lambda one: f"{one.venue} , {one.date[:4]}", 0.7, 0.3),
)
"""In the order of their places in a document."""
AUTHORS = Field(lambda one: " , ".join(one.authors), 1.0, 0.0, has_common_words=True)
GAP = 20
"""Places between two fields, so that no phrase goes from one into the next."""


_BLOCK = 5_000
"""Documents read at a time, for memory."""


class Occurrences(Struct, frozen=True):
    """A field's words in a block of documents: three columns of equal length."""

    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    places: NDArray[np.int32]
    first: int
    """The first document of the block."""
    lengths: NDArray[np.int32]
    """Words of each document's field."""


class Words:
    """Gives each term a number, in the order in which they are met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._runs = _Runs(self.numbers)

    def read(self, documents: Sequence[Document], field: Field) -> Iterator[Occurrences]:
        """Yield the occurrences of a field's words in all documents, a block at a time."""
        for first in range(0, len(documents), _BLOCK):
            yield self._block(documents[first : first + _BLOCK], field, first)

    def said(self, found: Occurrences) -> Iterator[str]:
        """Yield the words of each document's field between blanks."""
        known = list(self.numbers)
        words = [known[term] for term in found.terms.tolist()]
        documents = np.arange(found.first, found.first + len(found.lengths))
        ends = np.searchsorted(found.documents, documents, side="right").tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            yield " ".join(words[start:end])

    def _block(self, documents: Sequence[Document], field: Field, first: int) -> Occurrences:
        found = array("i")
        ends = np.zeros(len(documents) + 1, dtype=np.int64)
        look_up = self._runs.__getitem__
        for at, one in enumerate(documents):
            found.extend(map(look_up, runs(field.text(one))))
            ends[at + 1] = len(found)
        return self._expand(np.frombuffer(found, dtype=np.int32), ends, first)

    def _expand(self, found: NDArray[np.int32], ends: Ints, first: int) -> Occurrences:
        """Put the terms of each run in its place."""
        table = self._runs.table()
        spans = table.spans[found].astype(np.int64)
        before = np.concatenate(([0], np.cumsum(spans)))
        documents = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
        start = before[:-1] - before[ends[:-1]][documents]
        counts = table.counts[found]
        # The terms of a run follow each other in the table from its first one.
        inner = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = np.repeat(table.firsts[found], counts) + inner
        return Occurrences(
            table.terms[rows],
            np.repeat(documents, counts) + np.int32(first),
            (np.repeat(start, counts) + table.offsets[rows]).astype(np.int32),
            first,
            (before[ends[1:]] - before[ends[:-1]]).astype(np.int32),
        )


class _Table(Struct, frozen=True):
    firsts: Ints
    counts: Ints
    spans: NDArray[np.int32]
    terms: NDArray[np.int32]
    offsets: NDArray[np.int32]


class _Runs(dict[str, int]):
    """From a run of letters to its row; a run that is new is taken apart."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers
        self._counts = array("q")
        self._spans = array("i")
        self._terms = array("i")
        self._offsets = array("i")

    def __missing__(self, run: str) -> int:
        found = terms(run)
        for term, offset in found:
            self._terms.append(self._numbers.setdefault(term, len(self._numbers)))
            self._offsets.append(offset)
        self._counts.append(len(found))
        self._spans.append(max((offset + 1 for _, offset in found), default=0))
        self[run] = row = len(self._counts) - 1
        return row

    def table(self) -> _Table:
        counts = np.array(self._counts, dtype=np.int64)
        return _Table(
            np.cumsum(counts) - counts,
            counts,
            np.array(self._spans, dtype=np.int32),
            np.array(self._terms, dtype=np.int32),
            np.array(self._offsets, dtype=np.int32),
        )
