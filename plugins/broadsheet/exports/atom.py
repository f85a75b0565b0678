"""The Atom feed of a list of papers; RFC 4287."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from broadsheet.pages.markup import paragraphs, prose
from broadsheet.pages.urls import Urls, relative
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

_ATOM = "http://www.w3.org/2005/Atom"
# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NEWEST = 100
"""Entries in a feed: what readers fetch again and again stays small."""


def atom_feed(papers: Sequence[Paper], *, title: str, site: str, path: str, urls: Urls) -> bytes:
    """Return the feed of the newest papers, by the day they were featured or published.

    `site` is the site's address with a slash at its end, `path` the feed's place below it. Without
    an address the links lead from the feed's place.
    """

    def address(target: str) -> str:
        return f"{site}{target}" if site else relative(target, path)

    newest = sorted(papers, key=paper_day, reverse=True)[:NEWEST]
    feed = Element("feed", {"xmlns": _ATOM})
    _add(feed, "id", address(path) if site else _urn(title))
    _add(feed, "title", title)
    _add(feed, "updated", _moment(max(map(paper_day, newest), default="")))
    _add(feed, "link", rel="self", href=address(path))
    _add(feed, "link", rel="alternate", type="text/html", href=address(urls.path("")))
    for paper in newest:
        feed.append(_entry(paper, address(urls.path(f"papers/{paper.id}")), title))
    indent(feed)
    text: str = tostring(feed, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def paper_day(paper: Paper) -> str:
    """Return the day a paper was featured, else published, as `2025-09-02`; empty if unknown."""
    if paper.featured:
        return paper.featured.isoformat()
    return paper.published.first_day.isoformat() if paper.published else ""


def _entry(paper: Paper, url: str, feed_title: str) -> Element:
    entry = Element("entry")
    # Addresses may move with the site; a feed reader must know the paper again.
    _add(entry, "id", _urn(paper.id))
    _add(entry, "title", plain_text(paper.title))
    _add(entry, "updated", _moment(paper_day(paper)))
    _add(entry, "link", rel="alternate", type="text/html", href=url)
    for name in [author.name for author in paper.authors] or [feed_title]:
        _add(_add(entry, "author"), "name", name)
    _add(entry, "content", prose(paper.summary) + paragraphs(paper.abstract), type="html")
    return entry


def _add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    child = SubElement(parent, tag, attributes)
    child.text = _NOT_XML.sub("", text) or None
    return child


def _urn(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"broadsheet:{name}").urn


def _moment(day: str) -> str:
    return f"{day or '1970-01-01'}T00:00:00Z"
