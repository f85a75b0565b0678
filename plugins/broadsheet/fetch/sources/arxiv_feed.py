"""arXiv's Atom feeds: entries to Facts.

https://info.arxiv.org/help/api/user-manual.html#52-details-of-atom-results-returned
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources.arxiv_values import categories_of, first_doi, pdf_of
from broadsheet.fetch.sources.bodies import read_xml
from broadsheet.fetch.sources.days import safe_date
from broadsheet.fetch.sources.links import safe_url
from broadsheet.fetch.sources.people import read_person
from broadsheet.fetch.withdrawal import withdrawal_note
from broadsheet.records.ids import Identifiers, parse_arxiv
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from broadsheet.records.tex import tex_to_unicode, without_citation_keys

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_VERSION = re.compile(r"v(\d{1,4})$", re.ASCII)


class Feed(Struct, frozen=True):
    """What a feed holds: papers by their arXiv ids without version, or why it holds none."""

    papers: Mapping[str, Facts]
    total: int = 0
    """How many papers the feed says that it has; 0 where it does not say."""
    refusal: str = ""


def read_feed(body: bytes) -> Feed:
    """Read a feed.

    Raises:
        FetchError: the bytes are no Atom feed that can be read safely.
    """
    root = _root(body)
    papers: dict[str, Facts] = {}
    for entry in root.iter(f"{_ATOM}entry"):
        url = _text(entry, f"{_ATOM}id")
        if "/api/errors" in url or _text(entry, f"{_ATOM}title") == "Error":
            return Feed({}, refusal=_line(_text(entry, f"{_ATOM}summary")) or "refused")
        if (facts := _facts(entry, url)) is not None:
            papers[facts.ids.arxiv] = facts
    total = _text(root, _TOTAL)
    return Feed(papers, int(total) if re.fullmatch(r"\d{1,9}", total, re.ASCII) else 0)


def _root(body: bytes) -> Element:
    root = read_xml(body, "arXiv")
    if root.tag != f"{_ATOM}feed":
        raise FetchError("arXiv: the answer is not an Atom feed")
    return root


def _facts(entry: Element, url: str) -> Facts | None:
    """Return the facts of an entry; None where it has no arXiv id or no title."""
    title = tex_to_unicode(_text(entry, f"{_ATOM}title"))
    try:
        arxiv = parse_arxiv(url)
    except Invalid:
        return None
    if not title:
        return None
    abstract = tex_to_unicode(without_citation_keys(_text(entry, f"{_ATOM}summary")))
    comment = tex_to_unicode(_text(entry, f"{_ARXIV}comment"))
    note = withdrawal_note(comment, abstract)
    version = _VERSION.search(url)
    return Facts(
        title=title,
        authors=tuple(filter(None, map(_author, entry.iter(f"{_ATOM}author")))),
        published=safe_date(_text(entry, f"{_ATOM}published")[:10]),
        updated=safe_date(_text(entry, f"{_ATOM}updated")[:10]),
        version=int(version[1]) if version else 0,
        abstract=abstract,
        categories=_categories(entry),
        comment=comment,
        journal_ref=tex_to_unicode(_text(entry, f"{_ARXIV}journal_ref")),
        license=_license(entry),
        notices=(Notice("withdrawn", note),) if note else (),
        ids=Identifiers(arxiv=arxiv, doi=first_doi(_text(entry, f"{_ARXIV}doi"))),
        links=_links(entry, arxiv),
    )


def _author(element: Element) -> Author | None:
    author = read_person(_text(element, f"{_ATOM}name"))
    places = (tex_to_unicode(one.text or "") for one in element.iter(f"{_ARXIV}affiliation"))
    affiliation = "; ".join(dict.fromkeys(filter(None, places)))
    return author if author is None else replace(author, affiliation=affiliation)


def _categories(entry: Element) -> tuple[str, ...]:
    elements = (
        *entry.iter(f"{_ARXIV}primary_category"),
        *entry.iter(f"{_ATOM}category"),
    )
    return categories_of(element.get("term", "").strip() for element in elements)


def _license(entry: Element) -> str:
    linked = [link.get("href", "") for link in _linked(entry) if link.get("rel") == "license"]
    texts = (_text(entry, f"{_ARXIV}license"), *linked, _text(entry, f"{_ATOM}rights"))
    return next(filter(None, map(safe_url, texts)), "")


def _links(entry: Element, arxiv: str) -> tuple[Link, ...]:
    has_pdf = any(link.get("title") == "pdf" for link in _linked(entry))
    return (pdf_of(arxiv),) if has_pdf else ()


def _linked(entry: Element) -> list[Element]:
    return entry.findall(f"{_ATOM}link")


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _line(text: str) -> str:
    return " ".join(text.split())
