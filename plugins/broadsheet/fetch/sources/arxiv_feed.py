"""arXiv's Atom feeds: entries to Facts.

https://info.arxiv.org/help/api/user-manual.html#52-details-of-atom-results-returned
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.withdrawal import withdrawal_note
from broadsheet.records.dates import PartialDate, parse_date
from broadsheet.records.ids import Identifiers, parse_arxiv, parse_doi, parse_url
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author, parse_name
from broadsheet.records.tex import tex_to_unicode, without_citation_keys

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
# Classes of the MSC and ACM stand among the categories; they do not look like this.
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?", re.ASCII)
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
    if body[:100].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise FetchError("arXiv: the answer is a web page, not an Atom feed")
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise FetchError("arXiv: the answer is XML of a kind that is not safe to read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise FetchError(f"arXiv: the answer is not XML: {_line(str(error))[:80]}") from None
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
        published=_day(entry, f"{_ATOM}published"),
        updated=_day(entry, f"{_ATOM}updated"),
        version=int(version[1]) if version else 0,
        abstract=abstract,
        categories=_categories(entry),
        comment=comment,
        journal_ref=tex_to_unicode(_text(entry, f"{_ARXIV}journal_ref")),
        license=_license(entry),
        notices=(Notice("withdrawn", note),) if note else (),
        ids=Identifiers(arxiv=arxiv, doi=_doi(entry)),
        links=_links(entry, arxiv),
    )


def _author(element: Element) -> Author | None:
    name = tex_to_unicode(_text(element, f"{_ATOM}name"))
    places = (tex_to_unicode(one.text or "") for one in element.iter(f"{_ARXIV}affiliation"))
    affiliation = "; ".join(dict.fromkeys(filter(None, places)))
    if not any(letter.isalpha() for letter in name):
        return None
    try:
        author = parse_name(name)
    except Invalid:
        author = Author(family=name, is_group=True)
    return Author(
        family=author.family, given=author.given, particle=author.particle, suffix=author.suffix,
        is_group=author.is_group, affiliation=affiliation,
    )  # fmt: skip


def _categories(entry: Element) -> tuple[str, ...]:
    elements = (
        *entry.iter(f"{_ARXIV}primary_category"),
        *entry.iter(f"{_ATOM}category"),
    )
    terms = (element.get("term", "").strip() for element in elements)
    return tuple(dict.fromkeys(term for term in terms if _CATEGORY.fullmatch(term)))


def _day(entry: Element, tag: str) -> PartialDate | None:
    try:
        return parse_date(_text(entry, tag)[:10])
    except Invalid:
        return None


def _doi(entry: Element) -> str:
    for text in _text(entry, f"{_ARXIV}doi").split():
        try:
            return parse_doi(text)
        except Invalid:
            continue
    return ""


def _license(entry: Element) -> str:
    linked = [link.get("href", "") for link in _linked(entry) if link.get("rel") == "license"]
    for text in (_text(entry, f"{_ARXIV}license"), *linked, _text(entry, f"{_ATOM}rights")):
        try:
            return parse_url(text)
        except Invalid:
            continue
    return ""


def _links(entry: Element, arxiv: str) -> tuple[Link, ...]:
    # The feed's own address names a version; this one leads to the newest.
    has_pdf = any(link.get("title") == "pdf" for link in _linked(entry))
    return (Link("pdf", f"https://arxiv.org/pdf/{arxiv}"),) if has_pdf else ()


def _linked(entry: Element) -> list[Element]:
    return entry.findall(f"{_ATOM}link")


def _text(element: Element, tag: str) -> str:
    return (element.findtext(tag) or "").strip()


def _line(text: str) -> str:
    return " ".join(text.split())
