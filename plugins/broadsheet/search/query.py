"""The query language, as `client/engine/query.js` reads it: words, phrases, fields, identifiers."""

from __future__ import annotations

import re
from urllib.parse import unquote

from msgspec import Struct

_FIELDS = {
    "author": "author", "topic": "topic", "tag": "topic", "venue": "venue", "year": "year",
    "has": "has", "is": "is",
}  # fmt: skip
_PART = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))')
_YEARS = re.compile(r"([0-9]{4})?(\.\.\.?|-|–)?([0-9]{4})?")
_LABEL = re.compile(r"^(?:arxiv|doi|pmid|acl|openreview):\s*")
_HOST = re.compile(r"^(?:https?://)?[a-z0-9.-]+\.[a-z]{2,}/")
_FOLDERS = re.compile(r"^(?:abs|pdf|html|papers|forum|anthology|doi(?:/(?:abs|full|pdf|epdf))?)/")
_LOOKS_LIKE_NAME = re.compile(
    r"^(?=.*[0-9])(?:.*[./:].*|[a-z]+[0-9]{4}[a-z-]+|[a-z][0-9]{2}-[0-9]{4,}|[0-9]{6,8})$"
    r"|openreview\.net"
)
_DOI_OF_ID = re.compile(r"^10\.(?:48550/arxiv|18653/v1)[./]")


class Part(Struct, frozen=True):
    """A word or a phrase of a query."""

    text: str
    is_phrase: bool = False
    is_negated: bool = False
    is_last: bool = False
    """Whether it may yet be typed to its end."""


class Filter(Struct, frozen=True):
    """A field and what it must be."""

    field: str
    value: str
    is_negated: bool = False


class Query(Struct, frozen=True):
    """A query in its parts; `unknown` are the fields that there are none of."""

    text: str
    parts: tuple[Part, ...]
    filters: tuple[Filter, ...]
    unknown: tuple[str, ...]


def parse(text: str) -> Query:
    """Read a query."""
    parts: list[Part] = []
    filters: list[Filter] = []
    unknown: list[str] = []
    for match in _PART.finditer(text):
        minus, field, quoted, bare = match.groups()
        value = quoted if quoted is not None else bare or ""
        if field in _FIELDS:
            if value:
                filters.append(Filter(_FIELDS[field], value, minus == "-"))
            continue
        if field and quoted is None and not value.startswith("//"):
            unknown.append(f"{field}:")
        is_phrase = quoted is not None and not field
        words = f"{field}:{value}" if field else value
        is_last = not is_phrase and not minus and match.end() == len(text)
        parts.append(Part(words, is_phrase, minus == "-", is_last))
    return Query(text, tuple(parts), tuple(filters), tuple(unknown))


def years_in(value: str) -> tuple[int, int] | None:
    """Return the years of `2019`, `2019..2024`, `2019..` or `..2024`."""
    match = _YEARS.fullmatch(value)
    if match is None or not (match[1] or match[3]):
        return None
    if not match[2]:
        return int(match[1]), int(match[1])
    return int(match[1] or 0), int(match[3] or 9999)


def names_in(text: str) -> list[str]:
    """Return the names that a pasted text may have: ids, DOIs, addresses of arXiv, ACL and DOI."""
    given = re.sub(r"[.,;]+$", "", text.strip().lower())
    bare = _LABEL.sub("", given)
    if re.search(r"\s", bare) or not _LOOKS_LIKE_NAME.search(given):
        return []
    forum = re.search(r"[?&]id=([a-z0-9_-]+)", bare)
    path = _FOLDERS.sub("", _HOST.sub("", re.sub(r"[?#].*$", "", bare)))
    found = [forum[1]] if forum else []
    for one in (bare, unquote(path)):
        name = re.sub(r"\.(?:pdf|bib|html)$", "", one.rstrip("/"))
        name = _DOI_OF_ID.sub("", name)
        found += [name, re.sub(r"v[1-9][0-9]*$", "", name)]
    return [one for one in dict.fromkeys(found) if len(one) > 2]
