"""The page /search/: the lists that stand for it where no script runs, and its values."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.pages.view_types import Inner
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term

KEY = "search/"
_MOST = 12
"""Terms of a list before its page with all of them."""


class SearchView(Struct, frozen=True):
    """The page before anybody searches."""

    count: int
    lists: tuple[tuple[str, tuple[Inner, ...], int], ...]
    """A facet's name, its fullest terms and the number of all of them."""


def search_view(views: Views) -> SearchView:
    """Return the lists that lead to every paper without a search."""
    facets = (views.facets.topics, views.facets.years, views.facets.venues, views.facets.authors)
    lists = ((facet.name, _fullest(facet), len(facet.terms)) for facet in facets if facet.terms)
    return SearchView(len(views.catalogue.papers), tuple(lists))


def _fullest(facet: Facet) -> tuple[Inner, ...]:
    some = [term for term in facet.terms if term.papers]
    if facet.name != "years":  # the latest years come first already
        some.sort(key=lambda term: -len(term.papers))
    return tuple(_link(facet, term) for term in some[:_MOST])


def _link(facet: Facet, term: Term) -> Inner:
    key = f"{facet.name}/{term.slug}"
    return Inner(plain_text(term.label), key, count=len(term.papers))
