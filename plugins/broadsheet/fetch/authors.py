"""Authors of one paper as several sources have them: one list, completed, never made longer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from anyascii import anyascii
from msgspec.structs import replace

from broadsheet.records.names import Author

_Authors = Sequence[Author]


def completed_authors(
    authors: tuple[Author, ...], others: Iterable[_Authors], *, may_complete_names: bool = True
) -> tuple[Author, ...]:
    """Add ORCIDs, affiliations and given names in full from other lists of the same paper.

    Who the authors are, and their order, is `authors`' to say. An author of another list is the
    same one where the family names agree, and the position or the ORCID does too.
    """
    for other in others:
        if any(one.orcid or one.affiliation for one in other) or (
            may_complete_names and any(_is_short(one.given) for one in authors)
        ):
            authors = _completed(authors, other, may_complete_names)
    return authors


def family_key(author: Author) -> str:
    """Return a family name with its particle, folded so that spellings of it compare equal."""
    return _folded(f"{author.particle}{author.family}")


def _completed(
    authors: tuple[Author, ...], other: _Authors, may_complete_names: bool
) -> tuple[Author, ...]:
    taken = {one.orcid for one in authors if one.orcid}
    by_orcid = {one.orcid: one for one in other if one.orcid}
    result = []
    for at, author in enumerate(authors):
        is_open = not (author.orcid and author.affiliation)
        if is_open or (may_complete_names and _is_short(author.given)):
            twin = _same_orcid(author, by_orcid) or _same_place(authors, other, at)
            if twin is not None:
                author = _filled(author, twin, taken, may_complete_names)
                taken.add(author.orcid)
        result.append(author)
    return tuple(result)


def _same_orcid(author: Author, by_orcid: dict[str, Author]) -> Author | None:
    twin = by_orcid.get(author.orcid) if author.orcid else None
    return twin if twin is not None and family_key(twin) == family_key(author) else None


def _same_place(authors: _Authors, other: _Authors, at: int) -> Author | None:
    if at >= len(other) or not _may_be_one(authors[at], other[at]):
        return None
    # Of two J. Wangs a list of another length may have left out the first.
    rivals = (one for place, one in enumerate(authors) if place != at)
    if len(authors) != len(other) and any(_may_be_one(one, other[at]) for one in rivals):
        return None
    return other[at]


def _may_be_one(one: Author, other: Author) -> bool:
    if one.is_group != other.is_group or family_key(one) != family_key(other):
        return False
    if one.orcid and other.orcid and one.orcid != other.orcid:
        return False
    return _fits(one.given, other.given)


def _fits(given: str, other: str) -> bool:
    """Tell whether two given names may be one person's: `W.` and `Wilma`, but not `Otto`."""
    pairs = zip(_words(given), _words(other), strict=False)
    return all(one.startswith(two) or two.startswith(one) for one, two in pairs)


def _filled(author: Author, twin: Author, taken: set[str], may_complete_names: bool) -> Author:
    orcid = author.orcid or ("" if twin.orcid in taken else twin.orcid)
    affiliation = author.affiliation or twin.affiliation
    given = author.given
    if may_complete_names and _is_fuller(twin.given, given):
        given = twin.given
    if (orcid, affiliation, given) == (author.orcid, author.affiliation, author.given):
        return author
    return replace(author, orcid=orcid, given=given, affiliation=affiliation)


def _is_fuller(other: str, given: str) -> bool:
    """Tell whether a name says all that another does, and in full what it had as an initial."""
    ours, theirs = _words(given), _words(other)
    return (
        _is_short(given)
        and len(theirs) >= len(ours)
        and all(two.startswith(one) for one, two in zip(ours, theirs, strict=False))
        and sum(map(len, theirs)) > sum(map(len, ours))
    )


def _is_short(given: str) -> bool:
    """Tell whether a name has an initial in it: `W.`, `Wilma K.`, `J.-P.`."""
    return bool(given) and any(len(word) == 1 for word in _words(given))


@lru_cache(maxsize=65536)
def _words(given: str) -> tuple[str, ...]:
    # Initials are also written without blanks: `J.P.`, and `JP` where registries drop the dots.
    text = re.sub(r"\b([A-Z])([A-Z])\b", r"\1 \2", given)
    return tuple(filter(None, (_folded(word) for word in re.split(r"[\s.‐‑-]+", text))))


@lru_cache(maxsize=65536)
def _folded(text: str) -> str:
    return re.sub(r"[^a-z]+", "", anyascii(text).lower()) or text.casefold()
