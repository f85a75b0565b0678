"""Blocks: what the index has to know of some documents that follow each other, and of no others.

Where nothing of these changed, the block of the build before still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from broadsheet.search.cards import card_line
from broadsheet.search.common_words import COMMON_WORDS
from broadsheet.search.documents import Document
from broadsheet.search.facts import Facts
from broadsheet.search.names import names, title_names
from broadsheet.search.occurrences import AUTHORS, FIELDS, GAP, Occurrences, Words

Column = NDArray[np.int32]

PLACE_BITS = 4
"""Of a place, the lowest bits: two words stand side by side if these do."""
PLACE_MASK = (1 << PLACE_BITS) - 1
NAMED = len(FIELDS)
"""The field of terms that stand for a whole document: its title's key and its names."""


class Block(Struct, frozen=True):
    """Facts and cards of some documents, and their terms in the order of their characters."""

    facts: list[Facts]
    cards: list[str]
    terms: list[str]
    text: BlockLists
    authors: BlockLists
    lengths: bytes
    """The words of each document's fields, field by field, 32 bits each."""

    @classmethod
    def of(cls, documents: Sequence[Document], topics: Mapping[str, int], words: Words) -> Block:
        """Read documents; topics are told by number."""
        found = [words.read(documents, field) for field in FIELDS]
        named = _named(documents, found[0], words)
        text = _Said(
            *(np.concatenate(column) for column in zip(*_texts(found, words), named, strict=True))
        )
        people = words.read(documents, AUTHORS)
        authors = _Said(people.terms, people.documents, np.zeros_like(people.terms))
        terms, ranks = _ordered([*(one.terms for one in found), named.terms, people.terms], words)
        return cls(
            facts=[Facts.of(one) for one in documents],
            cards=[card_line(one, topics) for one in documents],
            terms=terms,
            text=BlockLists.of(text, ranks, len(terms), len(documents)),
            authors=BlockLists.of(authors, ranks, len(terms), len(documents)),
            lengths=np.concatenate([one.lengths for one in found]).tobytes(),
        )


class BlockLists(Struct, frozen=True):
    """One list of documents a term, which count from the block's first; 32 bits a number."""

    counts: bytes
    """The documents of each term."""
    documents: bytes
    sizes: bytes
    """How often the term is in each of them."""
    marks: bytes
    """For each of these times a byte: the field, and the lowest bits of the place."""

    @classmethod
    def of(cls, said: _Said, ranks: Column, terms: int, documents: int) -> BlockLists:
        """Sort what is said by term and document."""
        keys = ranks[said.terms].astype(np.int64) * documents + said.documents
        # With their place in the keys, numbers are sorted much sooner than by an order of places.
        keys, order = np.divmod(np.sort(keys * len(keys) + np.arange(len(keys))), max(len(keys), 1))
        firsts = np.flatnonzero(np.diff(keys, prepend=-1))
        rows, places = np.divmod(keys[firsts], max(documents, 1))
        return cls(
            np.bincount(rows, minlength=terms).astype(np.int32).tobytes(),
            places.astype(np.int32).tobytes(),
            np.diff(firsts, append=len(keys)).astype(np.int32).tobytes(),
            said.marks[order].astype(np.uint8).tobytes(),
        )


class _Said(Struct, frozen=True):
    """Terms by their numbers, in which document, and the mark of each."""

    terms: Column
    documents: Column
    marks: Column

    def __iter__(self) -> Iterator[Column]:
        return iter((self.terms, self.documents, self.marks))


def _ordered(numbers: Sequence[Column], words: Words) -> tuple[list[str], Column]:
    """Return terms in their order, and the place of each by its number."""
    ranks = np.zeros(len(words.known), dtype=np.int32)
    for some in numbers:
        ranks[some] = 1
    order = sorted(np.flatnonzero(ranks).tolist(), key=words.known.__getitem__)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return [words.known[number] for number in order], ranks


def _texts(found: Sequence[Occurrences], words: Words) -> Iterator[_Said]:
    common = [words.number(one) for one in sorted(COMMON_WORDS)]
    is_common = np.zeros(len(words.known), dtype=np.bool_)
    is_common[common] = True
    base = np.zeros(len(found[0].lengths), dtype=np.int32)
    for number, (field, one) in enumerate(zip(FIELDS, found, strict=True)):
        places = (one.places + base[one.documents]) & PLACE_MASK
        kept = slice(None) if field.has_common_words else ~is_common[one.terms]
        marks = places[kept] | (number << PLACE_BITS)
        yield _Said(one.terms[kept], one.documents[kept], marks)
        base += one.lengths + GAP


def _named(documents: Sequence[Document], titles: Occurrences, words: Words) -> _Said:
    """Return the terms that stand for a whole document: its title's key and its names."""
    said = list(words.said(titles))
    keys = title_names(said)
    pairs = [
        (words.number(name), at)
        for at, one in enumerate(documents)
        for name in dict.fromkeys((*keys[at : at + bool(said[at])], *names(one)))
    ]
    found = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return _Said(found[:, 0], found[:, 1], np.full(len(found), NAMED << PLACE_BITS, dtype=np.int32))
