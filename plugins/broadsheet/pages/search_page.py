"""The page /search/: the lists that stand for it where no script runs, and its values."""

from __future__ import annotations

from itertools import takewhile

from msgspec import Struct

from broadsheet.pages.cards import SEARCH, Cards
from broadsheet.pages.inner import Inner
from broadsheet.pages.saving import Saving, savings
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
    feeds: tuple[FeedPattern, ...] = ()
    formats: tuple[Saving, ...] = ()
    """What results can be saved as."""


class FeedPattern(Struct, frozen=True):
    """Where the feeds of a facet's terms are, and from how many papers on a term has one."""

    facet: str
    path: str
    """With `{id}` for a term's slug."""
    least: int


def search_view(views: Views) -> SearchView:
    """Return the lists that lead to every paper without a search."""
    facets = (views.facets.topics, views.facets.years, views.facets.venues, views.facets.authors)
    lists = (
        (facet.name, _fullest(views.cards, facet), len(facet.terms))
        for facet in facets
        if facet.terms
    )
    patterns = (_feeds(views, facet) for facet in facets)
    return SearchView(
        len(views.catalogue.papers),
        tuple(lists),
        tuple(pattern for pattern in patterns if pattern),
        savings(views),
    )


def _feeds(views: Views, facet: Facet) -> FeedPattern | None:
    fullest_first = sorted(facet.terms, key=lambda term: -len(term.papers))
    some = list(takewhile(lambda term: views.feeds(f"{facet.name}/{term.slug}"), fullest_first))
    if not some:
        return None
    first = some[0]
    path = views.feeds(f"{facet.name}/{first.slug}")[0].path
    pattern = path.replace(f"/{first.slug}.", "/{id}.")
    return FeedPattern(facet.name, pattern, min(len(term.papers) for term in some))


def _fullest(cards: Cards, facet: Facet) -> tuple[Inner, ...]:
    some = [term for term in facet.terms if term.papers]
    if facet.name != "years":  # the latest years come first already
        some.sort(key=lambda term: -len(term.papers))
    return tuple(cards.term(facet, term) for term in some[:_MOST])
