"""Which papers of a collection are meant: those of topics, reading lists, a search, or by id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from broadsheet.collection import Collection
from broadsheet.errors import BroadsheetError
from broadsheet.records.models import Paper
from broadsheet.records.shapes import did_you_mean
from broadsheet.tagging.facets import Facet


class Selection(Struct, frozen=True, kw_only=True):
    """What a paper must fit; each kind that is not empty narrows the choice."""

    topics: Sequence[str] = ()
    """Of any of these, by tag or alias."""
    collections: Sequence[str] = ()
    """In any of these reading lists, in their order."""
    authors: Sequence[str] = ()
    """By any of these, by the slug of their page."""
    venues: Sequence[str] = ()
    years: Sequence[str] = ()
    ids: Sequence[str] = ()
    """Any of a paper's identifiers."""
    found: Sequence[str] | None = None
    """What a search found, by id; none where nobody searched."""


def select(collection: Collection, wanted: Selection) -> list[Paper]:
    """Return the papers that fit, in the collection's order, or in that of lists or ids named.

    Raises:
        BroadsheetError: a name is not known here.
    """
    facets = collection.facets
    named = [collection.vocabulary.resolve(one) or one for one in wanted.topics]
    choices = [
        _papers_of(facet, slugs)
        for facet, slugs in (
            (facets.collections, wanted.collections),
            (facets.topics, named),
            (facets.authors, wanted.authors),
            (facets.venues, wanted.venues),
            (facets.years, wanted.years),
        )
        if slugs
    ]
    if wanted.ids:
        choices.insert(0, _papers_by_id(collection, wanted.ids))
    if wanted.found is not None:
        choices.insert(0, [one for one in wanted.found if one in collection.catalogue.by_id])
    if not choices:
        return list(collection.catalogue.papers)
    first, *others = choices if _has_order(wanted) else [_all(collection), *choices]
    kept = [set(one) for one in others]
    by_id = collection.catalogue.by_id
    return [by_id[paper] for paper in first if all(paper in one for one in kept)]


def _has_order(wanted: Selection) -> bool:
    return bool(wanted.ids or wanted.collections) or wanted.found is not None


def _all(collection: Collection) -> list[str]:
    return [paper.id for paper in collection.catalogue.papers]


def _papers_of(facet: Facet, slugs: Iterable[str]) -> list[str]:
    papers: dict[str, None] = {}
    for slug in slugs:
        if slug not in facet.by_slug:
            hint = did_you_mean(slug, facet.by_slug)
            raise BroadsheetError(f"there is no `{slug}` among the {facet.name} here ({hint})")
        papers.update(dict.fromkeys(facet.by_slug[slug].papers))
    return list(papers)


def _papers_by_id(collection: Collection, ids: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for text in ids:
        paper = collection.catalogue.find(text)
        if paper is None:
            hint = did_you_mean(text, collection.catalogue.by_id)
            raise BroadsheetError(f"there is no paper `{text}` here ({hint or 'see /papers/'})")
        found[paper.id] = None
    return list(found)
