"""What the W3C feed validator and the specifications ask of a feed, as lists of what is wrong."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import feedparser

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
# RFC 4287, 4.1.1 and 4.1.2: what must be there once, and what may be there once.
_ONCE = {"feed": ("id", "title", "updated"), "entry": ("id", "title", "updated")}
_AT_MOST_ONCE = (
    "subtitle",
    "generator",
    "icon",
    "logo",
    "rights",
    "summary",
    "content",
    "published",
)
_KNOWN = {
    "feed": {"id", "title", "updated", "subtitle", "generator", "icon", "logo", "rights", "author",
             "category", "contributor", "link", "entry"},
    "entry": {"id", "title", "updated", "published", "author", "category", "contributor", "content",
              "link", "rights", "source", "summary"},
}  # fmt: skip
# RFC 3339, 5.6, with the capitals and the colon that RFC 4287, 3.3 asks for.
_MOMENT = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
    r"(\.\d+)?(Z|[+-]\d\d:\d\d)"
)
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_NOT_IRI = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


def atom_faults(data: bytes) -> list[str]:
    """Return what is wrong with an Atom document that leads to a web site."""
    root = fromstring(data)
    if root.tag != f"{ATOM}feed" or not data.startswith(b'<?xml version="1.0" encoding="utf-8"?>'):
        return ["no Atom document"]
    entries = root.findall(f"{ATOM}entry")
    faults = [
        *_element(root, "feed"),
        *(fault for one in entries for fault in _element(one, "entry")),
    ]
    ids = [one.findtext(f"{ATOM}id") for one in entries]
    faults += [f"id twice: {one}" for one, count in Counter(ids).items() if count > 1]
    if root.find(f"{ATOM}author") is None and any(
        one.find(f"{ATOM}author") is None for one in entries
    ):
        faults.append("neither feed nor entry has an author")
    if len([one for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]) != 1:
        faults.append("no link to itself")
    return faults


def _element(element: Element, kind: str) -> Iterator[str]:
    counts = Counter(
        child.tag.removeprefix(ATOM) for child in element if child.tag.startswith(ATOM)
    )
    yield from (f"{kind}: {counts[tag]} {tag}" for tag in _ONCE[kind] if counts[tag] != 1)
    yield from (f"{kind}: {counts[tag]} {tag}" for tag in _AT_MOST_ONCE if counts[tag] > 1)
    yield from (f"{kind}: unknown {tag}" for tag in counts if tag not in _KNOWN[kind])
    for child in element:
        yield from _child(child, child.tag.removeprefix(ATOM))
    if kind == "entry" and not any(
        one.get("rel") == "alternate" for one in element.findall(f"{ATOM}link")
    ):
        yield "entry: leads nowhere"


def _child(child: Element, tag: str) -> Iterator[str]:
    text = child.text or ""
    if tag in ("updated", "published") and not _MOMENT.fullmatch(text):
        yield f"{tag}: no RFC 3339 date: {text}"
    elif tag in ("id", "icon") and not _is_iri(text):
        yield f"{tag}: no absolute IRI: {text}"
    elif tag == "link":
        yield from _link(child)
    elif tag == "author":
        yield from _author(child)
    elif tag == "content":
        if child.get("type") != "html" or len(child):
            yield "content: no escaped HTML"
        yield from html_faults(text)
    elif tag == "category" and not child.get("term"):
        yield "category: no term"
    elif tag in ("title", "name") and not text.strip():
        yield f"{tag}: empty"


def _link(link: Element) -> Iterator[str]:
    if not _is_iri(link.get("href", "")):
        yield f"link: no absolute IRI: {link.get('href')}"
    if (kind := link.get("type")) is not None and not _MEDIA_TYPE.fullmatch(kind):
        yield f"link: no media type: {kind}"


def _author(author: Element) -> Iterator[str]:
    names, uris = author.findall(f"{ATOM}name"), author.findall(f"{ATOM}uri")
    if len(names) != 1 or not (names[0].text or "").strip():
        yield "author: no name"
    yield from (
        f"author: no absolute IRI: {one.text}" for one in uris if not _is_iri(one.text or "")
    )


def _is_iri(text: str) -> bool:
    split = urlsplit(text)
    is_known = split.scheme == "urn" or (split.scheme in ("http", "https") and bool(split.netloc))
    return is_known and not _NOT_IRI.search(text)


class _Html(HTMLParser):
    """Looks for what feed readers refuse: scripts, handlers, relative links, MathML, open tags."""

    _VOID = ("br", "hr", "img")

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "iframe", "object", "embed", "form", "math", "svg"):
            self.faults.append(f"content: <{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.faults.append(f"content: {name}=")
            is_mail = (value or "").startswith("mailto:")
            if name in ("href", "src") and not is_mail and not _is_iri(value or ""):
                self.faults.append(f"content: relative or broken link: {value}")
        if tag not in self._VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"content: </{tag}> closes nothing")

    def close(self) -> None:
        super().close()
        self.faults += [f"content: <{tag}> stays open" for tag in self._open]


def html_faults(html: str) -> list[str]:
    """Return what is wrong with a piece of HTML that is read away from its page."""
    parser = _Html()
    parser.feed(html)
    parser.close()
    return parser.faults


def json_faults(data: bytes) -> list[str]:
    """Return what is wrong with a JSON Feed 1.1 document."""
    feed = json.loads(data)
    faults = [] if feed["version"] == "https://jsonfeed.org/version/1.1" else ["no version 1.1"]
    faults += [
        f"feed: {key}: {feed[key]}" for key in _addresses(feed, "feed") if not _is_iri(feed[key])
    ]
    if not feed.get("title"):
        faults.append("no title")
    ids = Counter(item["id"] for item in feed["items"])
    faults += [f"id twice: {one}" for one, count in ids.items() if count > 1]
    return faults + [fault for item in feed["items"] for fault in _item(item)]


def _addresses(feed: dict[str, Any], kind: str) -> list[str]:
    names = ("home_page_url", "feed_url", "next_url", "favicon", "url", "external_url")
    return [name for name in names if name in feed]


def _item(item: dict[str, Any]) -> Iterator[str]:
    if not isinstance(item["id"], str) or not item["id"]:
        yield "item: no id"
    if "content_html" not in item and "content_text" not in item:
        yield "item: no content"
    yield from html_faults(item.get("content_html", ""))
    yield from (
        f"item: {name}: {item[name]}"
        for name in _addresses(item, "item")
        if not _is_iri(item[name])
    )
    for name in ("date_published", "date_modified"):
        if name in item and not _MOMENT.fullmatch(item[name]):
            yield f"item: {name}: {item[name]}"
    for author in item.get("authors", ()):
        if not author.get("name") and not author.get("url"):
            yield "item: an author without name and address"
    for attachment in item.get("attachments", ()):
        if not _is_iri(attachment["url"]) or not _MEDIA_TYPE.fullmatch(attachment["mime_type"]):
            yield f"item: attachment {attachment}"


def read(data: bytes) -> Any:
    """Return a feed as `feedparser` reads it, which must be without complaint."""
    parsed = feedparser.parse(data, response_headers={"content-type": "application/atom+xml"})
    assert parsed.bozo == 0, parsed.get("bozo_exception")
    return parsed
