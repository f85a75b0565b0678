"""Reading: the shards of a built site, as `client/engine/` reads them, for the terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.errors import BroadsheetError
from broadsheet.search.index import VERSION
from broadsheet.search.names import ID, TITLE
from broadsheet.search.shards import FOLDER, MANIFEST, read_script
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


class Index:
    """The index of a built site."""

    def __init__(self, site: Path) -> None:
        self._folder = site / FOLDER
        self._term_shards: dict[int, TermShard] = {}
        if not (self._folder / f"{MANIFEST}.js").exists():
            raise BroadsheetError(f"{site}: no built site with an index; run `broadsheet build`")
        self.manifest: dict[str, Any] = msgspec.json.decode(self.payload(MANIFEST))
        if self.manifest.get("version") != VERSION:
            raise BroadsheetError(f"{site}: built by another version; run `broadsheet build` again")

    def payload(self, name: str) -> str:
        """Return what a shard holds.

        Raises:
            BroadsheetError: it is missing or damaged.
        """
        path = self._folder / f"{name}.js"
        try:
            # As it is: other line ends would be other shards.
            return read_script(path.read_bytes().decode())
        except (OSError, ValueError) as error:
            hint = "run `broadsheet build` again"
            raise BroadsheetError(f"{path}: the shard is missing or damaged; {hint}") from error

    def names(self, kind: str) -> list[str]:
        """Return the names of all shards of a kind."""
        return [f"{kind}-{one}" for one in str(self.manifest[kind]).split()]

    @cached_property
    def firsts(self) -> list[str]:
        """Return the first term of each term shard."""
        return str(self.manifest["firsts"]).split()

    @property
    def documents(self) -> int:
        """Return how many documents there are."""
        return int(self.manifest["documents"])

    def term_shard(self, number: int) -> TermShard:
        """Return a term shard."""
        if number not in self._term_shards:
            payload = self.payload(self.names("terms")[number])
            self._term_shards[number] = TermShard(payload, self.manifest)
        return self._term_shards[number]

    def term(self, term: str) -> Entry | None:
        """Return a term with all its documents, from every shard that its list is in."""
        last = max(bisect_right(self.firsts, term) - 1, 0)
        first = last
        while first > 0 and self.firsts[first] == term:
            first -= 1
        numbers_ = range(first, last + 1) if self.firsts else ()
        found = [(at, one) for at in numbers_ if (one := self.term_shard(at).entry(term))]
        if not found:
            return None
        return Entry(
            term,
            np.concatenate([one.documents for _, one in found]),
            np.concatenate([one.levels for _, one in found]),
            np.concatenate([one.authors for _, one in found]),
            found[0][1].vector,
            [(at, self.term_shard(at).start(term)) for at, _ in found],
        )

    def beginning_with(self, prefix: str, most: int) -> list[Entry]:
        """Return the most frequent terms that begin with a prefix, from at most three shards."""
        if not self.firsts:
            return []
        some: list[Entry] = []
        for number in _reach(self.firsts, prefix):
            shard = self.term_shard(number)
            some += (shard.at(row) for row, one in enumerate(shard.terms) if one.startswith(prefix))
        return sorted(some, key=lambda one: (-one.count, one.term))[:most]

    def spelt(self, name: str, prefix: str) -> list[tuple[str, int]]:
        """Return the words of an order that begin with a prefix, and how long their counts are."""
        firsts, hashes = (str(one).split() for one in self.manifest[name])
        found: list[tuple[str, int]] = []
        for number in _reach(firsts, prefix):
            lines, counts = self.payload(f"{name}-{hashes[number]}").split("\t")
            found += zip(words_of(lines), numbers(counts), strict=True)
        return [one for one in found if one[0].startswith(prefix)]

    def line(self, document: int) -> str:
        """Return the card of a document as its shard has it."""
        shard, row = divmod(document, self.manifest["perCard"])
        return str(self.payload(self._listed("cards", shard)).split("\n")[row])

    def places(self, entry: Entry) -> list[tuple[int, ...]]:
        """Return the places of a term in each of its documents."""
        found: list[tuple[int, ...]] = []
        for number, start in entry.places:
            shard = self.term_shard(number)
            payload = self.payload(self._listed("places", number))
            every = shard.places(payload, self.manifest["placeBits"])
            found += every[start : start + len(shard.at(shard.rows[entry.term]).documents)]
        return found

    def _listed(self, kind: str, number: int) -> str:
        part, row = divmod(number, self.manifest["perList"])
        names = self.payload(f"names-{str(self.manifest[kind]).split()[part]}").split()
        return f"{kind}-{names[row]}"

    def column(self, name: str) -> Ints:
        """Return one number a document."""
        values: list[int] = []
        for chunk in self._chunks(name):
            for times, value in zip(chunk[::2], chunk[1::2], strict=True):
                values += [value] * (times + 1)
        values += [0] * (self.documents - len(values))
        return np.array(values, dtype=np.int64)

    def lists(self, name: str) -> list[list[int]]:
        """Return a list of numbers a document."""
        values: list[list[int]] = []
        for chunk in self._chunks(name):
            at = 0
            while at < len(chunk):
                count = chunk[at + 1]
                values += [chunk[at + 2 : at + 2 + count]] * (chunk[at] + 1)
                at += count + 2
        return values + [[] for _ in range(self.documents - len(values))]

    def _chunks(self, name: str) -> list[list[int]]:
        hashes = str(self.manifest["columns"].get(name, "")).split()
        return [numbers(self.payload(f"{name}-{one}")) for one in hashes]


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


def _reach(firsts: Sequence[str], prefix: str) -> range:
    """Return the shards in which words with a prefix lie, three at most."""
    start = max(bisect_right(firsts, prefix) - 1, 0)
    end = start
    while end + 1 < len(firsts) and end < start + 2 and firsts[end + 1].startswith(prefix):
        end += 1
    return range(start, min(end + 1, len(firsts)))


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
