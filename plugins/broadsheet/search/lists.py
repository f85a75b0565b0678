"""Lists: the generated pages that are no paper's, as documents: who types a topic gets its page.

A title that is typed as it stands comes first, so the page of a topic, a venue or a person does.
"""

from __future__ import annotations

from collections.abc import Iterator

from broadsheet.pages.markup import plain
from broadsheet.pages.stats.page import MAP, has_map
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.search.documents import Document
from broadsheet.tagging.facets import Facet, Term

_OF_TERMS = ("topics", "venues", "years", "collections", "authors")
"""Facets whose terms have documents; of editions there are too many, and they are found by date."""
_LEAST_SHARE = 1_000
"""An author has a document for one paper in so many, and two at least: else people outnumbered
papers, and each would be fetched with words that are theirs too."""


def list_documents(views: Views, urls: Urls, with_feeds: bool) -> Iterator[Document]:
    """Yield the landing pages, then the terms of facets."""
    yield from _landings(views, urls, with_feeds)
    least = max(2, len(views.catalogue.papers) // _LEAST_SHARE)
    for facet in views.facets:
        for term in facet.terms if facet.name in _OF_TERMS else ():
            is_few = facet.name == "authors" and len(term.papers) < least
            if not is_few and views.cards.has_page(facet.name, term.slug):
                yield _term(views, urls, facet, term)


def _landings(views: Views, urls: Urls, with_feeds: bool) -> Iterator[Document]:
    say = views.words
    papers = say("papers", count=len(views.catalogue.papers))
    yield _page(urls, "papers/", say("list.all"), say("list.all.description", papers=papers))
    for facet in views.facets:
        heading, text = say(f"facet.{facet.name}"), say(f"facet.{facet.name}.text")
        yield _page(urls, f"{facet.name}/", heading, text)
    yield _page(urls, "stats/", say("stats"), say("stats.description"))
    yield _page(urls, "shelf/", say("shelf"), say("shelf.description"))
    if has_map(views):
        yield _page(urls, MAP, say("map"), say("map.description"))
    if with_feeds:
        yield _page(urls, "subscribe/", say("subscribe"), say("subscribe.description"))


def _term(views: Views, urls: Urls, facet: Facet, term: Term) -> Document:
    label = plain_text(term.label)
    papers = views.words("papers", count=len(term.papers))
    text = plain(term.description)
    said = views.words(f"term.{facet.name}", label=label, papers=papers, text=text).rstrip()
    aliases = views.vocabulary.tags[term.slug].aliases if facet.name == "topics" else ()
    return _page(urls, f"{facet.name}/{term.slug}", label, said, aliases)


def _page(urls: Urls, key: str, title: str, text: str, labels: tuple[str, ...] = ()) -> Document:
    url = urls.path(key)
    return Document(id=url, kind="page", url=url, title=title, abstract=text, labels=labels)
