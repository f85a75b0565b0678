"""The writer of term shards: the lists of some shards as bits, and what stands around these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.block import PLACE_BITS
from broadsheet.search.entries import Entries
from broadsheet.search.names import ID, TITLE
from broadsheet.search.postings import Lists, Postings
from broadsheet.search.streams import (
    Codes,
    front_coded,
    letters,
    place_bits,
    rice_parameters,
    six_to_a_letter,
    starts_of,
)

Ints = NDArray[np.int64]


class TermWriter:
    """Writes the shards of postings, several at a time."""

    def __init__(
        self,
        found: Postings,
        entries: Entries,
        documents: int,
        ranks: Sequence[int],
        vectors: Mapping[str, str],
    ) -> None:
        self._found = found
        self._entries = entries
        self._rows: list[int] = entries.rows.tolist()
        self._documents = documents
        self._codes = np.argsort(np.array(ranks))
        self._vectors = vectors

    def made_of(self, shards: Sequence[range]) -> tuple[object, ...]:
        """Return all that shards are made of."""
        whole = slice(shards[0].start, shards[-1].stop + 1)
        text, authors = self._entries.text[whole], self._entries.authors[whole]
        names = self._names(range(whole.start, shards[-1].stop))
        lists = self._found.text
        places = lists.place_starts[text[0] : text[-1] + 1]
        arrays = (
            self._codes,
            np.diff(text),
            np.diff(authors),
            lists.documents[text[0] : text[-1]],
            lists.levels[text[0] : text[-1]],
            np.diff(places),
            lists.places[places[0] : places[-1]],
            self._found.authors.documents[authors[0] : authors[-1]],
        )
        vectors = [self._vectors.get(name) for name in names]
        said = (self._documents, list(map(len, shards)), names, vectors)
        return (*said, *(one.tobytes() for one in arrays))

    def _names(self, some: range) -> list[str]:
        return [self._found.terms[row] for row in self._rows[some.start : some.stop]]

    def written(self, shards: Sequence[range]) -> tuple[list[str], str]:
        """Return what shards that follow each other hold, and the places of all of them."""
        bits = self._bits(shards)
        terms = [self._terms(some, one) for some, one in zip(shards, bits, strict=True)]
        return terms, "\t".join(self._places(some) for some in shards)

    def _terms(self, some: range, bits: str) -> str:
        names = self._names(some)
        bounds = slice(some.start, some.stop + 1)
        counts = np.diff((self._entries.text[bounds], self._entries.authors[bounds]))
        parts = (front_coded(names), letters(counts.T.ravel().tolist()), bits)
        return "\t".join((*parts, *self._meanings(names)))

    def _meanings(self, names: Sequence[str]) -> tuple[str, ...]:
        """Return which terms have a vector, by the gaps between them, and the vectors."""
        rows = [row for row, name in enumerate(names) if name in self._vectors]
        gaps = [row - before for row, before in zip(rows, [-1, *rows], strict=False)]
        vectors = "".join(self._vectors[names[row]] for row in rows)
        return (letters(gaps), vectors) if rows else ()

    def _bits(self, shards: Sequence[range]) -> list[str]:
        """Return the lists of each shard: of texts with their levels, then of authors."""
        text = _Part.of(self._found.text, self._entries.text, shards, self._documents)
        authors = _Part.of(self._found.authors, self._entries.authors, shards, self._documents)
        ranks = Codes.ranks(self._codes[self._found.text.levels[text.whole]])
        text_starts = starts_of(text.codes.widths + ranks.widths)
        author_starts = starts_of(authors.codes.widths)
        middles = np.diff(text_starts[text.ends])
        sizes = middles + np.diff(author_starts[authors.ends])
        begins = starts_of(-(-sizes // 6) * 6)
        bits = np.zeros(begins[-1], dtype=np.uint8)
        text_starts = text.moved(text_starts, begins[:-1])
        text.codes.put(bits, text_starts)
        ranks.put(bits, text_starts + text.codes.widths)
        authors.codes.put(bits, authors.moved(author_starts, begins[:-1] + middles))
        return _cut(six_to_a_letter(bits), begins // 6)

    def _places(self, some: range) -> str:
        """Return for each document of each list how many places there are, and these."""
        lists = self._found.text
        starts = lists.place_starts[self._worded(some)]
        counts = np.diff(starts)
        if not counts.size:
            return ""
        places = lists.places[starts[0] : starts[-1]].astype(np.int64)
        heads = Codes.ranks(counts - 1)
        at = starts_of(heads.widths + counts * PLACE_BITS)
        bits = np.zeros(at[-1], dtype=np.uint8)
        heads.put(bits, at[:-1])
        inner = np.arange(len(places)) - np.repeat(starts[:-1] - starts[0], counts)
        begins = np.repeat(at[:-1] + heads.widths, counts) + inner * PLACE_BITS
        place_bits(bits, begins, places, np.full(len(places), PLACE_BITS, dtype=np.int64))
        return six_to_a_letter(bits)

    def _worded(self, some: range) -> slice:
        """Return the documents of the words among some terms, and the end of the last."""
        names = sum(1 for at in some if self._found.terms[self._rows[at]][0] in (ID, TITLE))
        text = self._entries.text
        return slice(text[some.start + names], text[some.stop] + 1)


class _Part(Struct, frozen=True):
    """One of the two lists of the terms of some shards, as codes."""

    whole: slice
    ends: Ints
    """Where the documents of each shard begin among those of all, and the end of the last."""
    codes: Codes

    @classmethod
    def of(cls, lists: Lists, starts: Ints, shards: Sequence[range], documents: int) -> _Part:
        own = starts[shards[0].start : shards[-1].stop + 1]
        whole = slice(own[0], own[-1])
        counts = np.diff(own)
        found = lists.documents[whole].astype(np.int64)
        gaps = np.diff(found, prepend=-1) - 1
        firsts = (own[:-1] - own[0])[counts > 0]
        gaps[firsts] = found[firsts]
        ends = starts[[*(some.start for some in shards), shards[-1].stop]] - own[0]
        parameters = np.repeat(rice_parameters(documents, counts), counts)
        return cls(whole, ends, Codes.rice(gaps, parameters))

    def moved(self, starts: Ints, begins: Ints) -> Ints:
        """Return where the bits of each document start, if those of the shards begin so."""
        moves = begins - starts[self.ends[:-1]]
        found: Ints = starts[:-1] + np.repeat(moves, np.diff(self.ends))
        return found


def _cut(text: str, bounds: Ints) -> list[str]:
    some = bounds.tolist()
    return [text[start:end] for start, end in pairwise(some)]
