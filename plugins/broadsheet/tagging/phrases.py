"""Phrases: the words and pairs of words that tell what a text is about, found by their stems.

Everything is a number here, for there are ten million phrases in 100,000 abstracts. A unit, which
is what stands between blanks, has one, and so has each stem. A form is a unit, or two with a blank
between them, as texts have them; a phrase is a stem or two, the same for all of its forms.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from Stemmer import Stemmer

from broadsheet.tagging.common_words import COMMON_WORDS

_UNIT = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
# Only a blank joins: a comma parts what stands at its sides.
_JOINED_UNIT = re.compile(rf"{_UNIT.pattern}(?: (?=[^\W_]))?")
_HYPHEN = re.compile("[-\u2010\u2011]")
# The stemmer knows no plural of what has no vowel: `LLMs`.
_PLURAL = re.compile(r"\A([A-Z][A-Z0-9]+)s\Z")
_SUFFIXES = frozenset(("based", "driven", "like", "related", "specific", "style"))
# Chinese and Japanese put no blanks between words; two characters say about as much as a word.
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_NONE = -1

Numbers = NDArray[np.int64]


def pair(first: int, second: int = _NONE) -> int:
    """Return one number for two, or for one alone; the first is not less than 0."""
    return first << 32 | second + 1


def pairs(first: Numbers, second: Numbers | int = _NONE) -> Numbers:
    """Return one number for each two, or for each one."""
    return first << 32 | second + 1


def parted(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """Return what `pairs` was made of; -1 where there is no second."""
    return numbers >> 32, (numbers & 0xFFFFFFFF) - 1


class Units:
    """The units that were met, by their numbers; each is read once, however many texts have it."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: list[str] = []
        self.stems: list[str] = []
        self._phrases, self._words = array("q"), array("q")
        self._stem_numbers: dict[str, int] = {}
        self._stemmer = Stemmer("english")
        self._tokens = _Tokens(self._add)
        for name in names:
            self._tokens[name] = self._add(name) << 1

    def forms(self, texts: Sequence[str]) -> tuple[Numbers, Numbers]:
        """Return the forms in texts that tell something, and the number of the text of each."""
        found = [self._read(text) for text in texts]
        tokens = np.fromiter(chain.from_iterable(found), np.int64, sum(map(len, found)))
        rows = np.repeat(np.arange(len(found)), [len(some) for some in found])
        units, joined = tokens >> 1, np.flatnonzero(tokens & 1)
        forms = np.concatenate((pairs(units), pairs(units[joined], units[joined + 1])))
        rows = np.concatenate((rows, rows[joined]))
        telling = self.phrases(forms) != _NONE
        return rows[telling], forms[telling]

    def phrases(self, forms: Numbers) -> Numbers:
        """Return the phrase of each form; -1 where it tells nothing."""
        first, second = parted(forms)
        words, alone = np.array(self._words), np.array(self._phrases)
        left, right = words[first], words[second]
        both = np.where((left == _NONE) | (right == _NONE), _NONE, pairs(left, right))
        return np.where(second == _NONE, alone[first], both)

    def form_text(self, form: int) -> str:
        """Return a form as texts have it."""
        return _joined(self.names, form)

    def phrase_text(self, phrase: int) -> str:
        """Return the stems of a phrase."""
        return _joined(self.stems, phrase)

    def _read(self, text: str) -> list[int]:
        """Return the units of a text, each twice its number, and one more if a blank follows."""
        if not text.isascii():
            text = _UNIT.sub(_by_twos, text)
        return [self._tokens[token] for token in _JOINED_UNIT.findall(text)]

    def _add(self, unit: str) -> int:
        stems = self._stems(unit)
        is_word = not _HYPHEN.search(unit) and not _UNSPACED.search(unit)
        # A hyphen and a blank mean the same, and no pair of words has three.
        numbers = [self._stem(one) for one in (stems if len(stems) < 3 else [" ".join(stems)])]
        self.names.append(unit)
        self._phrases.append(pair(*numbers) if numbers else _NONE)
        self._words.append(numbers[0] if numbers and is_word else _NONE)
        return len(self.names) - 1

    def _stems(self, unit: str) -> list[str]:
        words = [_PLURAL.sub(r"\1", word).lower() for word in _HYPHEN.split(unit)]
        # `graph-based` is about graphs, but `few-shot` means something else than its halves.
        kept = words[:-1] if len(words) > 1 and words[-1] in _SUFFIXES else words
        return list(self._stemmer.stemWords(kept)) if any(map(_is_telling, kept)) else []

    def _stem(self, stem: str) -> int:
        number = self._stem_numbers.setdefault(stem, len(self.stems))
        if number == len(self.stems):
            self.stems.append(stem)
        return number


class _Tokens(dict[str, int]):
    """From a unit, with or without the blank behind it, to its number and whether there is one."""

    def __init__(self, add: Callable[[str], int]) -> None:
        self._add = add

    def __missing__(self, token: str) -> int:
        unit = token.removesuffix(" ")
        self[token] = number = self._add(token) << 1 if unit == token else self[unit] | 1
        return number


def _by_twos(unit: re.Match[str]) -> str:
    """Return what is written without blanks in pieces that nothing joins."""
    runs = _UNSPACED.findall(unit[0])
    twos = (run[at : at + 2] for run in runs for at in range(len(run) - 1))
    return "\n".join(twos) if runs else unit[0]


def _is_telling(word: str) -> bool:
    return len(word) > 1 and not word.isdigit() and word not in COMMON_WORDS


def _joined(names: Sequence[str], number: int) -> str:
    first, second = number >> 32, (number & 0xFFFFFFFF) - 1
    return names[first] if second == _NONE else f"{names[first]} {names[second]}"
