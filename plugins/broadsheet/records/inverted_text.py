"""Inverted texts: each word with its places, as OpenAlex sends abstracts.

https://developers.openalex.org/api-reference/works
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_MOST_WORDS = 20_000
_GAP = "…"


def text_of(index: Mapping[str, Sequence[int]]) -> str:
    """Return the words in their order; where places are missing between them stands one `…`."""
    words: dict[int, str] = {}
    for word in sorted(index):
        for place in index[word]:
            if place >= 0 and len(words) < _MOST_WORDS:
                words.setdefault(place, word)
    return " ".join(_with_gaps(words))


def _with_gaps(words: Mapping[int, str]) -> list[str]:
    parts: list[str] = []
    expected = min(words, default=0)
    for place in sorted(words):
        if place > expected:
            parts.append(_GAP)
        parts.append(words[place])
        expected = place + 1
    return parts
