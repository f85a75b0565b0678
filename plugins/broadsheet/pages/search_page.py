"""The page /search/: the lists that stand for it where no script runs, and its values."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.pages.cards import SEARCH, Cards
from broadsheet.pages.view_types import Inner
from broadsheet.pages.views import Views
from broadsheet.tagging.facets import Facet

KEY = SEARCH
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
    lists = (
        (facet.name, _fullest(views.cards, facet), len(facet.terms))
        for facet in facets
        if facet.terms
    )
    return SearchView(len(views.catalogue.papers), tuple(lists))


def _fullest(cards: Cards, facet: Facet) -> tuple[Inner, ...]:
    some = [term for term in facet.terms if term.papers]
    if facet.name != "years":  # the latest years come first already
        some.sort(key=lambda term: -len(term.papers))
    return tuple(cards.term(facet, term) for term in some[:_MOST])
