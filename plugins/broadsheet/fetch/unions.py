"""What is gathered from all who said something: links, identifiers, notices, repositories, words.

The first to say a thing is kept; who says the same in another spelling adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from msgspec.structs import replace

from broadsheet.records.ids import ARXIV_DOI, Identifiers
from broadsheet.records.models import Link, Notice, Repository

_ARXIV_PDF = re.compile(r"(arxiv\.org/pdf/.+?)(?:v\d+)?(?:\.pdf)?$")


def url_key(url: str) -> str:
    """Return an address so that its spellings compare equal: scheme, slash, `.git`, case, `www`."""
    if url.startswith(("http://", "https://")) and "?" not in url and "#" not in url:
        key = url.lower().partition("://")[2]
    else:
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        # A query may hold an id in which the case of letters counts: a video's, a forum's.
        key = f"{parts.netloc}{parts.path}".lower() + (f"?{parts.query}" if parts.query else "")
        key += f"#{parts.fragment}" if parts.fragment else ""
    key = key.removeprefix("www.").rstrip("/").removesuffix(".git")
    return _ARXIV_PDF.sub(r"\1", key)


def united_links(said: Iterable[Iterable[Link]]) -> tuple[Link, ...]:
    """Return every link once; one address of two kinds is two links."""
    links: dict[tuple[str, str], Link] = {}
    for link in (link for some in said for link in some):
        links.setdefault((link.kind, url_key(link.url)), link)
    return tuple(links.values())


def united_ids(said: Iterable[Identifiers]) -> Identifiers:
    """Return of each kind the first identifier; any DOI goes before the one that arXiv gives."""
    chosen: dict[str, str] = {}
    for ids in said:
        for kind in Identifiers.__struct_fields__:
            value = getattr(ids, kind)
            if value and _is_better(kind, value, chosen.get(kind, "")):
                chosen[kind] = value
    return Identifiers(**chosen)


def _is_better(kind: str, value: str, before: str) -> bool:
    if kind != "doi" or not before:
        return not before
    return before.startswith(ARXIV_DOI) and not value.startswith(ARXIV_DOI)


def united_words(said: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return every keyword once, whatever its capitals."""
    words: dict[str, str] = {}
    for word in (word for some in said for word in some):
        words.setdefault(" ".join(word.split()).casefold(), word)
    return tuple(words.values())


def united_notices(said: Iterable[Iterable[Notice]]) -> tuple[Notice, ...]:
    """Return every notice once; of two of a kind, one that says no more than the other goes."""
    kept: list[Notice] = []
    for notice in (notice for some in said for notice in some):
        if any(_says_as_much(one, notice) for one in kept):
            continue
        kept = [one for one in kept if not _says_as_much(notice, one)]
        kept.append(notice)
    return tuple(kept)


def _says_as_much(one: Notice, other: Notice) -> bool:
    return (
        one.kind == other.kind
        and other.text in ("", one.text)
        and other.date in (None, one.date)
        and (not other.url or url_key(other.url) == url_key(one.url))
    )


def united_repositories(said: Iterable[Iterable[Repository]]) -> tuple[Repository, ...]:
    """Return every repository once, under an old or a new name, with all that is said of it."""
    kept: dict[str, Repository] = {}
    for one in (one for some in said for one in some):
        names = [url_key(url) for url in (one.url, one.moved_to) if url]
        known = next((kept[name] for name in names if name in kept), None)
        whole = one if known is None else _filled(known, one)
        for name in (*names, *(url_key(url) for url in (whole.url, whole.moved_to) if url)):
            kept[name] = whole
    return tuple(dict.fromkeys(kept.values()))


def _filled(one: Repository, more: Repository) -> Repository:
    moved_to = one.moved_to or more.moved_to
    return replace(
        one,
        license=one.license or more.license,
        is_archived=one.is_archived or more.is_archived,
        moved_to="" if url_key(moved_to) == url_key(one.url) else moved_to,
    )
