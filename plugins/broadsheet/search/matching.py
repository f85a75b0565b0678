"""Matching: the slots of a query and what each says of every document, as `matching.js` does it.

All scores are whole numbers, so that the terminal and the browser rank alike to the last paper.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.characters import is_cjk
from broadsheet.search.forms import distance, inflections
from broadsheet.search.lexicon import Entry
from broadsheet.search.query import Part
from broadsheet.search.reading import Index
from broadsheet.search.tokens import LONGEST, compounds, plain_tokens, runs

Ints = NDArray[np.int64]

EXACT, PREFIX, LONGER, CORRECTED, INFLECTED = 16, 9, 4, 10, 6
AUTHOR_VALUE = 40
_MOST_SLOTS = 12
_MOST_PREFIXED = 8
_SHORTEST_PREFIX = 2


class Slot(Struct, frozen=True):
    """What a document must have: a word, a compound, or the words of a phrase with their places."""

    word: str = ""
    parts: tuple[str, ...] = ()
    phrase: tuple[tuple[str, int], ...] = ()
    is_last: bool = False
    is_plain: bool = False
    """Whether it is looked for as it stands alone."""


class Match(Struct):
    """What a slot says of each document, 0 where it is not there."""

    best: Ints
    forms: list[tuple[Entry, int]]
    corrected: tuple[str, str] | None = None


def rarity(documents: int, count: int) -> int:
    """Return the rarity of a term in so many of all documents (BM25), in hundredths.

    It is at least one: a score of nothing means that a document has not the term.
    """
    return max(1, math.floor(100 * math.log(1 + (documents - count + 0.5) / (count + 0.5)) + 0.5))


def slots_of(part: Part, common: frozenset[str]) -> list[Slot]:
    """Return the slots of a part; common words ask for nothing, unless there are no others."""
    pieces = [one for run in runs(part.text) for one in compounds(run)]
    if part.is_phrase:
        return [Slot(phrase=_phrase([word for _, parts in pieces for word in parts], common))]
    slots: list[Slot] = []
    for joined, parts in pieces:
        if joined and len(parts) > 1:
            slots.append(Slot(joined, tuple(parts)))
        else:
            slots += map(Slot, parts)
    if part.is_last and slots and not slots[-1].parts:
        slots[-1] = Slot(slots[-1].word, is_last=True)
    telling = [one for one in slots if one.parts or one.is_last or one.word not in common]
    return telling or slots


def most_telling(slots: Sequence[Slot]) -> list[Slot]:
    """Return so many slots as are looked for, in their order: the longest, for these are rare."""

    def length(at: int) -> int:
        return LONGEST if slots[at].phrase else len(slots[at].word)

    order = sorted(range(len(slots)), key=lambda at: (-length(at), at))
    return [slots[at] for at in sorted(order[:_MOST_SLOTS])]


def _phrase(words: Sequence[str], common: frozenset[str]) -> tuple[tuple[str, int], ...]:
    placed = tuple((word, at) for at, word in enumerate(words))
    return tuple(one for one in placed if one[0] not in common) or placed


class Matcher:
    """Finds the documents of slots."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def match(self, slot: Slot) -> Match:
        """Return what a slot says of each document."""
        if slot.phrase:
            return self._in_a_row(slot.phrase)
        if slot.parts:
            return self._compound(slot)
        return self._word(slot)

    def _word(self, slot: Slot) -> Match:
        word, is_last = slot.word, slot.is_last
        forms = self._forms(slot)
        if forms:
            return self._joined(forms)
        others = [] if is_last and len(word) < 5 else self.corrections(word)
        entries = [one for other in others if (one := self._index.term(other))]
        made = self._joined([(one, CORRECTED) for one in entries])
        made.corrected = (word, entries[0].term) if entries else None
        return made

    def _forms(self, slot: Slot) -> list[tuple[Entry, int]]:
        word, is_last = slot.word, slot.is_last
        exact = self._index.term(word)
        found = {word: (exact, EXACT)} if exact else {}
        for other in () if slot.is_plain else inflections(word):
            if entry := self._index.term(other):
                found.setdefault(other, (entry, INFLECTED))
        if is_last and len(word) >= (1 if is_cjk(word) else _SHORTEST_PREFIX):
            factor = LONGER if exact else PREFIX
            for entry in self._index.beginning_with(word, _MOST_PREFIXED):
                found.setdefault(entry.term, (entry, factor))
        return list(found.values())

    def _joined(self, forms: list[tuple[Entry, int]]) -> Match:
        """Join lists into one: a document's score is that of its best form."""
        best = np.zeros(self._index.documents, dtype=np.int64)
        total = self._index.documents
        exact = [entry for entry, factor in forms if factor == EXACT]
        most = min(
            (rarity(total, one.count) for one in exact or [one for one, _ in forms]), default=0
        )
        for entry, factor in forms:
            weight = factor * min(rarity(total, entry.count), most)
            np.maximum.at(best, entry.documents, weight * (6 * entry.levels + 19))
            np.maximum.at(best, entry.authors, weight * AUTHOR_VALUE)
        return Match(best, forms)

    def _compound(self, slot: Slot) -> Match:
        """Find a compound joined, or all its parts somewhere."""
        whole = self._forms(Slot(slot.word, is_plain=slot.is_plain))
        each = [self._word(Slot(part, is_plain=slot.is_plain)) for part in slot.parts]
        made = self._joined(whole)
        made.best = np.maximum(made.best, _intersection([one.best for one in each]))
        made.forms = [*whole, *(form for one in each for form in one.forms)]
        fixes = [one.corrected for one in each if one.corrected]
        made.corrected = fixes[0] if fixes and not whole else None
        return made

    def _in_a_row(self, words: Sequence[tuple[str, int]]) -> Match:
        """Find words behind each other in a text, or all of them among the authors."""
        entries = [one for word, _ in words if (one := self._index.term(word))]
        if len(entries) < len(words):
            return Match(np.zeros(self._index.documents, dtype=np.int64), [])
        lists = [self._joined([(entry, EXACT)]) for entry in entries]
        best = _intersection([one.best for one in lists])
        places = [self._places(entry) for entry in entries]
        authors = [set(entry.authors.tolist()) for entry in entries]
        size = 1 << self._index.manifest["placeBits"]
        for document in np.flatnonzero(best).tolist():
            some = [one.get(document, ()) for one in places]
            stands = any(
                all(
                    (start + at - words[0][1]) % size in own
                    for own, (_, at) in zip(some, words, strict=True)
                )
                for start in some[0]
            )
            if not stands and not all(document in one for one in authors):
                best[document] = 0
        return Match(best, [form for one in lists for form in one.forms])

    def _places(self, entry: Entry) -> dict[int, tuple[int, ...]]:
        return dict(zip(entry.documents.tolist(), self._index.places(entry), strict=True))

    def corrections(self, word: str) -> list[str]:
        """Return the words that a mistyped one may mean, the likeliest first."""
        if len(word) < 4:
            return []
        most = 1 if len(word) < 8 else 2
        half = len(word) // 2
        counts = dict(self._index.spelt("forward", word[:half]))
        turned = self._index.spelt("backward", word[::-1][:half])
        counts |= {other[::-1]: count for other, count in turned}
        far = {other: distance(word, other, most) for other in counts}
        least = min(far.values(), default=most + 1)
        found = [other for other in counts if far[other] == least <= most]
        return sorted(found, key=lambda other: (-counts[other], other))[:3]

    def authors(self, name: str) -> set[int]:
        """Return the documents whose authors have all words of a name."""
        entries = [self._index.term(word) for word in plain_tokens(name)]
        lists = [set(one.authors.tolist()) if one else set[int]() for one in entries]
        return set.intersection(*lists) if lists else set()

    def named(self, terms: Sequence[str]) -> set[int]:
        """Return the documents that names or a title stand for."""
        entries = [one for term in terms if (one := self._index.term(term))]
        return {document for one in entries for document in one.documents.tolist()}


def _intersection(lists: Sequence[Ints]) -> Ints:
    stands = np.logical_and.reduce([one > 0 for one in lists])
    found: Ints = np.where(stands, np.sum(lists, axis=0), 0)
    return found
