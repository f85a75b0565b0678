"""Feeds of invented papers, made as a build makes them."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from broadsheet.feeds.address import Publication
from broadsheet.feeds.composer import Composer
from broadsheet.feeds.entry import Entries, Entry
from broadsheet.feeds.feed import Feed
from broadsheet.feeds.plan import Policy, plan
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.models import Paper
from feeds.validity import ATOM
from samples import views

SITE = "https://socks.example.org/base/"


def publication(url: str = SITE, *, is_directory: bool = True, ids: str = "") -> Publication:
    return Publication(name="The Daily Sock", url=url, urls=Urls(is_directory), ids=ids)


def written(
    shown: Views, site: Publication | None = None, policy: Policy | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield every document of every feed with its path."""
    composer = Composer(shown, site or publication())
    for feed in plan(shown, policy or Policy()):
        for one in composer.files(feed):
            yield one.path, one.make()


def document(shown: Views, path: str, site: Publication | None = None) -> bytes:
    return dict(written(shown, site, Policy(1, 1)))[path]


def feed(shown: Views, name: str) -> Feed:
    return next(one for one in plan(shown, Policy(1, 1)) if one.name == name)


def entry(paper: Paper, site: Publication | None = None) -> Entry:
    """Return one paper as an entry of the feed of all."""
    shown, site = views(paper), site or publication()
    return Entries(shown, site).paper(paper.id, site.url)


def elements(data: bytes) -> list[Element]:
    """Return the entries of an Atom document."""
    return fromstring(data).findall(f"{ATOM}entry")


def links(element: Element, rel: str) -> list[str]:
    return [one.get("href", "") for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]
