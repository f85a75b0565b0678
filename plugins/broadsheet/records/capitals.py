"""Names in capitals: `SMITH, JOHN` to `John Smith`, and `IBM`, `J.-P.` and `LeCun` left alone."""

from __future__ import annotations

import re

import msgspec

from broadsheet.records.names import Author, is_particle

_RUN = re.compile(r"[^\W\d_]+")
# Every letter but the consonants of ASCII: other alphabets have no initials run together.
_VOWEL = re.compile(r"[^\W\d_BCDFGHJKLMNPQRSTVWXZ]")
_ROMAN = re.compile(r"II|III|IV")


def uncapitalised(author: Author) -> Author:
    """Return an author whose names are not shouted; groups and lone words stay as they are."""
    if author.is_group or not (author.given and author.family):
        return author
    if not is_shouted(author.family):
        is_name = is_shouted(author.given) and all(map(_is_long, author.given.split()))
        return msgspec.structs.replace(author, given=_calm(author.given)) if is_name else author
    words = author.family.split()
    count = _particles(words)
    particle = " ".join([author.particle, *words[:count]]).strip().lower()
    family = " ".join(map(_calm, words[count:]))
    given = _given(author.given) if is_shouted(author.given) else author.given
    return msgspec.structs.replace(author, family=family, given=given, particle=particle)


def is_shouted(name: str) -> bool:
    """Tell whether a name is in capitals throughout, and has more than initials."""
    runs = _RUN.findall(name)
    return any(len(run) > 1 for run in runs) and all(run.isupper() for run in runs)


def _particles(words: list[str]) -> int:
    """Count the particles before a family name, whose last word is always the name."""
    count = 0
    while count < len(words) - 1 and is_particle(words[count].lower()):
        count += 1
    return count


def _given(name: str) -> str:
    # Two consonants are initials: JP, RK. So are three without a vowel: JRR.
    return " ".join(_calm(word) if _VOWEL.search(word) else word for word in name.split())


def _is_long(word: str) -> bool:
    return all(len(run) == 1 or (len(run) > 3 and _VOWEL.search(run)) for run in _RUN.findall(word))


def _calm(text: str) -> str:
    return text if _ROMAN.fullmatch(text) else _RUN.sub(lambda match: _calm_run(match[0]), text)


def _calm_run(run: str) -> str:
    if run.startswith("MC") and len(run) > 4:
        return f"Mc{run[2]}{run[3:].lower()}"
    return run[0] + run[1:].lower()
