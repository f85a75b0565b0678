"""Queries whose right answer is known: one paper each, drawn by a fixed seed."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from bench.search.wordnet import WordNet

SEED = 20_240_531
_WORD = re.compile("[A-Za-z]{4,}")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SWAPPED_OF = 5
"""Words of a paraphrase, of which at least three are synonyms of what the abstract says."""


class Query(Struct, frozen=True):
    """What is typed, and the row of the paper that is meant."""

    text: str
    row: int


Papers = Sequence[dict[str, Any]]
Draw = Callable[[random.Random, dict[str, Any]], str]


class Queries:
    """Draws the queries of each kind from papers."""

    def __init__(self, papers: Papers, wordnet: WordNet) -> None:
        self._papers = papers
        self._wordnet = wordnet
        self._counts = Counter(word for one in papers for word in _words(one["abstract"]))
        low, high = 2 * len(papers) // 1000, 5 * len(papers) // 100
        self._middling = {word for word, count in self._counts.items() if low <= count <= high}
        self.kinds: dict[str, Draw] = {
            "exact title": lambda _, one: str(one["title"]),
            "title, one typo": self._mistyped,
            "three words": self._three_words,
            "author and year": self._author_year,
            "paraphrase": self._paraphrase,
        }

    def draw(self, kind: str, count: int) -> list[Query]:
        """Return queries of one kind; a paper that none can be made of is passed over."""
        chance = random.Random(f"{SEED} {kind}")
        rows = list(range(len(self._papers)))
        chance.shuffle(rows)
        found: list[Query] = []
        for row in rows:
            if len(found) == count:
                break
            if text := self.kinds[kind](chance, self._papers[row]):
                found.append(Query(text, row))
        return found

    def _mistyped(self, chance: random.Random, paper: dict[str, Any]) -> str:
        title = str(paper["title"])
        words = list(_WORD.finditer(title))
        if not words:
            return ""
        word = chance.choice(words)
        return title[: word.start()] + _typo(chance, word[0]) + title[word.end() :]

    def _three_words(self, chance: random.Random, paper: dict[str, Any]) -> str:
        words = sorted(_words(paper["abstract"]) & self._middling)
        return " ".join(chance.sample(words, 3)) if len(words) >= 3 else ""

    @staticmethod
    def _author_year(chance: random.Random, paper: dict[str, Any]) -> str:
        authors = paper["authors"]
        return f"{chance.choice(authors)} {paper['year']}" if authors else ""

    def _paraphrase(self, chance: random.Random, paper: dict[str, Any]) -> str:
        own = _words(paper["abstract"]) | _words(paper["title"])
        words = sorted(_words(paper["abstract"]) & self._middling)
        chance.shuffle(words)
        said: list[str] = []
        swapped = 0
        for word in words:
            others = [one for one in self._wordnet.synonyms(word) if one not in own]
            known = [one for one in others if self._counts[one] > 1]
            if known and swapped < _SWAPPED_OF - 2:
                said.append(known[0])
                swapped += 1
            elif len(said) - swapped < 2:
                said.append(word)
        return " ".join(said) if swapped == _SWAPPED_OF - 2 and len(said) == _SWAPPED_OF else ""


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _typo(chance: random.Random, word: str) -> str:
    at = chance.randrange(len(word))
    letter = chance.choice(_LETTERS.replace(word[at].lower(), ""))
    kind = chance.choice(("lose", "add", "change", "swap"))
    if kind == "lose":
        return word[:at] + word[at + 1 :]
    if kind == "add":
        return word[:at] + letter + word[at:]
    if kind == "change":
        return word[:at] + letter + word[at + 1 :]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
