"""Entries: the terms one after the other, cut into what each shard holds.

A term with very many documents is several entries, each in a shard of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.postings import Postings
from broadsheet.search.streams import rice_parameters, starts_of

Ints = NDArray[np.int64]

_LEAST = 2_500
_GROWTH = 20
"""Bytes of a shard, at least and for the root of the number of documents: small, for most of what
comes with a word was not asked for, but each shard has its line in the manifest, which all load."""
_LONGEST = 60_000
"""Documents of a list in one shard; a longer one goes on in the next."""


class Entries(Struct, frozen=True):
    """The row of each entry's term, and where its lists start; the last have an end."""

    rows: Ints
    text: Ints
    authors: Ints

    @classmethod
    def of(cls, found: Postings) -> Entries:
        """Make the entries of all terms."""
        counts = np.diff(found.text.starts)
        parts = np.maximum(-(-counts // _LONGEST), 1)
        rows = np.repeat(np.arange(len(counts)), parts)
        number = np.arange(len(rows)) - np.repeat(starts_of(parts)[:-1], parts)
        left = counts[rows] - number * _LONGEST
        authors = np.diff(found.authors.starts)[rows] * (number == 0)
        return cls(rows, starts_of(np.minimum(left, _LONGEST)), starts_of(authors))

    def cut(self, documents: int) -> Iterator[range]:
        """Yield the entries of each shard by what they will weigh, about."""
        ends = starts_of(self._eighths(documents)).tolist()
        target = int(max(_LEAST, _GROWTH * documents**0.5) * 8)
        goes_on = (np.flatnonzero(np.diff(self.rows) == 0) + 1).tolist()
        start, count = 0, len(self.rows)
        while start < count:
            end = max(bisect_right(ends, ends[start] + target) - 1, start + 1)
            later = bisect_right(goes_on, start)
            end = min([end, count, *goes_on[later : later + 1]])
            yield range(start, end)
            start = end

    def _eighths(self, documents: int) -> Ints:
        """Return what each will weigh, in eighths of a byte."""
        text, authors = np.diff(self.text), np.diff(self.authors)
        bits = (rice_parameters(documents, text) + 4) * text
        found: Ints = 32 + bits + (rice_parameters(documents, authors) + 2) * authors
        return found
