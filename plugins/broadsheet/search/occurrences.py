"""Occurrences: every word of some documents, as arrays of numbers.

A piece of a text is looked at once, however often it comes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.documents import Document
from broadsheet.search.tokens import LONGEST, pieces, terms, tokens

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


class Occurrences(Struct, frozen=True):
    """A field's words in some documents: three columns of equal length."""

    terms: NDArray[np.int32]
    documents: NDArray[np.int32]
    places: NDArray[np.int32]
    lengths: NDArray[np.int32]
    """Words of each document's field."""


class Words:
    """Gives each term a number, in the order in which they are met."""

    def __init__(self) -> None:
        self.known: list[str] = []
        """The terms by their numbers."""
        self._numbers = _Numbers(self.known)
        self._pieces = _Pieces(self._numbers)

    def number(self, term: str) -> int:
        """Return the number of a term."""
        return self._numbers[term]

    def read(self, documents: Sequence[Document], field: Field) -> Occurrences:
        """Return the occurrences of a field's words in documents."""
        found = array("i")
        ends = np.zeros(len(documents) + 1, dtype=np.int64)
        look_up = self._pieces.__getitem__
        for at, one in enumerate(documents):
            found.extend(map(look_up, pieces(field.text(one))))
            ends[at + 1] = len(found)
        return self._expand(np.frombuffer(found, dtype=np.int32), ends)

    def said(self, found: Occurrences) -> Iterator[str]:
        """Yield the words of each document's field between blanks."""
        words = [self.known[term] for term in found.terms.tolist()]
        documents = np.arange(len(found.lengths))
        ends = np.searchsorted(found.documents, documents, side="right").tolist()
        for start, end in zip([0, *ends], ends, strict=False):
            yield " ".join(words[start:end])

    def _expand(self, found: NDArray[np.int32], ends: Ints) -> Occurrences:
        """Put the terms of each piece in its place."""
        table = self._pieces.table()
        spans = table.spans[found].astype(np.int64)
        before = np.concatenate(([0], np.cumsum(spans)))
        documents = np.repeat(np.arange(len(ends) - 1, dtype=np.int32), np.diff(ends))
        start = before[:-1] - before[ends[:-1]][documents]
        counts = table.counts[found]
        # The terms of a piece follow each other in the table from its first one.
        inner = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows = np.repeat(table.firsts[found], counts) + inner
        return Occurrences(
            table.terms[rows],
            np.repeat(documents, counts),
            (np.repeat(start, counts) + table.offsets[rows]).astype(np.int32),
            (before[ends[1:]] - before[ends[:-1]]).astype(np.int32),
        )


class _Numbers(dict[str, int]):
    """From a term to its number; a term that is new gets the next one."""

    def __init__(self, known: list[str]) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self._known)
        self._known.append(term)
        return number


class _Table(Struct, frozen=True):
    firsts: Ints
    counts: Ints
    spans: NDArray[np.int32]
    terms: NDArray[np.int32]
    offsets: NDArray[np.int32]


class _Pieces(dict[str, int]):
    """From a piece of a text to its row; a piece that is new is taken apart."""

    def __init__(self, numbers: _Numbers) -> None:
        super().__init__()
        self._numbers = numbers
        self._counts = array("q")
        self._spans = array("i")
        self._terms = array("i")
        self._offsets = array("i")

    def __missing__(self, piece: str) -> int:
        bare = piece.rstrip("'.,-")
        if bare.isascii() and bare.isalnum():  # most are
            self[piece] = row = self[bare] if bare != piece else self._add([(bare[:LONGEST], 0)])
        else:
            # What is not plain is a run already.
            self[piece] = row = self._add(tokens(piece) if piece.isascii() else terms(piece))
        return row

    def _add(self, found: Sequence[tuple[str, int]]) -> int:
        for term, offset in found:
            self._terms.append(self._numbers[term])
            self._offsets.append(offset)
        self._counts.append(len(found))
        self._spans.append(max((offset + 1 for _, offset in found), default=0))
        return len(self._counts) - 1

    def table(self) -> _Table:
        counts = np.array(self._counts, dtype=np.int64)
        return _Table(
            np.cumsum(counts) - counts,
            counts,
            np.array(self._spans, dtype=np.int32),
            np.array(self._terms, dtype=np.int32),
            np.array(self._offsets, dtype=np.int32),
        )
