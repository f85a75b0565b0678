"""Term shards: the postings of a run of terms, and their places in a shard of their own.

A shard has sections between tabs: the terms, each without what it shares with the one before; the
lengths of their two lists; the lists as bits; which terms have a vector, and the vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.names import ID, TITLE
from broadsheet.search.postings import LEVELS, PLACE_BITS, Lists, Postings
from broadsheet.search.shards import Shard, digest
from broadsheet.search.streams import (
    BASE,
    Codes,
    letters,
    place_bits,
    ranked,
    rice_parameter,
    six_to_a_letter,
    starts_of,
)

Ints = NDArray[np.int64]

_LEAST = 2_500
_GROWTH = 20
"""Bytes of a shard, at least and for the root of the number of documents: small, for most of what
comes with a word was not asked for, but each shard has its line in the manifest, which all load."""
PLACES_OF = 4
"""Term shards whose places lie in one: only phrases ask for them."""
_LONGEST = 60_000
"""Documents of a list in one shard; a longer one goes on in the next."""


class TermShards(Struct, frozen=True):
    """The shards of all terms, and of their places."""

    firsts: list[str]
    """Where each begins: as much of its first term as it takes to be behind the term before."""
    terms: list[Shard]
    places: list[Shard]
    ranks: list[int]
    """The levels, the commonest first."""


class _Entry(Struct, frozen=True):
    """A term and the part of its list that one shard holds."""

    term: str
    text: slice
    authors: slice


def term_shards(
    parts: Iterable[Postings], documents: int, vectors: Mapping[str, str]
) -> TermShards:
    """Put postings into shards, and the vectors of their terms with them."""
    kept = list(parts)
    counts = sum(
        (np.bincount(one.text.levels, minlength=LEVELS) for one in kept),
        start=np.zeros(LEVELS, dtype=np.int64),
    )
    ranks = ranked(counts.tolist())
    found = TermShards([], [], [], ranks)
    codes = np.argsort(np.array(ranks))
    before = ""
    made: list[tuple[str, str]] = []
    for part in kept:
        writer = _Writer(part, documents, codes, vectors)
        for entries in _cut(_entries(part), documents):
            found.firsts.append(_beginning(before, entries[0].term))
            before = entries[-1].term
            made.append((writer.terms(entries), writer.places(entries)))
    for at in range(0, len(made), PLACES_OF):
        _name(made[at : at + PLACES_OF], found)
    return found


def _name(made: Sequence[tuple[str, str]], found: TermShards) -> None:
    """Add the shards of some terms, and one of all their places, which has the first one's hash."""
    places = "\t".join(places for _, places in made)
    names = [digest(terms, *([] if at else [places])) for at, (terms, _) in enumerate(made)]
    found.terms.extend(
        Shard(f"terms-{name}", terms) for name, (terms, _) in zip(names, made, strict=True)
    )
    if places.strip("\t"):
        found.places.append(Shard(f"places-{names[0]}", places))


def _beginning(before: str, first: str) -> str:
    """Return what tells a term from the one before; all of it where its list goes on."""
    return first[: _shared(before, first) + 1]


def _entries(part: Postings) -> Iterator[_Entry]:
    text, authors = part.text.starts.tolist(), part.authors.starts.tolist()
    for at, term in enumerate(part.terms):
        start, end = text[at], text[at + 1]
        yield _Entry(term, slice(start, min(end, start + _LONGEST)), slice(*authors[at : at + 2]))
        for more in range(start + _LONGEST, end, _LONGEST):
            yield _Entry(term, slice(more, min(end, more + _LONGEST)), slice(0, 0))


def _cut(entries: Iterable[_Entry], documents: int) -> Iterator[list[_Entry]]:
    """Yield the entries of each shard by what they will weigh, about."""
    some: list[_Entry] = []
    weight = 0.0
    target = max(_LEAST, _GROWTH * documents**0.5)
    for one in entries:
        cost = _cost(one, documents)
        if some and (weight + cost > target or one.term == some[-1].term):
            yield some
            some, weight = [], 0.0
        some.append(one)
        weight += cost
    if some:
        yield some


