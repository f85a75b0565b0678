"""Names of people and groups, as papers print them and as bibliographies sort them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from msgspec import Struct

from broadsheet.errors import Invalid

_PARTICLES = frozenset(
    "af al ap av bin da dal dall' das de degli dei del della den der di do dos du el ibn la las le "  # noqa: SIM905
    "los op 's 't ten ter van vande vanden vander vom von y zu zum zur".split()
)
# "Xi", "Vi" and "V" are names and initials far more often than a fifth or sixth of a line.
_SUFFIX = re.compile(r"(?i:jr|sr)\.?|II|III|IV")
_GROUP = re.compile(
    r"\b(?i:collaboration|consortium|team|group|project|initiative|committee|network|university|"
    r"institute|laborator(?:y|ies)|foundation|association|society|research|authors)\b|\bAI\b"
)
_SEVERAL = re.compile(r"\s(?:and|&)\s|;|\bet\.?\s+al\b", re.IGNORECASE)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_ORCID = re.compile(r"(\d{4}-){3}\d{3}[\dX]", re.ASCII)


class Author(Struct, frozen=True, omit_defaults=True):
    """One author: a person by family and given name, or a group or mononym by family alone."""

    family: str
    given: str = ""
    particle: str = ""
    """What stands before the family name and is not sorted by: `van der`."""
    suffix: str = ""
    """`Jr.`, `III`."""
    is_group: bool = False
    orcid: str = ""
    affiliation: str = ""

    @property
    def name(self) -> str:
        """Return the name in reading order: `Ludwig van der Rohe Jr.`, `王 伟`."""
        parts = [self.given, self.particle, self.family, self.suffix]
        if _CJK.search(self.family):
            parts = [self.family, self.given]
        return _join(parts)

    @property
    def sort_name(self) -> str:
        """Return the name in sorting order: `Rohe, Ludwig van der, Jr.`."""
        parts = (self.family, _join((self.given, self.particle)), self.suffix)
        return ", ".join(filter(None, parts))


def _join(parts: Iterable[str]) -> str:
    # An elided article holds on to its name: d'Alembert.
    name = " ".join(filter(None, parts))
    return name.replace("' ", "'").replace("’ ", "’")


def parse_name(text: str) -> Author:
    """Read a name as `Given Family`, `Family, Given`, `Family, Jr., Given` or `{A Group}`.

    Raises:
        Invalid: the text is empty, has no letter, or is several names in one.
    """
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not any(letter.isalpha() for letter in name):
        raise Invalid(f"`{text}` is not a name")
    if group := re.fullmatch(r"\{([^{}]+)\}", name):
        return Author(family=group[1].strip(), is_group=True)
    name = " ".join(re.sub(r"[{}]", "", name).split())
    if _GROUP.search(name) or re.search(r"\d", name):
        return Author(family=name, is_group=True)
    if _SEVERAL.search(name):
        raise _several(text)
    if "," in name:
        return _comma_name(text, [part.strip() for part in name.split(",")])
    return _plain_name(name.split(" "))


def is_particle(word: str) -> bool:
    """Tell whether a word can stand before a family name: `van`, `der`, not `Van`."""
    return word in _PARTICLES


def _several(text: str) -> Invalid:
    return Invalid(f"`{text}` looks like several names", "write each name as an item of its own")


def _comma_name(text: str, parts: list[str]) -> Author:
    if not all(parts):
        raise Invalid(f"`{text}` is not a name: a part beside a comma is missing")
    if len(parts) == 2 and _SUFFIX.fullmatch(parts[1]):
        return _with_suffix(_plain_name(parts[0].split(" ")), parts[1])
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]):
        return _with_suffix(_comma_name(text, [parts[0], parts[2]]), parts[1])
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return _with_suffix(_comma_name(text, parts[:2]), parts[2])
    if len(parts) != 2:
        raise _several(text)
    particle, family = _leading_particle(parts[0].split(" "))
    given, trailing = _trailing_particle(parts[1].split(" "))
    return Author(family=family, given=given, particle=particle or trailing)


def _with_suffix(author: Author, suffix: str) -> Author:
    return Author(family=author.family, given=author.given, particle=author.particle, suffix=suffix)


def _plain_name(words: list[str]) -> Author:
    if len(words) == 1:
        return Author(family=words[0])
    if _CJK.search(words[0]):
        return Author(family=words[0], given=" ".join(words[1:]))
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    start = next(
        (at for at in range(1, len(words) - 1) if words[at].lower() in _PARTICLES), len(words) - 1
    )
    particle, family = _leading_particle(words[start:])
    return Author(family=family, given=" ".join(words[:start]), particle=particle, suffix=suffix)


def _leading_particle(words: list[str]) -> tuple[str, str]:
    count = 0
    # The last word is always the name, and a capital letter makes a particle part of it (De Niro).
    while count < len(words) - 1 and words[count] in _PARTICLES:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _trailing_particle(words: list[str]) -> tuple[str, str]:
    count = len(words)
    while count and words[count - 1] in _PARTICLES:
        count -= 1
    return " ".join(words[:count]), " ".join(words[count:])


def parse_orcid(text: str) -> str:
    """Read an ORCID, bare or as URL, and prove its check digit (ISO 7064 11,2).

    Raises:
        Invalid: the form or the check digit is wrong.
    """
    bare = re.sub(r"^(?:https?://)?orcid\.org/", "", text.strip()).upper()
    if not _ORCID.fullmatch(bare):
        raise Invalid(f"`{text}` is not an ORCID", "write it like 0000-0002-1825-0097")
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if bare[-1] != ("X" if check == 10 else str(check)):
        raise Invalid(f"`{text}` is not an ORCID: its check digit does not fit")
    return bare
