"""Summaries: whether they are a curator's own words, and few enough to be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from broadsheet.errors import Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.records.models import Record
from broadsheet.records.places import Places

_BLOCK = 6
_LONGEST_QUOTE = 12
"""Words in a row that may be the abstract's: a name, a number and what was measured."""
_WORD = re.compile(r"[^\W_]+")


def summary_problems(
    records: Iterable[Record],
    answers: Mapping[str, Mapping[str, Answer]],
    longest: int,
    places: Places,
) -> Iterator[Problem]:
    """Name summaries of more than `longest` words, and passages copied from an abstract."""
    for record in records:
        words = _words(record.summary)
        if not words:
            continue
        if len(words) > longest:
            message = f"the summary has {len(words)} words; readers finish {longest}"
            hint = "say what was done and what was found"
            yield _problem(places, record, message, hint, "long-summary")
        if passage := _copied(words, _abstracts(record, answers)):
            message = f"the summary repeats the abstract: “{passage}”"
            hint = "the abstract is on the same page; use words of your own"
            yield _problem(places, record, message, hint, "copied-summary")


def _abstracts(record: Record, answers: Mapping[str, Mapping[str, Answer]]) -> Iterator[str]:
    yield record.abstract
    for said in answers.values():
        answer = said.get(record.id)
        if answer is not None and answer.facts is not None:
            yield answer.facts.abstract


def _copied(words: Sequence[str], abstracts: Iterable[str]) -> str:
    """Return the beginning of a passage of more than `_LONGEST_QUOTE` words, or empty text."""
    for abstract in filter(None, dict.fromkeys(abstracts)):
        text = f" {' '.join(_words(abstract))} "
        # Any long enough passage holds one of these blocks in full.
        for start in range(0, len(words) - _BLOCK + 1, _BLOCK):
            if f" {' '.join(words[start : start + _BLOCK])} " in text:
                first, end = _grown(words, start, text)
                if end - first > _LONGEST_QUOTE:
                    return " ".join(words[first : first + _LONGEST_QUOTE])
    return ""


def _grown(words: Sequence[str], start: int, text: str) -> tuple[int, int]:
    """Return how far a passage of a text goes to both sides of a block of words."""
    first, end = start, start + _BLOCK
    while end < len(words) and f" {' '.join(words[first : end + 1])} " in text:
        end += 1
    while first and f" {' '.join(words[first - 1 : end])} " in text:
        first -= 1
    return first, end


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _problem(places: Places, record: Record, message: str, hint: str, rule: str) -> Problem:
    return places.problem(record.origin, ("summary",), message, hint, Severity.WARNING, rule)
