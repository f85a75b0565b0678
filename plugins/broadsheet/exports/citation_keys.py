"""Citation keys: what authors type to cite a paper, `hare2024pairing`, each only once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.paper_id import derive_id

_NEVER = PartialDate(10_000)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def citation_keys(papers: Iterable[Paper]) -> Mapping[str, str]:
    """Return each paper's key by its id, whatever the order of the papers.

    Of papers with the same key the oldest keeps it and later ones get `b`, `c`, …, so that a new
    paper changes no key that somebody may have typed already.
    """
    oldest_first = sorted(papers, key=_age)
    bases = {paper.id: _base(paper.title, paper.authors, paper.published) for paper in oldest_first}
    taken = set(bases.values())
    keys: dict[str, str] = {}
    seen: dict[str, int] = {}
    for paper_id, base in bases.items():
        key = base
        while base in seen and key in taken:
            seen[base] += 1
            key = f"{base}{_letters(seen[base])}"
        seen.setdefault(base, 0)
        taken.add(key)
        keys[paper_id] = key
    return keys


def _age(paper: Paper) -> tuple[int, int, int, str]:
    day = paper.published or _NEVER
    return day.year, day.month, day.day, paper.id


@lru_cache(maxsize=20_000)  # from one edit to the next of a site that is served
def _base(title: str, authors: tuple[Author, ...], published: PartialDate | None) -> str:
    return derive_id(Identifiers(), title, authors, published).replace("-", "")


def _letters(number: int) -> str:
    """Return 1 as `b`, 25 as `z`, 26 as `aa`: what spreadsheets call their columns."""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, len(_LETTERS))
        text = _LETTERS[digit] + text
    return text
