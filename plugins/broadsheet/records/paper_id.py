"""The id of a paper that has none of its own: from arXiv, else ACL, else `<family><year><word>`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.names import Author
from broadsheet.records.slugs import slugify

_WORD = re.compile(r"[^\s\-–—:/]+")
_SMALL_WORDS = frozenset(
    "a an and are as at by can do does for from how if in into is it its not of on or the to "  # noqa: SIM905
    "towards toward via what when where which who why with".split()
)


def derive_id(
    ids: Identifiers, title: str, authors: Sequence[Author], published: PartialDate | None
) -> str:
    """Return the id that a record's own values give; the same values always give the same id."""
    if ids.arxiv:
        return ids.arxiv.replace("/", "-")
    if ids.acl:
        return ids.acl.lower()
    if title and authors:
        family = slugify(authors[0].family).replace("-", "")
        return slugify(f"{family}{published.year if published else ''}{_first_word(title)}")
    named = ids.doi or ids.openreview or (ids.pmid and f"pmid{ids.pmid}")
    return slugify(named or title or ids.url)


def _first_word(title: str) -> str:
    words = (slugify(match[0]) for match in _WORD.finditer(title))
    telling = (word for word in words if word not in _SMALL_WORDS and word != "x")
    return next(telling, "").replace("-", "")
