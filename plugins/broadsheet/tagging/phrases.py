"""Phrases: the words and pairs of words that tell what a text is about, found by their stems."""

from __future__ import annotations

import re
from collections.abc import Iterator

import snowballstemmer
from msgspec import Struct

from broadsheet.tagging.common_words import COMMON_WORDS

_UNIT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_HYPHEN = re.compile("[-\u2010\u2011]")
# The stemmer knows no plural of what has no vowel: `LLMs`.
_PLURAL = re.compile(r"\A([A-Z][A-Z0-9]+)s\Z")
_SUFFIXES = frozenset(("based", "driven", "like", "related", "specific", "style"))
# Chinese and Japanese put no blanks between words; two characters say about as much as a word.
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")


Phrase = tuple[str, int, int]
"""Some words of a text: the key that holds their stems, so that all forms of them are one, and
where they begin and end. A tuple, for there are a hundred of them in an abstract."""


class _Unit(Struct, frozen=True):
    """What stands between blanks: a word, or words with hyphens."""

    key: str
    """Empty where it tells nothing."""
    is_word: bool = False
    is_unspaced: bool = False


_BLANK = _Unit("")


class Phrases:
    """Finds phrases; each unit is read once, however many texts have it."""

    def __init__(self) -> None:
        self._stemmer = snowballstemmer.stemmer("english")
        self._units: dict[str, _Unit] = {}

    def of(self, text: str) -> list[Phrase]:
        """Return every phrase of a plain text: units that tell something, and pairs of words."""
        found: list[Phrase] = []
        before, start, end = _BLANK, 0, -1
        for match in _UNIT.finditer(text):
            unit = self._units.get(match[0]) or self._unit(match[0])
            first, last = match.span()
            if unit.is_unspaced:
                found += _pieces(text, match)
            elif unit.key:
                found.append((unit.key, first, last))
                # Only a blank joins: a comma parts what stands at its sides.
                if before.is_word and unit.is_word and first - end == 1 and text[end] == " ":
                    found.append((f"{before.key} {unit.key}", start, last))
            before, start, end = unit, first, last
        return found

    def _unit(self, text: str) -> _Unit:
        unit = self._units[text] = self._read(text)
        return unit

    def _read(self, text: str) -> _Unit:
        if not text.isascii() and _UNSPACED.search(text):
            return _Unit("", is_unspaced=True)
        words = [_PLURAL.sub(r"\1", word).lower() for word in _HYPHEN.split(text)]
        # `graph-based` is about graphs, but `few-shot` means something else than its halves.
        kept = words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words
        if not any(map(_is_telling, kept)):
            return _Unit("")
        return _Unit(" ".join(self._stemmer.stemWords(kept)), is_word=len(words) == 1)


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in COMMON_WORDS


def _pieces(text: str, unit: re.Match[str]) -> Iterator[Phrase]:
    for run in _UNSPACED.finditer(text, unit.start(), unit.end()):
        for at in range(run.start(), run.end() - 1):
            yield text[at : at + 2], at, at + 2
