"""Entries of feeds: a paper or an edition with all that its card shows, in plain HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urljoin

import nh3
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from broadsheet.feeds.address import Publication
from broadsheet.feeds.dates import changed, entered
from broadsheet.language.dates import day_text
from broadsheet.pages.inner import Inner
from broadsheet.pages.links import Link, record_links
from broadsheet.pages.markup import plain, plain_prose, shorten
from broadsheet.pages.notices import notice_badges
from broadsheet.pages.views import Views
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text

_TEASER = 320
"""Characters of an abstract: a feed tells what to read, the page has it all."""
_AUTHORS = 6
"""Authors that are named in the text; an entry's data names them all."""
_RELATIVE = re.compile(r'href="(?!https?:|mailto:)')

_templates = Environment(
    autoescape=True,
    loader=PackageLoader("broadsheet.feeds"),
    undefined=StrictUndefined,
    auto_reload=False,
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
    """Makes the entries of one collection; `base` is what their addresses begin with."""

    def __init__(self, views: Views, site: Publication) -> None:
        self._views = views
        self._site = site
        self._template = _templates.get_template("entry.html")
        self._pages = lru_cache(maxsize=50_000)(site.page)

    def paper(self, name: str, base: str, note: str = "") -> Entry:
        """Return a paper's entry; `note` is a reading list's word on it, Markdown."""
        paper, words = self._views.catalogue.by_id[name], self._views.words
        cards = self._views.cards
        url = self._site.page(f"papers/{name}", base)
        authors = tuple(self._named(cards.author(one), base) for one in paper.authors)
        topics = tuple(self._named(one, base) for one in cards.topics(paper))
        date = day_text(paper.published, words) if paper.published else ""
        byline = " · ".join(filter(None, (self._authors(authors), paper.venue, date)))
        badges, links = notice_badges(paper, words), record_links(paper, words)
        text = _absolute(_text(paper), url)
        content = self._template.render(
            t=words,
            badges=badges,
            byline=byline,
            note=_absolute(plain_prose(note), url) if note else "",
            text=text,
            links=links,
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
            links=links,
            badges=badges,
            byline=byline,
            text=text,
            summary=plain(paper.summary),
            content=Markup(content),  # noqa: S704 - the template escapes
        )

    def papers_of(self, edition: str) -> Sequence[str]:
        """Return the papers of an edition by their ids."""
        return self._views.facets.editions.by_slug[edition].papers

    def edition(self, slug: str, content: Markup, base: str) -> Entry:
        """Return an edition's entry, whose content is that of its papers."""
        term = self._views.facets.editions.by_slug[slug]
        papers = [self._views.catalogue.by_id[paper] for paper in term.papers]
        day = max(map(entered, papers))
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
            summary="; ".join(plain_text(paper.title) for paper in papers),
            content=content,
        )

    def _authors(self, authors: tuple[Named, ...]) -> str:
        named = ", ".join(one.label for one in authors[:_AUTHORS])
        more = len(authors) - _AUTHORS
        return f"{named} {self._views.words('authors.more', count=more)}" if more > 0 else named

    def _named(self, one: Inner, base: str) -> Named:
        return Named(one.label, self._pages(one.key, base), one.key.rpartition("/")[2])


def part_of_edition(entry: Entry) -> Markup:
    """Return a paper's entry as it stands in that of its edition."""
    link = Markup('<a href="') + entry.url + Markup('">') + entry.title + Markup("</a>")
    return Markup("<h3>") + link + Markup("</h3>") + entry.content


def _text(paper: Paper) -> Markup:
    if paper.summary:
        return plain_prose(paper.summary)
    text = shorten(plain_text(paper.abstract), _TEASER)
    return Markup("<p>") + text + Markup("</p>") if text else Markup("")


def _absolute(html: Markup, page: str) -> Markup:
    """Make a curator's links lead from anywhere; in a feed there is no page they start from."""
    if not _RELATIVE.search(html):
        return html

    def whole(tag: str, name: str, value: str) -> str:
        return urljoin(page, value) if name == "href" else value

    return Markup(nh3.clean(html, attribute_filter=whole, link_rel="noopener"))  # noqa: S704
