"""The page that says how to follow the collection: by feed, by mail, by its repository."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from broadsheet.feeds.discovery import feed_links
from broadsheet.feeds.feed import Feed
from broadsheet.feeds.opml import PATH as OPML
from broadsheet.language.words import Words
from broadsheet.pages.inner import FeedLink, Join
from broadsheet.pages.leaf import Leaf

KEY = "subscribe/"
_LISTED = ("topics", "collections", "venues")
"""The kinds of feeds that are listed; of authors there are too many."""
_MAIN = ("all", "editions", "weeks", "trending", "code")


class FeedRow(Struct, frozen=True):
    """A feed in the list of feeds."""

    label: str
    page: str
    links: tuple[FeedLink, ...]
    about: str = ""
    count: int = 0


class SubscribeView(Struct, frozen=True, kw_only=True):
    """The page's values."""

    site: str
    main: tuple[FeedRow, ...]
    groups: tuple[tuple[str, tuple[FeedRow, ...]], ...]
    opml: str
    join: Join
    has_authors: bool


def subscribe_leaf(feeds: Iterable[Feed], site: str, join: Join, words: Words) -> Leaf:
    """Return the page as the outline has pages."""
    known = tuple(feeds)
    return Leaf(
        key=KEY,
        template="subscribe.html",
        title=words("subscribe"),
        describe=lambda: words("subscribe.description"),
        view=lambda: subscribe_view(known, site, join, words),
        landing=KEY,
    )


def subscribe_view(feeds: Iterable[Feed], site: str, join: Join, words: Words) -> SubscribeView:
    """Return the page's values."""
    by_group: dict[str, list[FeedRow]] = {}
    for feed in feeds:
        by_group.setdefault(feed.name.partition("/")[0], []).append(_row(feed, words))
    return SubscribeView(
        site=site,
        main=tuple(row for name in _MAIN for row in by_group.get(name, ())),
        groups=tuple(
            (words(f"facet.{name}"), tuple(by_group[name])) for name in _LISTED if name in by_group
        ),
        opml=OPML,
        join=join,
        has_authors="authors" in by_group,
    )


def _row(feed: Feed, words: Words) -> FeedRow:
    about = words(f"feed.{feed.name}.text") if feed.name in _MAIN else ""
    label = feed.label or words("list.all")
    return FeedRow(label, feed.page, feed_links(feed), about, len(feed.entries))
