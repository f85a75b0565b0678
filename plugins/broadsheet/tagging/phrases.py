"""Phrases: the words and pairs of words that tell what a text is about, found by their stems."""

from __future__ import annotations

import re
from collections.abc import Iterator

import snowballstemmer
from msgspec import Struct

from broadsheet.tagging.common_words import COMMON_WORDS

_WORD = re.compile(r"[^\W_]+")
# Chinese and Japanese put no blanks between words; two characters say about as much as a word.
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HYPHENS = frozenset("-\u2010\u2011")


class Phrase(Struct, frozen=True):
    """A word or two of a text; `key` holds their stems, so that all forms of them are one."""

    key: str
    start: int
    end: int


class _Word(Struct, frozen=True):
    stem: str
    start: int
    end: int
    is_telling: bool


class Phrases:
    """Finds phrases; each word is stemmed once, however many texts have it."""

    def __init__(self) -> None:
        self._stemmer = snowballstemmer.stemmer("english")
        self._stems: dict[str, str] = {}

    def of(self, text: str) -> Iterator[Phrase]:
        """Yield every phrase of a plain text: words that tell something, and pairs of them."""
        before: _Word | None = None
        joint = ""
        for word in self._words(text):
            after = joint
            joint = text[before.end : word.start] if before else ""
            if before:
                yield from _single(before, after, joint)
                yield from _pair(before, word, joint)
            before = word
            if not word.stem:
                yield from _pieces(text, word)
        if before:
            yield from _single(before, joint, "")

    def _words(self, text: str) -> Iterator[_Word]:
        for match in _WORD.finditer(text):
            word = match[0].lower()
            stem = self._stem(word)
            is_telling = len(word) > 1 and not word.isdigit() and word not in COMMON_WORDS
            yield _Word(stem, match.start(), match.end(), is_telling and bool(stem))

    def _stem(self, word: str) -> str:
        """Return the stem; none of what is written without blanks."""
        if word not in self._stems:
            is_unspaced = not word.isascii() and _UNSPACED.search(word)
            self._stems[word] = "" if is_unspaced else self._stemmer.stemWord(word)
        return self._stems[word]


def _single(word: _Word, before: str, after: str) -> Iterator[Phrase]:
    # A half of `few-shot` means something else than the whole.
    if word.is_telling and not ({before, after} & _HYPHENS):
        yield Phrase(word.stem, word.start, word.end)


def _pair(one: _Word, two: _Word, joint: str) -> Iterator[Phrase]:
    is_hyphened = joint in _HYPHENS and (one.is_telling or two.is_telling) and one.stem and two.stem
    if is_hyphened or (joint.isspace() and one.is_telling and two.is_telling):
        yield Phrase(f"{one.stem} {two.stem}", one.start, two.end)


def _pieces(text: str, word: _Word) -> Iterator[Phrase]:
    for run in _UNSPACED.finditer(text, word.start, word.end):
        for at in range(run.start(), run.end() - 1):
            yield Phrase(text[at : at + 2], at, at + 2)
