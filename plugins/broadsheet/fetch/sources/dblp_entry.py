"""DBLP's entries, whichever format they came in, to Facts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import Invalid
from broadsheet.fetch.sources.days import safe_date
from broadsheet.fetch.sources.links import safe_doi, safe_url
from broadsheet.fetch.sources.people import read_person, with_orcid
from broadsheet.records.ids import ARXIV_DOI, Identifiers, identify
from broadsheet.records.models import Facts
from broadsheet.records.names import Author
from broadsheet.records.tex import tex_to_unicode

_KEY = re.compile(r"[a-z]+(?:/[\w.+:-]+){1,4}", re.ASCII)
# DBLP tells people of one name apart by a number behind it.
_NUMBER = re.compile(r"\s\d{4}\Z", re.ASCII)
_RANGE = re.compile(r"(?<=\w)\s*--?\s*(?=\w)")


class Entry(Struct, frozen=True, kw_only=True):
    """One entry; empty where it does not say."""

    key: str
    title: str
    people: tuple[tuple[str, str], ...] = ()
    """Names as DBLP writes them, each with an ORCID or empty text."""
    type: str = ""
    """A CSL type."""
    venue: str = ""
    """The short name of the journal or conference."""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    addresses: tuple[str, ...] = ()


def facts_of(entry: Entry) -> Facts | None:
    """Return what an entry says; None where it has no title."""
    title = tex_to_unicode(entry.title)
    if not title:
        return None
    is_preprint = entry.type == "article"
    is_journal = entry.type == "article-journal"
    venue = "" if is_preprint else tex_to_unicode(entry.venue)
    return Facts(
        # The final full stop is DBLP's, but for an ellipsis.
        title=title if title.endswith("..") else title.removesuffix("."),
        authors=tuple(filter(None, (_author(*person) for person in entry.people))),
        published=safe_date(entry.year),
        venue=venue if is_journal or not venue else f"{venue} {entry.year}".strip(),
        type=entry.type,
        container_title=venue if is_journal else "",
        volume="" if is_preprint else tex_to_unicode(entry.volume),
        issue=tex_to_unicode(entry.issue),
        pages=_RANGE.sub("–", tex_to_unicode(entry.pages)),
        ids=_ids(entry),
    )


def _author(name: str, orcid: str) -> Author | None:
    author = read_person(_NUMBER.sub("", name.strip()))
    return author if author is None else with_orcid(author, orcid)


def _ids(entry: Entry) -> Identifiers:
    """Return the ids an entry and its addresses name; a URL only where there is no other."""
    dblp = entry.key if _KEY.fullmatch(entry.key) else ""
    named = _named([*entry.addresses, entry.doi])
    doi = safe_doi(entry.doi) or named.doi
    ids = replace(named, doi="" if doi.startswith(ARXIV_DOI) else doi, dblp=dblp)
    if ids.arxiv or ids.doi or ids.acl or ids.openreview or ids.pmid:
        return ids
    page = f"https://dblp.org/rec/{dblp}" if dblp else ""
    return replace(ids, url=next(filter(None, map(safe_url, entry.addresses)), page))


def _named(addresses: Iterable[str]) -> Identifiers:
    ids: dict[str, str] = {}
    for address in filter(None, addresses):
        try:
            found = identify(address)
        except Invalid:
            continue
        for name in ("arxiv", "doi", "acl", "openreview", "pmid"):
            ids[name] = ids.get(name) or getattr(found, name)
    return Identifiers(**ids)
