"""Namesakes: whether two lists of authors begin with the same person, however each is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum
from functools import lru_cache

from anyascii import anyascii
from msgspec import Struct

_PARTICLES = frozenset(
    "af al ap av bin da dal de degli dei del della den der di do dos du el ibn la las le los op s "  # noqa: SIM905
    "t ten ter van vande vanden vander vom von y zu zum zur jr sr ii iii iv".split()
)


class Who(Enum):
    """What two lists of authors say of their first."""

    SAME = "same"
    NAMESAKE = "namesake"
    """The family names fit, the given names do not."""
    UNKNOWN = "unknown"
    """A list is empty, begins with a group, or is in a script that the other is not in."""
    OTHER = "other"


class _Name(Struct, frozen=True):
    family: tuple[str, ...]
    given: tuple[str, ...]
    is_group: bool
    is_latin: bool

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.family, *self.given)


def who_is_first(ours: Sequence[str], theirs: Sequence[str]) -> Who:
    """Compare the first of two lists of names `Family, Given`; either may stand further down."""
    if not ours or not theirs:
        return Who.UNKNOWN
    first = _same(ours[0], theirs[0])
    if first is Who.SAME:
        return first
    moved = [(ours[0], name) for name in theirs[1:]] + [(name, theirs[0]) for name in ours[1:]]
    if any(_same(one, two) is Who.SAME for one, two in moved):
        return Who.SAME
    return first


def _same(ours: str, theirs: str) -> Who:
    if ours == theirs:
        return Who.SAME
    one, two = _name(ours), _name(theirs)
    if sorted("".join(one.words)) == sorted("".join(two.words)) and one.words:
        return Who.SAME
    if one.is_group or two.is_group or not (one.words and two.words):
        return Who.UNKNOWN
    if not _families_fit(one, two):
        # A name in characters is read one way in one country and another way in the next.
        return Who.OTHER if one.is_latin == two.is_latin else Who.UNKNOWN
    return Who.SAME if _givens_fit(one, two) else Who.NAMESAKE


@lru_cache(maxsize=8192)
def _name(text: str) -> _Name:
    family, _, given = text[:200].partition(",")
    letters = [one for one in text if one.isalpha()]
    is_latin = sum(one < "\u0250" or "\u1e00" <= one < "\u1f00" for one in letters) * 2 >= len(
        letters
    )
    return _Name(_words(family), _words(given), text.startswith("{"), is_latin)


def _words(text: str) -> tuple[str, ...]:
    plain = re.sub(r"['’`´.]", " ", anyascii(text).casefold())
    words = re.findall(r"[a-z]+", plain)
    # Müller is Mueller and Muller.
    return tuple(
        re.sub(r"(?<=[aou])e", "", word) for word in words if word not in _PARTICLES
    ) or tuple(words)


def _families_fit(one: _Name, two: _Name) -> bool:
    shared = (set(one.family) & set(two.words)) | (set(two.family) & set(one.words))
    if any(len(word) > 1 for word in shared):
        return True
    ours, theirs = "".join(one.family), "".join(two.family)
    if ours == theirs or ours[:1] != theirs[:1]:
        return ours == theirs
    return (
        min(len(ours), len(theirs)) >= 5
        and SequenceMatcher(None, ours, theirs, False).ratio() >= 0.75
    )


def _givens_fit(one: _Name, two: _Name) -> bool:
    """Tell whether what is left of two names, without the shared words, can be one person's."""
    ours = [word for word in one.words if word not in two.family]
    theirs = [word for word in two.words if word not in one.family]
    if not ours or not theirs or set(ours) & set(theirs):
        return True
    return bool({word[0] for word in ours} & {word[0] for word in theirs})
