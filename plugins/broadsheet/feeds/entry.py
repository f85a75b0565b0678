"""Entries of feeds: a paper or an edition with all that its card shows, in plain HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from broadsheet.feeds.address import Publication
from broadsheet.feeds.dates import changed, entered
from broadsheet.feeds.feed import Feed
from broadsheet.pages.links import Link
from broadsheet.pages.markup import plain, plain_prose, shorten
from broadsheet.pages.views import Views
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

_TEASER = 320
"""Characters of an abstract: a feed tells what to read, the page has it all."""
_AUTHORS = 6
"""Authors that are named in the text; an entry's data names them all."""
_KEPT = 20_000
_RELATIVE = re.compile(r'href="(?!https?:|mailto:)')

_templates = Environment(
    autoescape=True,
    loader=PackageLoader("broadsheet.feeds"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Named(Struct, frozen=True):
    """A person or topic with its page; `slug` is that of the page."""

    label: str
    url: str
    slug: str


class Entry(Struct, frozen=True, kw_only=True):
    """One entry; days are ISO 8601, empty where they are not known."""

    id: str
    url: str
    title: str
    """Plain text."""
    published: str
    updated: str
    authors: tuple[Named, ...]
    topics: tuple[Named, ...]
    links: tuple[Link, ...]
    badges: tuple[str, ...] = ()
    byline: str = ""
    """The first authors, the venue and the date, as text."""
    text: Markup = Markup("")
    """The summary, else the beginning of the abstract."""
    summary: str
    """The curator's, as plain text; the beginning of an abstract is in the content alone."""
    content: Markup


class Entries:
    """Makes the entries of one collection; each is made once, however many feeds bring it."""

    def __init__(self, views: Views, site: Publication) -> None:
        self._views = views
        self._site = site
        self._shared = lru_cache(maxsize=_KEPT)(self._paper)

    def of(self, feed: Feed, name: str, base: str) -> Entry:
        """Return an entry; `base` is what its addresses begin with."""
        if feed.name in ("editions", "weeks"):
            return self._edition(name, base)
        if note := feed.notes.get(name, ""):
            return self._paper(name, base, note)
        return self._shared(name, base)

    def paper(self, name: str, base: str) -> Entry:
        """Return a paper's entry."""
        return self._shared(name, base)

    def _paper(self, name: str, base: str, note: str = "") -> Entry:
        paper, card = self._views.catalogue.by_id[name], self._views.card(name)
        url = self._site.page(card.key, base)
        authors = tuple(self._named(one.label, one.key, base) for one in card.authors)
        topics = tuple(self._named(one.label, one.key, base) for one in card.topics)
        venue = card.venue.label if card.venue else ""
        byline = " · ".join(filter(None, (self._authors(authors), venue, card.date)))
        text = _absolute(_text(paper), url)
        content = _templates.get_template("entry.html").render(
            t=self._views.words,
            badges=card.badges,
            byline=byline,
            note=_absolute(plain_prose(note), url) if note else "",
            text=text,
            links=card.links,
            topics=topics,
        )
        return Entry(
            id=self._site.id(f"papers/{name}/"),
            url=url,
            title=plain_text(paper.title),
            published=entered(paper),
            updated=changed(paper),
            authors=authors,
            topics=topics,
            links=card.links,
            badges=card.badges,
            byline=byline,
            text=text,
            summary=plain(paper.summary),
            content=Markup(content),  # noqa: S704 - the template escapes
        )

    def _edition(self, slug: str, base: str) -> Entry:
        term = self._views.facets.editions.by_slug[slug]
        day = max(entered(self._views.catalogue.by_id[paper]) for paper in term.papers)
        papers = [self._shared(paper, base) for paper in term.papers]
        content = _templates.get_template("edition.html").render(papers=papers)
        count = self._views.words("papers", count=len(papers))
        return Entry(
            id=self._site.id(f"editions/{slug}/"),
            url=self._site.page(f"editions/{slug}", base),
            title=f"{term.label}: {count}",
            published=day,
            updated=day,
            authors=(),
            topics=(),
            links=(),
            summary="; ".join(paper.title for paper in papers),
            content=Markup(content),  # noqa: S704 - the template escapes
        )

    def _authors(self, authors: tuple[Named, ...]) -> str:
        named = ", ".join(one.label for one in authors[:_AUTHORS])
        more = len(authors) - _AUTHORS
        return f"{named} {self._views.words('authors.more', count=more)}" if more > 0 else named

    def _named(self, label: str, key: str, base: str) -> Named:
        return Named(label, self._site.page(key, base), key.rpartition("/")[2])


def _text(paper: Paper) -> Markup:
    if paper.summary:
        return plain_prose(paper.summary)
    text = shorten(plain_text(paper.abstract), _TEASER)
    return Markup("<p>{}</p>").format(text) if text else Markup("")


def _absolute(html: Markup, page: str) -> Markup:
    """Make a curator's links lead from anywhere; in a feed there is no page they start from."""
    if not _RELATIVE.search(html):
        return html

    def whole(tag: str, name: str, value: str) -> str:
        return urljoin(page, value) if name == "href" else value

    return Markup(nh3.clean(html, attribute_filter=whole, link_rel="noopener"))  # noqa: S704
