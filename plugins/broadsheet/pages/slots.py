"""Slots: a page as the text that all pages of its kind share, and the gaps between."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping

from msgspec import Struct


class Marks(Struct, frozen=True):
    """What stands in the slots while the theme renders: words that nobody can guess.

    They are of letters and digits alone, which no filter of a template changes.
    """

    words: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Marks:
        """Return fresh marks; a page that is filled holds none, so they may differ each time."""
        secret = secrets.token_hex(12)
        return cls({name: f"qz{secret}{number}zq" for number, name in enumerate(names)})


class Slots(Struct, frozen=True):
    """A page with gaps: `texts` is one longer than `names`, which lie between them."""

    texts: tuple[str, ...]
    names: tuple[str, ...]

    @classmethod
    def cut(cls, page: str, marks: Marks) -> Slots:
        """Cut a rendered page at its marks."""
        names = {word: name for name, word in marks.words.items()}
        parts = re.split("(" + "|".join(map(re.escape, names)) + ")", page)
        return cls(tuple(parts[::2]), tuple(names[word] for word in parts[1::2]))

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the page with values in its slots; a value is never looked into."""
        parts = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            parts += (values[name], text)
        return "".join(parts)
