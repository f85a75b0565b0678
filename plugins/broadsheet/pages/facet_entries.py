"""Facet entries: terms as the list of their facet shows them, topics with those below them."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.pages.cards import Cards
from broadsheet.pages.facet_view import FacetEntry, Twig
from broadsheet.pages.markup import prose
from broadsheet.tagging.facets import Facet, Term

_LONGEST_PROGRESS = 200
"""Papers of a list that tells how far its reader got: their ids stand in the page."""


def facet_entries(cards: Cards, facet: Facet, terms: Sequence[Term]) -> tuple[FacetEntry, ...]:
    """Return terms of a facet as entries of its list."""
    fullest = max((len(one.papers) for one in facet.terms), default=0)
    return tuple(
        FacetEntry(
            cards.term(facet, term),
            prose(term.description),
            _twigs(cards, facet, term) if facet.name == "topics" else (),
            progress_of(facet, term),
            _share(term, fullest) if facet.name == "years" else 0,
        )
        for term in terms
    )


def progress_of(facet: Facet, term: Term) -> tuple[str, ...]:
    """Return the papers of a list that tells how far its reader got; of others none."""
    if facet.name != "collections" or len(term.papers) > _LONGEST_PROGRESS:
        return ()
    return term.papers


def _twigs(cards: Cards, facet: Facet, term: Term) -> tuple[Twig, ...]:
    children = (facet.by_slug[tag.tag] for tag in cards.vocabulary.children(term.slug))
    return tuple(Twig(cards.term(facet, child), _twigs(cards, facet, child)) for child in children)


def _share(term: Term, fullest: int) -> int:
    """Return how many papers a year has of those of the fullest, in per cent, not below 1."""
    return -(-100 * len(term.papers) // fullest)
