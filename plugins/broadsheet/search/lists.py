"""Lists: the generated pages that are no paper's, as documents: who types a topic gets its page.

A title that is typed as it stands comes first, so the page of a topic, a venue or a person does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.pages.leaf import Leaf
from broadsheet.pages.many_pages import term_text
from broadsheet.pages.search_page import KEY as SEARCH
from broadsheet.pages.stats.page import MAP
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.search.documents import Document
from broadsheet.tagging.facets import Facet, Term

_NOT_FOUND = ("", SEARCH)
"""Nobody searches for the page that they begin or search from."""
_OF_TERMS = ("topics", "venues", "years", "collections", "authors")
"""Facets whose terms have documents; of editions there are too many, and they are found by date."""
_LEAST_SHARE = 1_000
"""An author has a document for one paper in so many, and two at least: else people outnumbered
papers, and each would be fetched with words that are theirs too."""


def landing_documents(leaves: Iterable[Leaf], urls: Urls) -> Iterator[Document]:
    """Yield the pages that every collection has: its lists, its statistics, the shelf."""
    for leaf in leaves:
        if leaf.key not in _NOT_FOUND and (leaf.is_landing or leaf.key == MAP):
            yield _page(urls, leaf.key, leaf.title, leaf.describe())


def term_documents(views: Views, urls: Urls) -> Iterator[Document]:
    """Yield the pages of topics, venues, years, reading lists and people."""
    least = max(2, len(views.catalogue.papers) // _LEAST_SHARE)
    for facet in views.facets:
        for term in facet.terms if facet.name in _OF_TERMS else ():
            is_few = facet.name == "authors" and len(term.papers) < least
            if not is_few and views.cards.has_page(facet.name, term.slug):
                yield _term(views, urls, facet, term)


def _term(views: Views, urls: Urls, facet: Facet, term: Term) -> Document:
    said = term_text(facet.name, term, views.words)
    aliases = views.vocabulary.tags[term.slug].aliases if facet.name == "topics" else ()
    return _page(urls, f"{facet.name}/{term.slug}", plain_text(term.label), said, aliases)


def _page(urls: Urls, key: str, title: str, text: str, labels: tuple[str, ...] = ()) -> Document:
    url = urls.path(key)
    return Document(id=url, kind="page", url=url, title=title, abstract=text, labels=labels)
