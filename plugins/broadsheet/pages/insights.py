"""Insights: what a term's papers tell beyond themselves: their years, what stands beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct

from broadsheet.pages.inner import Inner
from broadsheet.pages.term_view import YearBar
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.names import Author
from broadsheet.records.slugs import slugify
from broadsheet.tagging.facets import Facet, Facets, Term

_WITH_YEARS = ("topics", "authors", "venues")
_BESIDE = 8
"""Terms shown beside one."""
_LARGEST_GROUP = 200
"""Authors of one family name and initial that are compared with one: the cost stays linear."""


class Insight(Struct, frozen=True):
    """What one term's papers tell, each empty where there is nothing to tell."""

    years: tuple[YearBar, ...] = ()
    beside: tuple[Inner, ...] = ()
    namesakes: tuple[Inner, ...] = ()


class Insights:
    """Tells of terms; each answer costs the term's own papers.

    `key` makes the key of a page out of a facet and a slug.
    """

    def __init__(
        self, catalogue: Catalogue, facets: Facets, key: Callable[[str, str], str]
    ) -> None:
        self._catalogue = catalogue
        self._facets = facets
        self._key = key
        self._told: tuple[Term | None, Insight] = (None, Insight())

    def of(self, facet: Facet, term: Term) -> Insight:
        """Return what is told of a term: once for all pages of it, which come one after another."""
        if self._told[0] is not term:
            years = self.years(term) if facet.name in _WITH_YEARS else ()
            told = Insight(years, self.beside(facet, term), self.namesakes(facet, term))
            self._told = (term, told)
        return self._told[1]

    def years(self, term: Term) -> tuple[YearBar, ...]:
        """Return each year from the first paper to the last; nothing for one year alone."""
        papers = (self._catalogue.by_id[paper] for paper in term.papers)
        counts = Counter(paper.published.year for paper in papers if paper.published)
        if len(counts) < 2:
            return ()
        most = max(counts.values())
        return tuple(
            YearBar(
                year, counts[year], max(4, round(100 * counts[year] / most)) * bool(counts[year])
            )
            for year in range(min(counts), max(counts) + 1)
        )

    def beside(self, facet: Facet, term: Term) -> tuple[Inner, ...]:
        """Return the topics or authors that share most papers with one, with their counts."""
        if facet.name not in ("topics", "authors"):
            return ()
        own = {term.slug, *self._line(facet, term)} if facet.name == "topics" else {term.slug}
        found = Counter(
            slug for paper in term.papers for slug in self._slugs(facet, paper) if slug not in own
        )
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:_BESIDE]
        return tuple(
            Inner(facet.by_slug[slug].label, self._key(facet.name, slug), count=count)
            for slug, count in ranked
        )

    def namesakes(self, facet: Facet, term: Term) -> tuple[Inner, ...]:
        """Return authors whose names differ from one's in accents or initials alone."""
        if facet.name != "authors":
            return ()
        author = self._people[term.slug]
        group = self._groups.get(_group_key(author), ())
        alike = (
            slug
            for slug in group[:_LARGEST_GROUP]
            if slug != term.slug and _are_alike(author, self._people[slug])
        )
        return tuple(Inner(facet.by_slug[slug].label, self._key("authors", slug)) for slug in alike)

    def author(self, term: Term) -> Author:
        """Return who the term of an author is."""
        return self._people[term.slug]

    def _slugs(self, facet: Facet, paper: str) -> Iterator[str]:
        if facet.name == "topics":
            yield from (one.tag for one in self._facets.assignments.get(paper, ()))
        else:
            authors = self._catalogue.by_id[paper].authors
            yield from dict.fromkeys(map(self._facets.identities.slug, authors))

    def _line(self, facet: Facet, term: Term) -> Iterable[str]:
        """Yield the topics above one and right below it: they share its papers by definition."""
        yield from self._narrower.get(term.slug, ())
        above = term.broader
        seen: set[str] = set()
        while above in facet.by_slug and above not in seen:
            seen.add(above)
            yield above
            above = facet.by_slug[above].broader

    @cached_property
    def _narrower(self) -> dict[str, list[str]]:
        narrower: dict[str, list[str]] = {}
        for topic in self._facets.topics.terms:
            narrower.setdefault(topic.broader, []).append(topic.slug)
        return narrower

    @cached_property
    def _people(self) -> dict[str, Author]:
        identities = self._facets.identities
        return {identities.slugs[key]: author for key, author in identities.authors.items()}

    @cached_property
    def _groups(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for slug, author in sorted(self._people.items()):
            groups.setdefault(_group_key(author), []).append(slug)
        return groups


def _group_key(author: Author) -> str:
    return f"{slugify(author.family)} {slugify(author.given)[0] if author.given else ''}"


def _are_alike(one: Author, other: Author) -> bool:
    """Tell whether each given name of the shorter is the other's, or an initial of it."""
    names = [slugify(author.given).split("-") for author in (one, other)]
    pairs = zip(*names, strict=False)
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in pairs)
