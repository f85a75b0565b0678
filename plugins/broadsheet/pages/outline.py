"""The outline: every generated page of a site, in order, each with what it needs to be rendered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path

from broadsheet.language.dates import weekday_names
from broadsheet.pages.calendar import months
from broadsheet.pages.facet_view import FacetEntry, FacetView
from broadsheet.pages.inner import Inner
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.many_pages import PaperPage, TermPage
from broadsheet.pages.pager import page_key, pager
from broadsheet.pages.saving import savings
from broadsheet.pages.search_page import KEY as SEARCH
from broadsheet.pages.search_page import search_view
from broadsheet.pages.stats.map import map_view
from broadsheet.pages.stats.page import MAP, has_map, stats_view
from broadsheet.pages.views import Views
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term
from broadsheet.tagging.paging import Slice, slices

_DENSE = 2_000
"""Terms on one page of a long facet: an author takes a line of about 100 bytes."""
_LONG = 100
"""Authors from whom on there is a row of letters above them."""


class Outline:
    """Lays out the pages of one collection."""

    def __init__(self, views: Views, per_page: int, cache: Path | None = None) -> None:
        self.views = views
        self.per_page = per_page
        self.cache = cache
        self.words = views.words

    def __iter__(self) -> Iterator[Leaf]:
        """Yield every page: the papers, their full list, then each facet with its terms."""
        yield from self._papers()
        yield from self._all_papers()
        for facet in self.views.facets:
            yield from self._landing(facet)
            for term in facet.terms:
                if self.views.cards.has_page(facet.name, term.slug):
                    yield from self._term(facet, term)
        yield from self._stats()
        yield self._search()
        yield self._shelf()

    def front(self, title: str, curators: str, leads: int) -> Leaf:
        """Return the front page of a site whose authors wrote none."""
        return Leaf(
            key="",
            template="front.html",
            title=title,
            describe=str,
            view=lambda: self.views.front(title, curators, leads),
            landing="",
        )

    def _papers(self) -> Iterator[Leaf]:
        for paper in self.views.catalogue.papers:
            page = PaperPage(self.views, paper)
            yield Leaf(
                key=f"papers/{paper.id}",
                template="paper.html",
                title=plain_text(paper.title),
                describe=page.describe,
                view=page.view,
                made_of=page.made_of,
                landing="papers/",
                paper=paper,
                origin=paper.origin,
            )

    def _all_papers(self) -> Iterator[Leaf]:
        papers = [paper.id for paper in self.views.newest_first]
        for part in slices(papers, self.per_page):
            yield Leaf(
                key=page_key("papers/", part.number),
                template="papers.html",
                title=self._paged(self.words("list.all"), part.number),
                describe=lambda: self.words(
                    "list.all.description", papers=self.words("papers", count=len(papers))
                ),
                view=partial(self.views.all_papers, part),
                made_of=partial(self.views.all_papers_made_of, part),
                landing="papers/",
            )

    def _landing(self, facet: Facet) -> Iterator[Leaf]:
        heading = self.words(f"facet.{facet.name}")
        introduction = self.words(f"facet.{facet.name}.text")
        for part in slices(facet.terms, _DENSE):
            yield Leaf(
                key=page_key(f"{facet.name}/", part.number),
                template="facet.html",
                title=self._paged(heading, part.number),
                describe=lambda: introduction,
                view=partial(self._facet, facet, part),
                landing=f"{facet.name}/",
            )

    def _facet(self, facet: Facet, part: Slice[Term]) -> FacetView:
        is_by_day = facet.name == "editions"
        return FacetView(
            name=facet.name,
            heading=self.words(f"facet.{facet.name}"),
            introduction=self.words(f"facet.{facet.name}.text"),
            sections=self._sections(facet, part.items),
            months=months(facet.terms, self.words) if is_by_day else (),
            weekdays=weekday_names(self.words) if is_by_day else (),
            pager=pager(f"{facet.name}/", part.total),
            current=part.number,
            letters=self._letters if facet.name == "authors" else (),
            feeds=self.views.feeds(f"{facet.name}/"),
        )

    @cached_property
    def _letters(self) -> tuple[Inner, ...]:
        """The letters of a list of authors too long to be seen at once, each on its first page."""
        authors = self.views.facets.authors.terms
        if len(authors) < _LONG:
            return ()
        pages: dict[str, int] = {}
        for at, term in enumerate(authors):
            pages.setdefault(term.initial, at // _DENSE + 1)
        return tuple(Inner(one, page_key("authors/", page)) for one, page in pages.items())

    def _sections(
        self, facet: Facet, terms: Sequence[Term]
    ) -> tuple[tuple[str, tuple[FacetEntry, ...]], ...]:
        """Put the terms of a landing page under headings: letters, kinds of edition, or none."""
        groups: dict[str, list[Term]] = {}
        for term in terms:
            if facet.name == "topics" and term.broader:
                continue
            groups.setdefault(self._section(facet.name, term), []).append(term)
        return tuple((name, self.views.entries(facet, some)) for name, some in groups.items())

    def _term(self, facet: Facet, term: Term) -> Iterator[Leaf]:
        label = plain_text(term.label)
        for part in slices(term.papers, self.per_page):
            page = TermPage(self.views, facet, term, part)
            yield Leaf(
                key=page_key(f"{facet.name}/{term.slug}", part.number),
                template="term.html",
                title=self._paged(label, part.number),
                describe=page.describe,
                view=page.view,
                made_of=page.made_of,
                landing=f"{facet.name}/",
            )

    def _stats(self) -> Iterator[Leaf]:
        yield Leaf(
            key="stats/",
            template="stats.html",
            title=self.words("stats"),
            describe=lambda: self.words("stats.description"),
            view=lambda: stats_view(self.views, self.cache),
            landing="stats/",
        )
        if has_map(self.views):
            yield Leaf(
                key=MAP,
                template="stats_map.html",
                title=self.words("map"),
                describe=lambda: self.words("map.description"),
                view=lambda: map_view(self.views),
                landing="stats/",
            )

    def _shelf(self) -> Leaf:
        return Leaf(
            key="shelf/",
            template="shelf.html",
            title=self.words("shelf"),
            describe=lambda: self.words("shelf.description"),
            view=lambda: savings(self.views),  # the papers are in the reader's browser
            landing="shelf/",
        )

    def _search(self) -> Leaf:
        return Leaf(
            key=SEARCH,
            template="search.html",
            title=self.words("search"),
            describe=lambda: self.words("search.description"),
            view=lambda: search_view(self.views),
            landing=SEARCH,
        )

    def _section(self, facet: str, term: Term) -> str:
        if facet == "editions":
            return self.words(f"edition.{term.kind}")
        return term.initial if facet == "authors" else ""

    def _paged(self, title: str, number: int) -> str:
        if number == 1:
            return title
        return self.words("list.page", title=title, number=str(number))
