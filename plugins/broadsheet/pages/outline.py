"""The outline: every generated page of a site, in order, each with what it needs to be rendered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.pages.calendar import months
from broadsheet.pages.markup import plain, shorten
from broadsheet.pages.pager import page_key, pager
from broadsheet.pages.stats.map import map_view
from broadsheet.pages.stats.page import MAP, has_map, stats_view
from broadsheet.pages.view_types import FacetEntry, FacetView, TermView
from broadsheet.pages.views import DESCRIPTION, Views
from broadsheet.records.models import Origin, Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term
from broadsheet.tagging.paging import slices

_HEADINGS = {
    "editions": ("Editions", "Every day, week and month of papers, the latest first."),
    "topics": ("Topics", "What the papers are about, from the broad to the narrow."),
    "authors": ("Authors", "Everyone who wrote a paper of this collection, by family name."),
    "venues": ("Venues", "The conferences and journals where the papers were published."),
    "years": ("Years", "The papers by the year in which they first appeared."),
    "collections": ("Reading lists", "Papers in an order, with a word on why each is there."),
}
_EDITION_KINDS = {"day": "Daily", "week": "Weekly", "month": "Monthly"}
_TERM_DESCRIPTIONS = {
    "editions": "The edition of {label}: {papers}.",
    "authors": "{papers} by {label}.",
    "venues": "{papers} published at {label}.",
    "years": "{papers} of {label}.",
    "collections": "{label}: a reading list of {papers}.",
}
_DENSE = 2_000
"""Terms on one page of a long facet: an author takes a line of about 100 bytes."""


class Leaf(Struct, frozen=True, kw_only=True):
    """One page: `key` is its place, `view` makes its values when it is rendered."""

    key: str
    template: str
    title: str
    """Plain text."""
    description: str
    view: Callable[[], object]
    landing: str
    """The key of the landing page it belongs to; its own for a landing page."""
    paper: Paper | None = None
    origin: Origin | None = None
    """The file to edit, where there is one."""


_SHELF = Leaf(
    key="shelf/",
    template="shelf.html",
    title="My shelf",
    description="The papers you starred or read, and your notes, kept in your browser alone.",
    view=lambda: None,  # all there is to show is in the reader's browser
    landing="shelf/",
)


class Outline:
    """Lays out the pages of one collection."""

    def __init__(self, views: Views, per_page: int, cache: Path | None = None) -> None:
        self.views = views
        self.per_page = per_page
        self.cache = cache

    def __iter__(self) -> Iterator[Leaf]:
        """Yield every page: the papers, their full list, then each facet with its terms."""
        yield from self._papers()
        yield from self._all_papers()
        for facet in self.views.facets:
            yield from self._landing(facet)
            for term in facet.terms:
                yield from self._term(facet, term)
        yield from self._stats()
        yield _SHELF

    def front(self, title: str, curators: str, leads: int) -> Leaf:
        """Return the front page of a site whose authors wrote none."""
        return Leaf(
            key="",
            template="front.html",
            title=title,
            description="",
            view=lambda: self.views.front(title, curators, leads),
            landing="",
        )

    def _papers(self) -> Iterator[Leaf]:
        for paper in self.views.catalogue.papers:
            yield Leaf(
                key=f"papers/{paper.id}",
                template="paper.html",
                title=plain_text(paper.title),
                description=self.views.description(paper),
                view=lambda paper=paper: self.views.paper(paper),  # type: ignore[misc]
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
                title=_paged("All papers", part.number),
                description=f"{_count(papers)} in this collection, the newest first.",
                view=lambda part=part: self.views.all_papers(part),  # type: ignore[misc]
                landing="papers/",
            )

    def _landing(self, facet: Facet) -> Iterator[Leaf]:
        heading, introduction = _HEADINGS[facet.name]
        for part in slices(facet.terms, _DENSE):
            yield Leaf(
                key=page_key(f"{facet.name}/", part.number),
                template="facet.html",
                title=_paged(heading, part.number),
                description=introduction,
                view=lambda part=part: FacetView(  # type: ignore[misc]
                    name=facet.name,
                    heading=heading,
                    introduction=introduction,
                    sections=self._sections(facet, part.items),
                    months=months(facet.terms) if facet.name == "editions" else (),
                    pager=pager(f"{facet.name}/", part.total),
                    current=part.number,
                ),
                landing=f"{facet.name}/",
            )

    def _sections(
        self, facet: Facet, terms: Sequence[Term]
    ) -> tuple[tuple[str, tuple[FacetEntry, ...]], ...]:
        """Put the terms of a landing page under headings: letters, kinds of edition, or none."""
        groups: dict[str, list[Term]] = {}
        for term in terms:
            if facet.name == "topics" and term.broader:
                continue
            groups.setdefault(_section(facet.name, term), []).append(term)
        return tuple((name, self.views.entries(facet, some)) for name, some in groups.items())

    def _term(self, facet: Facet, term: Term) -> Iterator[Leaf]:
        heading = _HEADINGS[facet.name][0]
        label = plain_text(term.label)
        for part in slices(term.papers, self.per_page):

            def view(part=part) -> TermView:  # type: ignore[no-untyped-def]  # noqa: ANN001
                return self.views.term(facet, term, part, heading)

            yield Leaf(
                key=page_key(f"{facet.name}/{term.slug}", part.number),
                template="term.html",
                title=_paged(label, part.number),
                description=_term_description(facet.name, label, term),
                view=view,
                landing=f"{facet.name}/",
            )

    def _stats(self) -> Iterator[Leaf]:
        yield Leaf(
            key="stats/",
            template="stats.html",
            title="Statistics",
            description="The papers by year, topic, venue and author, and what they link to.",
            view=lambda: stats_view(self.views, self.cache),
            landing="stats/",
        )
        if has_map(self.views):
            yield Leaf(
                key=MAP.key,
                template="stats_map.html",
                title=MAP.label,
                description="The papers on a plane: those that say alike stand close together.",
                view=lambda: map_view(self.views),
                landing="stats/",
            )


def _section(facet: str, term: Term) -> str:
    if facet == "editions":
        return _EDITION_KINDS[term.kind]
    if facet == "authors":
        return term.initial
    return ""


def _paged(title: str, number: int) -> str:
    return title if number == 1 else f"{title}, page {number}"


def _term_description(facet: str, label: str, term: Term) -> str:
    papers = _count(term.papers)
    if facet == "topics":
        return shorten(f"{label}: {papers}. {plain(term.description)}", DESCRIPTION)
    return shorten(_TERM_DESCRIPTIONS[facet].format(label=label, papers=papers), DESCRIPTION)


def _count(papers: Sequence[str]) -> str:
    return "1 paper" if len(papers) == 1 else f"{len(papers)} papers"
