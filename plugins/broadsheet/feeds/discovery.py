"""Where readers find feeds: links in the head of each page, and those that are seen on lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from markupsafe import Markup

from broadsheet.feeds.address import Publication
from broadsheet.feeds.composer import FORMS, forms_of
from broadsheet.feeds.feed import Feed
from broadsheet.feeds.form import Form
from broadsheet.pages.cards import Bearings
from broadsheet.pages.inner import FeedLink
from broadsheet.pages.markup import lines
from broadsheet.pages.urls import up

_PAGE = re.compile(r"/page/\d+$")
_EVERYWHERE = ("all",)
_AT_LANDING = {
    "": ("editions", "weeks", "trending", "code"),
    "papers/": ("code",),
    "editions/": ("editions", "weeks"),
}
# The theme asks for a sitemap beside whatever has just `alternate` for its relation.
_LINK = Markup('<link rel="alternate feed" type="{}" title="{}" href="')


class Discovery:
    """Knows the feeds of each page."""

    def __init__(self, feeds: Iterable[Feed], site: Publication) -> None:
        self._feeds = {feed.name: feed for feed in feeds}
        self._site = site

    def links(self, key: str) -> tuple[FeedLink, ...]:
        """Return the two forms of the feed that a page's list has, if it has one."""
        names = {"papers/": "all", "editions/": "editions"}
        feed = self._feeds.get(names.get(key, _PAGE.sub("", key)))
        return () if feed is None else feed_links(feed)

    def of_page(self, key: str, landing: str) -> list[Feed]:
        """Return the feeds to name in a page's head, the nearest first."""
        return self._known((_PAGE.sub("", key), *_AT_LANDING.get(landing, ()), *_EVERYWHERE))

    def of_paper(self, paper: Bearings) -> list[Feed]:
        """Return the feeds that a paper's next of kin will come in: by topic and by venue."""
        kin = [one.key for one in (*paper.topics, *([paper.venue] if paper.venue else []))]
        return self._known((*_EVERYWHERE, *kin))

    def _known(self, names: Iterable[str]) -> list[Feed]:
        return [self._feeds[name] for name in dict.fromkeys(names) if name in self._feeds]

    def head(self, feeds: Iterable[Feed], here: str) -> Markup:
        """Return the tags for a page; `here` is its path."""
        root = up(here)
        return lines(
            Markup(f'{opening}{root}{path}">')  # noqa: S704 - escaped in `_openings`
            for feed in feeds
            for opening, path in self._openings[feed.name]
        )

    @cached_property
    def _openings(self) -> dict[str, list[tuple[Markup, str]]]:
        """The tags of each feed up to the way to the root, and the way from there."""
        return {
            name: [
                (
                    _LINK.format(form.media_type, self._site.title(feed.label)),
                    feed.path(form.ending),
                )
                for form in _forms(feed)
            ]
            for name, feed in self._feeds.items()
        }


def feed_links(feed: Feed) -> tuple[FeedLink, ...]:
    """Return the links to a feed in each of its forms."""
    return tuple(
        FeedLink(form.label, feed.path(form.ending), form.media_type) for form in forms_of(feed)
    )


def _forms(feed: Feed) -> Sequence[Form]:
    """Return one form a feed for readers to choose from, both only for the feed of all."""
    return FORMS if feed.name in _EVERYWHERE else FORMS[:1]
