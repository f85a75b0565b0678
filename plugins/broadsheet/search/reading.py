"""Reading: the shards of a built site, as `client/engine/` reads them, for the terminal."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from broadsheet.errors import BroadsheetError
from broadsheet.search.index import VERSION
from broadsheet.search.lexicon import Entry, TermShard, words_of
from broadsheet.search.shards import FOLDER, MANIFEST, read_script
from broadsheet.search.streams import numbers

Ints = NDArray[np.int64]


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
        group, place = divmod(shard, self.manifest["perGroup"])
        name = f"{self.names('cards')[group]}-{place}"
        return str(self.payload(name).split("\n")[row])

    def places(self, entry: Entry) -> list[tuple[int, ...]]:
        """Return the places of a term in each of its documents."""
        found: list[tuple[int, ...]] = []
        for number, start in entry.places:
            shard = self.term_shard(number)
            at = number % int(self.manifest["placesOf"])
            name = self.names("terms")[number - at].replace("terms", "places", 1)
            every = shard.places(self.payload(name).split("\t")[at], self.manifest["placeBits"])
            found += every[start : start + len(shard.at(shard.rows[entry.term]).documents)]
        return found

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

    def venues(self) -> list[tuple[str, str]]:
        """Return the slugs and names of venues, by number."""
        lines = [line for name in self.names("venues") for line in self.payload(name).split("\n")]
        return [(slug, name) for slug, _, name in (line.partition("\t") for line in lines)]

    def _chunks(self, name: str) -> list[list[int]]:
        hashes = str(self.manifest["columns"].get(name, "")).split()
        return [numbers(self.payload(f"{name}-{one}")) for one in hashes]


def _reach(firsts: Sequence[str], prefix: str) -> range:
    """Return the shards in which words with a prefix lie, three at most."""
    start = max(bisect_right(firsts, prefix) - 1, 0)
    end = start
    while end + 1 < len(firsts) and end < start + 2 and firsts[end + 1].startswith(prefix):
        end += 1
    return range(start, min(end + 1, len(firsts)))
