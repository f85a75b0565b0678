"""The lexicon: terms with their lists of documents, as `client/engine/lexicon.js` reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.names import ID, TITLE
from broadsheet.search.streams import Bits, numbers, rice_parameter

Ints = NDArray[np.int64]


class Entry(Struct, frozen=True):
    """A term's lists: documents of texts with their levels, documents of authors."""

    term: str
    documents: Ints
    levels: Ints
    authors: Ints
    vector: Ints | None = None
    places: Sequence[tuple[int, int]] = ()
    """The numbers of its shards, and where its list starts in each."""

    @property
    def count(self) -> int:
        """Return how many documents the term is counted in."""
        return len(self.documents) + len(self.authors)


class TermShard:
    """The terms of a shard and their lists."""

    def __init__(self, payload: str, manifest: dict[str, Any]) -> None:
        lines, counts, bits, *meanings = payload.split("\t")
        self.terms = words_of(lines)
        self.rows = {term: row for row, term in enumerate(self.terms)}
        sizes = numbers(counts)
        self._texts = np.concatenate(([0], np.cumsum(sizes[::2]))).astype(np.int64)
        self._names = np.concatenate(([0], np.cumsum(sizes[1::2]))).astype(np.int64)
        self._read(Bits(bits), manifest)
        self._vectors = _vectors(meanings, manifest) if meanings else {}

    def _read(self, bits: Bits, manifest: dict[str, Any]) -> None:
        documents, ranks = manifest["documents"], manifest["ranks"]
        levels: list[int] = []
        found = _lists(bits, self._texts, documents, lambda: levels.append(ranks[bits.unary()]))
        self._documents = np.array(found, dtype=np.int64)
        self._levels = np.array(levels, dtype=np.int64)
        names = _lists(bits, self._names, documents, lambda: None)
        self._authors = np.array(names, dtype=np.int64)

    def entry(self, term: str) -> Entry | None:
        """Return a term that the shard has."""
        return self.at(self.rows[term]) if term in self.rows else None

    def start(self, term: str) -> int:
        """Return where a term's list starts."""
        return int(self._texts[self.rows[term]])

    def at(self, row: int) -> Entry:
        """Return the term of a row."""
        text = slice(*self._texts[row : row + 2])
        authors = slice(*self._names[row : row + 2])
        vector = self._vectors.get(row)
        lists = (self._documents[text], self._levels[text], self._authors[authors])
        return Entry(self.terms[row], *lists, vector)

    def places(self, payload: str, width: int) -> list[tuple[int, ...]]:
        """Return the places of each document of each term."""
        bits = Bits(payload)
        found: list[tuple[int, ...]] = []
        for row, term in enumerate(self.terms):
            for _ in range(*self._texts[row : row + 2]):
                if term[0] in (ID, TITLE):
                    found.append(())
                else:
                    count = bits.unary() + 1
                    found.append(tuple(bits.number(width) for _ in range(count)))
        return found


def _lists(bits: Bits, starts: Ints, documents: int, each: Any) -> list[int]:  # noqa: ANN401
    found: list[int] = []
    for count in np.diff(starts).tolist():
        document = -1
        parameter = rice_parameter(documents, count) if count else 0
        for _ in range(count):
            document += bits.rice(parameter) + 1
            found.append(document)
            each()
    return found


def _vectors(meanings: Sequence[str], manifest: dict[str, Any]) -> dict[int, Ints]:
    gaps, letters = meanings
    coordinates = points_of(letters, manifest)
    rows = np.cumsum(numbers(gaps)) - 1
    return {int(row): vector for row, vector in zip(rows, coordinates, strict=True)}


def points_of(letters: str, manifest: dict[str, Any]) -> Ints:
    """Return vectors, one a row."""
    steps = np.array(numbers(letters), dtype=np.int64) - manifest["reach"]
    points: Ints = steps.reshape(-1, manifest["dimensions"])
    return points


def words_of(lines: str) -> list[str]:
    """Return sorted words from lines, behind a letter for what each shares with the one before."""
    found: list[str] = []
    before = ""
    for line in lines.split("\n") if lines else ():
        before = before[: numbers(line[0])[0]] + line[1:]
        found.append(before)
    return found
