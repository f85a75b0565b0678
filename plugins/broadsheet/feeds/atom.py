"""Feeds in Atom, RFC 4287, with archives by RFC 5005."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

from broadsheet import __version__
from broadsheet.feeds.address import Publication
from broadsheet.feeds.dates import moment
from broadsheet.feeds.entry import Entry, Named
from broadsheet.feeds.feed import Document
from broadsheet.feeds.xml import DECLARATION, add, clean
from broadsheet.pages.links import Link

MEDIA_TYPE = "application/atom+xml"
ENDING = ".atom"
_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_KEPT = 20_000


def atom(document: Document, entries: Iterable[Entry], site: Publication) -> bytes:
    """Return one document of a feed."""
    shown = list(entries)
    feed, base = document.feed, site.base(document.feed.path(ENDING, document.number))
    root = Element("feed", {"xmlns": _ATOM, "xmlns:fh": _HISTORY, "xml:lang": site.language})
    # Archives are parts of one feed, so they share its id.
    add(root, "id", site.id(f"feeds/{feed.name}"))
    add(root, "title", site.title(feed.label))
    if subtitle := feed.description or site.description:
        add(root, "subtitle", subtitle)
    add(root, "updated", moment(max((one.updated for one in shown), default="")))
    add(add(root, "author"), "name", site.name)
    add(root, "generator", "Broadsheet", version=__version__)
    if site.icon:
        add(root, "icon", f"{base}{site.icon}")
    for rel, number in _relations(document):
        href = f"{base}{feed.path(ENDING, number)}"
        add(root, "link", rel=rel, type=MEDIA_TYPE, href=href)
    add(root, "link", rel="alternate", type="text/html", href=site.page(feed.page, base))
    if document.number or document.is_complete:
        add(root, "fh:archive" if document.number else "fh:complete")
    return _whole(root, map(_entry, shown))


def _relations(document: Document) -> list[tuple[str, int]]:
    relations = [("self", document.number)]
    if document.number:
        relations.append(("current", 0))
    if document.older:
        relations.append(("prev-archive", document.older))
    if document.newer:
        relations.append(("next-archive", document.newer))
    return relations


def _whole(root: Element, entries: Iterable[str]) -> bytes:
    head, end, rest = tostring(root, "unicode").rpartition("</feed>")
    lines = [DECLARATION, head, *entries, end + rest, ""]
    return "\n".join(lines).encode()


@lru_cache(maxsize=_KEPT)
def _entry(entry: Entry) -> str:
    root = Element("entry")
    add(root, "id", entry.id)
    add(root, "title", clean(entry.title) or entry.url)
    add(root, "published", moment(entry.published))
    add(root, "updated", moment(entry.updated))
    add(root, "link", rel="alternate", type="text/html", href=entry.url)
    for link in entry.links:
        add(root, "link", rel="related", title=link.label, href=link.url, **_kind(link))
    for person in filter(_is_named, entry.authors):
        author = add(root, "author")
        add(author, "name", person.label)
        add(author, "uri", person.url)
    for topic in entry.topics:
        add(root, "category", term=topic.slug, label=topic.label)
    if entry.summary:
        add(root, "summary", entry.summary)
    add(root, "content", entry.content, type="html")
    return tostring(root, "unicode")


def _is_named(person: Named) -> bool:
    return bool(clean(person.label))


def _kind(link: Link) -> dict[str, str]:
    return {"type": "application/pdf"} if link.kind == "pdf" else {}
