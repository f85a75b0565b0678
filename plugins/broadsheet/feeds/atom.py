"""Feeds in Atom, RFC 4287, with archives by RFC 5005."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape

from broadsheet import __version__
from broadsheet.feeds.address import Publication
from broadsheet.feeds.dates import moment
from broadsheet.feeds.entry import Entry, Named
from broadsheet.feeds.feed import Document
from broadsheet.feeds.form import Form
from broadsheet.feeds.xml import DECLARATION, clean, element, nest
from broadsheet.pages.links import Link

_MEDIA_TYPE = "application/atom+xml"
_ENDING = ".atom"
_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


def _document(
    document: Document, entries: Sequence[bytes], updated: str, site: Publication
) -> bytes:
    head = "".join(_head(document, updated, site))
    space = f'xmlns="{_ATOM}" xmlns:fh="{_HISTORY}" xml:lang="{escape(site.language)}"'
    opening = clean(f"{DECLARATION}\n<feed {space}>{head}").encode()
    return b"\n".join([opening, *entries, b"</feed>\n"])


def _head(document: Document, updated: str, site: Publication) -> Iterator[str]:
    feed, base = document.feed, site.base(document.feed.path(_ENDING, document.number))
    # Archives are parts of one feed, so they share its id.
    yield element("id", site.id(f"feeds/{feed.name}"))
    yield element("title", site.title(feed.label))
    if subtitle := feed.description or site.description:
        yield element("subtitle", subtitle)
    yield element("updated", moment(updated))
    yield nest("author", element("name", site.name))
    yield element("generator", "Broadsheet", version=__version__)
    if site.icon:
        yield element("icon", f"{base}{site.icon}")
    for rel, number in _relations(document):
        href = f"{base}{feed.path(_ENDING, number)}"
        yield element("link", rel=rel, type=_MEDIA_TYPE, href=href)
    yield element("link", rel="alternate", type="text/html", href=site.page(feed.page, base))
    if document.number or document.is_complete:
        yield element("fh:archive" if document.number else "fh:complete")


def _relations(document: Document) -> list[tuple[str, int]]:
    relations = [("self", document.number)]
    if document.number:
        relations.append(("current", 0))
    if document.older:
        relations.append(("prev-archive", document.older))
    if document.newer:
        relations.append(("next-archive", document.newer))
    return relations


def _entry(entry: Entry) -> bytes:
    return clean(nest("entry", *_parts(entry))).encode()


def _parts(entry: Entry) -> Iterator[str]:
    yield element("id", entry.id)
    yield element("title", clean(entry.title).strip() or entry.url)
    yield element("published", moment(entry.published))
    yield element("updated", moment(entry.updated))
    yield element("link", rel="alternate", type="text/html", href=entry.url)
    for link in entry.links:
        yield element("link", rel="related", title=link.label, href=link.url, **_kind(link))
    yield from map(_author, entry.authors)
    yield from map(_category, entry.topics)
    if entry.summary:
        yield element("summary", entry.summary)
    yield element("content", str(entry.content), type="html")


@lru_cache(maxsize=50_000)  # most authors are met again, and all topics
def _author(person: Named) -> str:
    if not clean(person.label).strip():
        return ""
    return nest("author", element("name", person.label), element("uri", person.url))


@lru_cache(maxsize=5_000)
def _category(topic: Named) -> str:
    return element("category", term=topic.slug, label=topic.label)


def _kind(link: Link) -> dict[str, str]:
    return {"type": "application/pdf"} if link.kind == "pdf" else {}


ATOM = Form("Atom", _ENDING, _MEDIA_TYPE, _entry, _document)
