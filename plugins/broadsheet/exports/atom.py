"""The Atom feed of a list of papers; RFC 4287."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from broadsheet.pages.markup import paragraphs, prose
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

_ATOM = "http://www.w3.org/2005/Atom"
NEWEST = 100
"""Entries in a feed: what readers fetch again and again stays small."""


def atom_feed(papers: Sequence[Paper], *, title: str, site: str, path: str, urls: Urls) -> bytes:
    """Return the feed of the newest papers, by the day they were featured or published.

    `site` is the site's address with a slash at its end, `path` the feed's place below it.
    """
    newest = sorted(papers, key=paper_day, reverse=True)[:NEWEST]
    feed = Element("feed", {"xmlns": _ATOM})
    SubElement(feed, "id").text = f"{site}{path}"
    SubElement(feed, "title").text = title
    SubElement(feed, "updated").text = _moment(max(map(paper_day, newest), default=""))
    SubElement(feed, "link", {"rel": "self", "href": f"{site}{path}"})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": site})
    for paper in newest:
        feed.append(_entry(paper, f"{site}{urls.path(f'papers/{paper.id}')}", title))
    indent(feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "utf-8") + b"\n"


def paper_day(paper: Paper) -> str:
    """Return the day a paper came into the collection's view, as `2025-09-02`; empty if none is known."""
    if paper.featured:
        return paper.featured.isoformat()
    return paper.published.first_day.isoformat() if paper.published else ""


def _entry(paper: Paper, url: str, feed_title: str) -> Element:
    entry = Element("entry")
    # Addresses may move with the site; a feed reader must know the paper again.
    SubElement(entry, "id").text = uuid.uuid5(uuid.NAMESPACE_URL, f"broadsheet:{paper.id}").urn
    SubElement(entry, "title").text = plain_text(paper.title)
    SubElement(entry, "updated").text = _moment(paper_day(paper))
    SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": url})
    for name in _authors(paper) or [feed_title]:
        SubElement(SubElement(entry, "author"), "name").text = name
    text = prose(paper.summary) + paragraphs(paper.abstract)
    SubElement(entry, "content", {"type": "html"}).text = str(text)
    return entry


def _authors(paper: Paper) -> Iterable[str]:
    return [author.name for author in paper.authors]


def _moment(day: str) -> str:
    return f"{day or '1970-01-01'}T00:00:00Z"
