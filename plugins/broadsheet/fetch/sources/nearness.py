"""Nearness of titles: which of some papers a person most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from broadsheet.records.models import Facts
from broadsheet.records.tex import plain_text, tex_to_unicode
from broadsheet.records.titles import title_key


def nearest_first(title: str, papers: Iterable[Facts]) -> list[Facts]:
    """Return papers by how much of their titles is that of the title asked for."""
    wanted = title_key(title)
    return sorted(papers, key=lambda one: -_nearness(wanted, title_key(one.title)))


def title_words(title: str, most: int) -> list[str]:
    """Return the longest words of a title in their order: what a search can be asked for."""
    words = list(dict.fromkeys(re.findall(r"\w+", plain_text(tex_to_unicode(title)))))
    longest = sorted(words, key=len, reverse=True)[:most]
    return [word for word in words if word in longest]


def _nearness(wanted: str, found: str) -> float:
    return SequenceMatcher(None, wanted, found, autojunk=False).ratio()
