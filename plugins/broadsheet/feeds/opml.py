"""The feeds in one list that feed readers import; OPML 2.0, http://opml.org/spec2.opml .

Those of authors are left out: who imports the list follows what is in it, and nobody follows a
thousand people.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, indent, tostring

from broadsheet.feeds.address import Publication
from broadsheet.feeds.atom import ATOM
from broadsheet.feeds.feed import Feed
from broadsheet.feeds.plan import AUTHORS, GROUPS
from broadsheet.feeds.xml import DECLARATION, add
from broadsheet.language.words import Words

PATH = "feeds/all.opml"


def opml(feeds: Iterable[Feed], site: Publication, words: Words) -> bytes:
    """Return the list, a folder for each kind of feed that has more than one."""
    base = site.base(PATH)
    root = Element("opml", version="2.0")
    add(add(root, "head"), "title", site.title(words("feeds")))
    body = add(root, "body")
    folders: dict[str, Element] = {}
    for feed in feeds:
        group = feed.name.partition("/")[0]
        if group == AUTHORS:
            continue
        if group in GROUPS and group not in folders:
            folders[group] = add(body, "outline", text=words(f"facet.{group}"))
        add(
            folders.get(group, body),
            "outline",
            type="rss",
            text=site.title(feed.label),
            xmlUrl=f"{base}{feed.path(ATOM.ending)}",
            htmlUrl=site.page(feed.page, base),
        )
    indent(root)
    text: str = tostring(root, "unicode")
    return f"{DECLARATION}\n{text}\n".encode()
