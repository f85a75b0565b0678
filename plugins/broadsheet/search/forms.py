"""Forms: other spellings that a word is also found by, the same as `client/engine/forms.js` makes.

Words are not cut to stems in the index: on real papers that lost one known paper in five. A query
asks for the regular forms of its words instead, and counts them for less.
"""

from __future__ import annotations

import re

_WORD = re.compile("[a-z]{3,40}")
_CUTS = (
    ("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""),
    ("s", ""),
)  # fmt: skip
_DOUBLES = re.compile(r"([bdgklmnprt])\1$")
_DOUBLED = re.compile("[^aeiou][aeiou][bdgklmnprt]$")
_NO_PLURAL = re.compile("[sui]s$")


def inflections(word: str) -> list[str]:
    """Return the regular forms of an English word: `parsing` gives `parse`, `parsed`, `parses`."""
    if not _WORD.fullmatch(word):
        return []
    found: dict[str, None] = {}
    for base in _bases(word):
        found |= dict.fromkeys(base + end for end in ("", "s", "es", "ed", "ing"))
        if base.endswith("e"):
            found |= dict.fromkeys((f"{base}d", f"{base[:-1]}ing"))
        if base.endswith("y"):
            found |= dict.fromkeys((f"{base[:-1]}ies", f"{base[:-1]}ied"))
        if _DOUBLED.search(base):
            found |= dict.fromkeys((f"{base}{base[-1]}ed", f"{base}{base[-1]}ing"))
    return [one for one in found if one != word]


def _bases(word: str) -> list[str]:
    bases = [word]
    for end, instead in _CUTS:
        base = word[: -len(end)] + instead
        is_no_plural = end == "s" and _NO_PLURAL.search(word)
        if not word.endswith(end) or len(base) < 3 or is_no_plural:
            continue
        bases.append(base)
        if not instead and _DOUBLES.search(base):
            bases.append(base[:-1])
    return bases


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters to add, lose, change or swap make one word the other, or most + 1.

    https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance (optimal string alignment)
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, second in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != second)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == second:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
