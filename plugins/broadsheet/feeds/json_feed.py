"""Feeds in JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/ ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from broadsheet.feeds.address import Publication
from broadsheet.feeds.dates import moment
from broadsheet.feeds.entry import Entry, Named
from broadsheet.feeds.feed import Document
from broadsheet.feeds.form import Form

_ENDING = ".json"


def _document(
    document: Document, entries: Sequence[bytes], updated: str, site: Publication
) -> bytes:
    feed, base = document.feed, site.base(document.feed.path(_ENDING, document.number))
    older = feed.path(_ENDING, document.older) if document.older else ""
    icon = f"{base}{site.icon}" if site.icon else ""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.title(feed.label),
        "description": feed.description or site.description,
        "home_page_url": site.page(feed.page, base),
        "feed_url": f"{base}{feed.path(_ENDING, document.number)}",
        "next_url": f"{base}{older}" if older else "",
        "favicon": icon,
        "authors": [{"name": site.name, "url": site.page("", base)}],
        "language": site.language,
    }
    head = msgspec.json.encode({name: value for name, value in values.items() if value})
    items = b",\n".join(entries)
    return head.removesuffix(b"}") + b',"items":[\n' + items + b"\n]}\n"


def _entry(entry: Entry) -> bytes:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.url,
        "external_url": next((one.url for one in entry.links if one.kind != "pdf"), ""),
        "title": entry.title,
        "content_html": str(entry.content),
        "summary": entry.summary,
        "date_published": moment(entry.published) if entry.published else "",
        "date_modified": moment(entry.updated) if entry.updated else "",
        "authors": [_author(one) for one in entry.authors],
        "tags": [one.label for one in entry.topics],
        "attachments": [
            {"url": one.url, "mime_type": "application/pdf", "title": one.label}
            for one in entry.links
            if one.kind == "pdf"
        ],
    }
    # What is not known is left out, but `content_html` must be there, even empty.
    kept = {name: value for name, value in item.items() if value or name == "content_html"}
    return msgspec.json.encode(kept)


def _author(person: Named) -> dict[str, str]:
    return {"name": person.label, "url": person.url}


JSON_FEED = Form("JSON Feed", _ENDING, "application/feed+json", _entry, _document)