def _cost(one: _Entry, documents: int) -> float:
    bits = 0.0
    if text := _length(one.text):
        bits += (rice_parameter(documents, text) + 4) * text
    if authors := _length(one.authors):
        bits += (rice_parameter(documents, authors) + 2) * authors
    return 4.0 + bits / 8.0


class _Writer:
    """Writes the shards of a part of the postings."""

    def __init__(
        self, part: Postings, documents: int, codes: Ints, vectors: Mapping[str, str]
    ) -> None:
        self._part = part
        self._documents = documents
        self._codes = codes
        self._vectors = vectors

    def terms(self, entries: Sequence[_Entry]) -> str:
        text = self._lists(self._part.text, [one.text for one in entries])
        ranks = Codes.ranks(self._codes[self._part.text.levels[_whole(entries, "text")]])
        authors = self._lists(self._part.authors, [one.authors for one in entries])
        widths = np.concatenate((text.widths + ranks.widths, authors.widths))
        starts = starts_of(widths)
        bits = np.zeros(starts[-1], dtype=np.uint8)
        middle = len(text.unary)
        text.put(bits, starts[:middle])
        ranks.put(bits, starts[:middle] + text.widths)
        authors.put(bits, starts[middle:-1])
        counts = [count for one in entries for count in (_length(one.text), _length(one.authors))]
        lexicon = front_coded([one.term for one in entries])
        return "\t".join(
            (lexicon, letters(counts), six_to_a_letter(bits), *self._meanings(entries))
        )

    def _meanings(self, entries: Sequence[_Entry]) -> tuple[str, ...]:
        """Return which terms have a vector, by the gaps between them, and the vectors."""
        rows = [row for row, one in enumerate(entries) if one.term in self._vectors]
        gaps = [row - before for row, before in zip(rows, [-1, *rows], strict=False)]
        vectors = "".join(self._vectors[entries[row].term] for row in rows)
        return (letters(gaps), vectors) if rows else ()

    def _lists(self, lists: Lists, parts: Sequence[slice]) -> Codes:
        counts = np.array([_length(part) for part in parts], dtype=np.int64)
        filled = [part for part in parts if _length(part)]
        if not filled:
            return Codes.ranks(np.zeros(0, dtype=np.int64))
        documents = lists.documents[filled[0].start : filled[-1].stop].astype(np.int64)
        gaps = np.diff(documents, prepend=-1) - 1
        firsts = starts_of(counts)[:-1][counts > 0]
        gaps[firsts] = documents[firsts]
        parameters = [rice_parameter(self._documents, _length(part)) for part in filled]
        return Codes.rice(gaps, np.repeat(np.array(parameters, dtype=np.int64), counts[counts > 0]))

    def places(self, entries: Sequence[_Entry]) -> str:
        """Return for each document of each list how many places there are, and these."""
        lists = self._part.text
        whole = _whole([one for one in entries if one.term[0] not in (ID, TITLE)], "text")
        starts = lists.place_starts[whole.start : whole.stop + 1]
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


def _length(part: slice) -> int:
    found: int = part.stop - part.start
    return found


def _whole(entries: Sequence[_Entry], name: str) -> slice:
    """Return what the parts of entries, which follow each other, are together."""
    filled = [part for part in (getattr(one, name) for one in entries) if _length(part)]
    return slice(filled[0].start, filled[-1].stop) if filled else slice(0, 0)


def front_coded(words: Sequence[str]) -> str:
    """Return sorted words one a line, behind a letter for what each shares with the one before."""
    lines: list[str] = []
    before = ""
    for word in words:
        shared = _shared(before, word)
        lines.append(letters([shared]) + word[shared:] if shared < BASE else letters([0]) + word)
        before = word
    return "\n".join(lines)


def _shared(one: str, other: str) -> int:
    """Return how many characters two words begin with alike."""
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
