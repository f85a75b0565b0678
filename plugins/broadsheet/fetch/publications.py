"""Publications: whether two sources speak of the same one, so that none is pieced together.

A paper may be in proceedings and later in a journal. The volume of the one with the pages of the
other would be a publication that does not exist.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from anyascii import anyascii

from broadsheet.records.ids import ARXIV_DOI
from broadsheet.records.models import Facts

PUBLICATION_FIELDS = (
    "venue", "type", "container_title", "volume", "issue", "pages", "publisher",
)  # fmt: skip
"""What is said of one publication, and so is not mixed with what is said of another."""
_PREPRINTS = re.compile(
    r"\b(?:arxiv|corr|biorxiv|medrxiv|chemrxiv|ssrn|techrxiv|psyarxiv|preprint|preprints|"
    r"research square|openreview)\b"
)
_SMALL = frozenset("the of on in for and a an to at proceedings".split())  # noqa: SIM905
# Beside a conference, in volumes of their own.
_APART = frozenset("findings workshop workshops tutorial tutorials companion".split())  # noqa: SIM905
_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b", re.ASCII)
_ACRONYM = re.compile(r"[A-Za-z]{3,12}", re.ASCII)


def is_preprint_venue(name: str) -> bool:
    """Tell whether a venue is where manuscripts wait: `arXiv.org`, `CoRR`."""
    return bool(_PREPRINTS.search(name.lower()))


def names_publication(facts: Facts) -> bool:
    """Tell whether a source says where the paper was published, other than as a preprint."""
    names = (facts.venue, facts.container_title)
    return any(name and not is_preprint_venue(name) for name in names)


def names_preprint(facts: Facts) -> bool:
    """Tell whether a source says of a paper no more than that it is a preprint."""
    return is_preprint_venue(f"{facts.venue} {facts.container_title}") and not names_publication(
        facts
    )


def is_same_publication(one: Facts, other: Facts) -> bool:
    """Tell whether two sources speak of one publication, by its identifiers, else its names."""
    for kind in ("acl", "doi"):
        ours, theirs = getattr(one.ids, kind), getattr(other.ids, kind)
        if ours and theirs and not (ours.startswith(ARXIV_DOI) or theirs.startswith(ARXIV_DOI)):
            return bool(ours == theirs)
    ours_named = [name for name in (one.venue, one.container_title) if name]
    theirs_named = [name for name in (other.venue, other.container_title) if name]
    return any(is_same_venue(ours, theirs) for ours in ours_named for theirs in theirs_named)


@lru_cache(maxsize=16384)
def is_same_venue(one: str, other: str) -> bool:
    """Tell whether two names may be one venue's: in other words, in part, or as an acronym.

    A year that only one of them has says nothing; different years are different venues.
    """
    years, others_years = (set(_YEAR.findall(name)) for name in (one, other))
    if years and others_years and not years & others_years:
        return False
    ours, theirs = set(_words(one)), set(_words(other))
    if ours & _APART != theirs & _APART:
        return False
    is_part = bool(ours and theirs) and (ours <= theirs or theirs <= ours)
    return is_part or _is_short_for(one, other) or _is_short_for(other, one)


def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z0-9]+", anyascii(name).lower().replace("'", ""))
    return tuple(word for word in words if word not in _SMALL and not _NUMBER.fullmatch(word))


def _is_short_for(name: str, full: str) -> bool:
    acronyms = (one for one in _ACRONYM.findall(name) if sum(map(str.isupper, one)) > 1)
    return any(_abbreviates(one.lower(), _words(full)) for one in acronyms)


def _abbreviates(acronym: str, words: tuple[str, ...]) -> bool:
    """Tell whether letters are put together from the beginnings of words: `neurips`, `emnlp`."""
    reached = {0}  # how many letters are accounted for by some of the words so far
    for word in words[:40]:
        if word == acronym:
            continue
        for end in tuple(reached):
            same = takewhile(
                lambda pair: pair[0] == pair[1], zip(acronym[end:], word, strict=False)
            )
            reached.update(range(end + 1, end + len(list(same)) + 1))
    return len(acronym) in reached
