"""Rules: topics that a paper gets by its words or its arXiv categories, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.language.words import ENGLISH, Words
from broadsheet.records.models import Paper, Record
from broadsheet.records.places import Places
from broadsheet.records.shapes import did_you_mean
from broadsheet.tagging.vocabulary import Vocabulary

# Everything else parts words, so no character of a rule has a meaning but the `*` at its end.
_WORD = re.compile(r"[^\W_]+")


class Assignment(Struct, frozen=True):
    """A topic of a paper and why it has it: `the title says “jailbreak”`."""

    tag: str
    reason: str


class Rules:
    """The rules of a vocabulary, made ready to be asked once for each paper.

    The cost of a paper is its words times the number of different stem lengths, however many rules
    there are.
    """

    def __init__(self, vocabulary: Vocabulary, words: Words = ENGLISH) -> None:
        self._words = words
        self._categories: dict[str, list[str]] = {}
        self._phrases: dict[str, list[_Phrase]] = {}
        for tag in vocabulary.tags.values():
            for category in tag.categories:
                self._categories.setdefault(category.lower(), []).append(tag.tag)
            for text in tag.words:
                phrase = _Phrase.of(tag.tag, text)
                if phrase.words:
                    self._phrases.setdefault(phrase.words[0], []).append(phrase)
        stems = (one for some in self._phrases.values() for one in some if one.is_first_a_stem)
        self._stems = {phrase.words[0] for phrase in stems}
        self._stem_lengths = sorted(set(map(len, self._stems)))

    def apply(self, paper: Paper) -> dict[str, str]:
        """Return the tags that the rules give a paper, each with its reason; the title's first."""
        reasons: dict[str, str] = {}
        for where, text in (("why.title", paper.title), ("why.abstract", paper.abstract)):
            for tag, found in self._in_text(text):
                reasons.setdefault(tag, self._words(where, found=found))
        for category in paper.categories:
            for tag in self._categories.get(category.lower(), ()):
                reasons.setdefault(tag, self._words("why.category", found=category))
        return reasons

    def _in_text(self, text: str) -> Iterator[tuple[str, str]]:
        if not self._phrases or not self._may_begin(text):
            return
        words = list(_WORD.finditer(text))
        lower = [word[0].lower() for word in words]
        for at, word in enumerate(lower):
            for phrase in self._starting_with(word):
                if phrase.fits(lower, at):
                    last = words[at + len(phrase.words) - 1]
                    yield phrase.tag, " ".join(text[words[at].start() : last.end()].split())

    def _may_begin(self, text: str) -> bool:
        """Tell soon whether any phrase begins in a text: in most there is none."""
        words = {word.lower() for word in set(_WORD.findall(text))}
        if not self._phrases.keys().isdisjoint(words):
            return True
        return any(
            not self._stems.isdisjoint(word[:length] for word in words)
            for length in self._stem_lengths
        )

    def _starting_with(self, word: str) -> Iterator[_Phrase]:
        yield from self._phrases.get(word, ())
        for length in self._stem_lengths:
            if length < len(word):
                for phrase in self._phrases.get(word[:length], ()):
                    if phrase.is_first_a_stem:
                        yield phrase


class _Phrase(Struct, frozen=True):
    tag: str
    words: tuple[str, ...]
    is_stem: bool
    """Whether the last word may go on: `jailbreak*`."""

    @classmethod
    def of(cls, tag: str, text: str) -> _Phrase:
        words = tuple(word.lower() for word in _WORD.findall(text))
        return cls(tag, words, text.rstrip().endswith("*"))

    @property
    def is_first_a_stem(self) -> bool:
        return self.is_stem and len(self.words) == 1

    def fits(self, text: Sequence[str], at: int) -> bool:
        found = tuple(text[at : at + len(self.words)])
        if len(found) < len(self.words):
            return False
        whole = len(self.words) - 1 if self.is_stem else len(self.words)
        last_fits = not self.is_stem or found[-1].startswith(self.words[-1])
        return found[:whole] == self.words[:whole] and last_fits


def assign(
    papers: Sequence[Paper], vocabulary: Vocabulary, words: Words = ENGLISH
) -> dict[str, tuple[Assignment, ...]]:
    """Return each paper's topics: those of its record first, in its order, then the rules'."""
    rules = Rules(vocabulary, words)
    by_curators = words("why.chosen")
    return {paper.id: _topics(paper, vocabulary, rules, by_curators) for paper in papers}


def _topics(
    paper: Paper, vocabulary: Vocabulary, rules: Rules, by_curators: str
) -> tuple[Assignment, ...]:
    chosen = (vocabulary.resolve(word) for word in paper.tags)
    reasons = {tag: by_curators for tag in chosen if tag}
    for tag, reason in rules.apply(paper).items():
        reasons.setdefault(tag, reason)
    return tuple(Assignment(tag, reason) for tag, reason in reasons.items())


def tag_problems(
    records: Sequence[Record], vocabulary: Vocabulary, places: Places
) -> tuple[Problem, ...]:
    """Name every tag of a record that the vocabulary does not know."""
    return tuple(
        places.problem(
            record.origin,
            ("tags", index),
            f"unknown tag `{word}`",
            did_you_mean(word, vocabulary.names) or "add it to tags.yaml",
        )
        for record in records
        for index, word in enumerate(record.tags)
        if not vocabulary.resolve(word)
    )
