"""Views: each page's values, ready to be placed; templates decide nothing but order and markup."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from markupsafe import Markup
from msgspec.structs import replace

from broadsheet.language.dates import day_text
from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.insights import Insights
from broadsheet.pages.links import identifier_links, record_links
from broadsheet.pages.markup import inline, paragraphs, plain, prose, shorten, teaser
from broadsheet.pages.notices import notice_badges, notice_views
from broadsheet.pages.numbers import number_views, repository_views, trend_reason
from broadsheet.pages.pager import pager
from broadsheet.pages.provenance import provenance_rows
from broadsheet.pages.related import related_views
from broadsheet.pages.relations import Relations, both_ends
from broadsheet.pages.view_types import (
    Card,
    CitePanel,
    FacetEntry,
    FeedLink,
    FrontView,
    Inner,
    Join,
    PapersView,
    PaperView,
    TermView,
    TrendView,
)
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Facets, Term, newest_first, venue_series
from broadsheet.tagging.landscape import Landscape
from broadsheet.tagging.paging import Slice
from broadsheet.tagging.trending import trending
from broadsheet.tagging.vocabulary import Vocabulary

_TEASER = 320
_TRENDING = 5
DESCRIPTION = 155
"""Characters of a description that search engines show."""


class Views:
    """Makes the views of one collection; each card is made once, however many pages show it."""

    def __init__(
        self,
        catalogue: Catalogue,
        facets: Facets,
        vocabulary: Vocabulary,
        source_labels: Mapping[str, str],
        landscape: Landscape | None = None,
        words: Words = ENGLISH,
    ) -> None:
        self.catalogue = catalogue
        self.facets = facets
        self.vocabulary = vocabulary
        self.source_labels = source_labels
        self.landscape = landscape or Landscape()
        self.words = words
        self.cite: Callable[[Paper], tuple[CitePanel, ...]] = lambda paper: ()
        """Makes the citations of a paper's page; the exports put theirs here."""
        self.feeds: Callable[[str], tuple[FeedLink, ...]] = lambda key: ()
        """Knows the feed of a list by the key of its page; the feeds put theirs here."""
        self.join = Join()
        """How readers follow the site; the feeds say."""
        self._cards: dict[str, Card] = {}

    def card(self, paper_id: str, note: str = "") -> Card:
        """Return a paper as it stands in lists; `note` is a reading list's word on it."""
        if note:
            return replace(self.card(paper_id), note=prose(note))
        if paper_id not in self._cards:
            self._cards[paper_id] = self._card(self.catalogue.by_id[paper_id])
        return self._cards[paper_id]

    def _card(self, paper: Paper) -> Card:
        return Card(
            key=f"papers/{paper.id}",
            title=inline(paper.title),
            authors=tuple(
                Inner(one.name, f"authors/{self.facets.identities.slug(one)}")
                for one in paper.authors
            ),
            venue=self._venue(paper),
            date=self._day(paper.published),
            text=prose(paper.summary) or paragraphs(teaser(paper.abstract, _TEASER)),
            topics=tuple(
                Inner(self.vocabulary.tags[one.tag].label, f"topics/{one.tag}", one.reason)
                for one in self.facets.assignments.get(paper.id, ())
            ),
            links=record_links(paper, self.words),
            is_new=paper.featured is not None and paper.featured == self._latest,
            badges=notice_badges(paper, self.words),
        )

    @cached_property
    def _latest(self) -> dt.date | None:
        """The day of the latest edition; with but one edition everything would be new."""
        days = {paper.featured for paper in self.catalogue.papers if paper.featured}
        return max(days) if len(days) > 1 else None

    def _day(self, date: PartialDate | None) -> str:
        return day_text(date, self.words) if date else ""

    def _venue(self, paper: Paper) -> Inner | None:
        if not paper.venue:
            return None
        slug = self.facets.venue_slugs[venue_series(paper.venue)]
        return Inner(paper.venue, f"venues/{slug}")

    def paper(self, paper: Paper) -> PaperView:
        """Return a paper as its own page shows it."""
        before, after = self._neighbours(paper)
        return PaperView(
            card=self.card(paper.id),
            abstract=paragraphs(paper.abstract),
            summary=prose(paper.summary),
            identifiers=identifier_links(paper.ids, self.words),
            categories=paper.categories,
            published=self._day(paper.published),
            updated=self._day(paper.updated),
            version=paper.version,
            comment=inline(paper.comment),
            journal_ref=inline(paper.journal_ref),
            license=paper.license,
            notices=notice_views(paper, self.words),
            awards=paper.awards,
            edition=self._edition(paper),
            before=before,
            after=after,
            lists=self._lists.get(paper.id, ()),
            relations=self._relations(paper),
            related=related_views(self.landscape, paper.id, self._inner),
            facts=provenance_rows(paper, self.source_labels, self.words),
            numbers=number_views(paper, self.words),
            repositories=repository_views(paper),
            machine_summary=inline(paper.machine_summary),
            keywords=paper.keywords,
            cite=self.cite(paper),
        )

    def description(self, paper: Paper) -> str:
        """Return a paper in a sentence or two of plain text, for search engines and previews."""
        text = plain(paper.summary) if paper.summary else plain_text(paper.abstract)
        authors = ", ".join(one.name for one in paper.authors[:3])
        return shorten(text or f"{plain_text(paper.title)}. {authors}".strip(". "), DESCRIPTION)

    def _edition(self, paper: Paper) -> Inner | None:
        if paper.featured is None:
            return None
        term = self.facets.editions.by_slug[paper.featured.isoformat()]
        return Inner(term.label, f"editions/{term.slug}")

    def _neighbours(self, paper: Paper) -> tuple[Inner | None, Inner | None]:
        """Return the papers before and after one in its edition."""
        if paper.featured is None:
            return None, None
        papers = self.facets.editions.by_slug[paper.featured.isoformat()].papers
        at = self._places_in_editions[paper.id]
        before = self._inner(papers[at - 1]) if at else None
        after = self._inner(papers[at + 1]) if at + 1 < len(papers) else None
        return before, after

    @cached_property
    def _places_in_editions(self) -> dict[str, int]:
        days = (term for term in self.facets.editions.terms if term.kind == "day")
        return {paper: at for term in days for at, paper in enumerate(term.papers)}

    @cached_property
    def _lists(self) -> dict[str, tuple[Inner, ...]]:
        lists: dict[str, tuple[Inner, ...]] = {}
        for term in self.facets.collections.terms:
            for paper in term.papers:
                link = Inner(term.label, f"collections/{term.slug}")
                lists[paper] = (*lists.get(paper, ()), link)
        return lists

    def _inner(self, paper_id: str) -> Inner:
        title = plain_text(self.catalogue.by_id[paper_id].title)
        return Inner(title, f"papers/{paper_id}")

    def _relations(self, paper: Paper) -> tuple[tuple[str, tuple[Inner, ...]], ...]:
        found = self._related.get(paper.id, {})
        return tuple(
            (self.words(said), tuple(map(self._inner, ids))) for said, ids in found.items()
        )

    @cached_property
    def _related(self) -> dict[str, Relations]:
        return both_ends(self.catalogue)

    def term(self, facet: Facet, term: Term, part: Slice[str]) -> TermView:
        """Return one page of a term's papers."""
        older, newer = self._siblings(facet, term)
        return TermView(
            kicker=Inner(self.words(f"facet.{facet.name}"), f"{facet.name}/"),
            heading=inline(term.label),
            description=prose(term.description) if part.number == 1 else Markup(""),
            above=self._above(facet, term),
            below=self._below(facet, term),
            count=len(term.papers),
            cards=tuple(self.card(paper, term.notes.get(paper, "")) for paper in part.items),
            start=part.start,
            is_ordered=facet.name in ("collections", "editions"),
            older=older,
            newer=newer,
            pager=pager(f"{facet.name}/{term.slug}", part.total),
            current=part.number,
            years=self._insights.years(term) if facet.name in ("topics", "venues") else (),
            beside=self._insights.beside(facet, term),
            namesakes=self._insights.namesakes(facet, term),
            feeds=self.feeds(f"{facet.name}/{term.slug}"),
        )

    @cached_property
    def _insights(self) -> Insights:
        return Insights(self.catalogue, self.facets)

    def _siblings(self, facet: Facet, term: Term) -> tuple[Inner | None, Inner | None]:
        if facet.name not in ("editions", "years"):
            return None, None
        at, kin = self._kin[term.slug]
        newer = _term_link(facet, kin[at - 1]) if at else None
        older = _term_link(facet, kin[at + 1]) if at + 1 < len(kin) else None
        return older, newer

    @cached_property
    def _kin(self) -> dict[str, tuple[int, Sequence[Term]]]:
        """Each edition and year with its place among its like; their slugs never meet."""
        groups: dict[str, list[Term]] = {}
        for facet in (self.facets.editions, self.facets.years):
            for term in facet.terms:
                groups.setdefault(f"{facet.name} {term.kind}", []).append(term)
        return {term.slug: (at, kin) for kin in groups.values() for at, term in enumerate(kin)}

    @staticmethod
    def _above(facet: Facet, term: Term) -> tuple[Inner, ...]:
        return (_term_link(facet, facet.by_slug[term.broader]),) if term.broader else ()

    def _below(self, facet: Facet, term: Term) -> tuple[Inner, ...]:
        if facet.name == "topics":
            children = (facet.by_slug[tag.tag] for tag in self.vocabulary.children(term.slug))
            return tuple(_term_link(facet, child) for child in children)
        if facet.name == "editions" and term.kind != "day":
            days = {self.catalogue.by_id[paper].featured for paper in term.papers}
            slugs = sorted((day.isoformat() for day in days if day), reverse=True)
            return tuple(_term_link(facet, facet.by_slug[slug]) for slug in slugs)
        return ()

    def entries(self, facet: Facet, terms: Sequence[Term]) -> tuple[FacetEntry, ...]:
        """Return terms as the list of their facet shows them."""
        return tuple(
            FacetEntry(
                _term_link(facet, term),
                prose(term.description),
                self._below(facet, term) if facet.name == "topics" else (),
            )
            for term in terms
        )

    @cached_property
    def newest_first(self) -> list[Paper]:
        """Return all papers, the newest first."""
        return newest_first(self.catalogue.papers)

    def all_papers(self, part: Slice[str]) -> PapersView:
        """Return one page of the list of all papers."""
        return PapersView(
            count=len(self.catalogue.papers),
            cards=tuple(map(self.card, part.items)),
            pager=pager("papers/", part.total),
            current=part.number,
            feeds=self.feeds("papers/"),
        )

    def front(self, title: str, curators: str, leads: int) -> FrontView:
        """Return the front page: the latest edition, else the newest papers."""
        days = [term for term in self.facets.editions.terms if term.kind == "day"]
        latest = days[0] if days else None
        papers = latest.papers if latest else [one.id for one in self.newest_first[:20]]
        cards = tuple(map(self.card, papers))
        broad = [term for term in self.facets.topics.terms if not term.broader and term.papers]
        return FrontView(
            title=title,
            dateline=latest.label if latest else "",
            number=len(days),
            count=len(papers),
            curators=curators,
            edition=_term_link(self.facets.editions, latest) if latest else None,
            lead=cards[:leads],
            rest=cards[leads:],
            older=_term_link(self.facets.editions, days[1]) if len(days) > 1 else None,
            trending=self._trending(),
            topics=self.entries(self.facets.topics, broad),
            lists=self.entries(self.facets.collections, self.facets.collections.terms),
            join=self.join,
        )

    def _trending(self) -> tuple[TrendView, ...]:
        found = trending(self.catalogue.papers, _TRENDING)
        return tuple(
            TrendView(self._inner(one.paper), trend_reason(one, self.words)) for one in found
        )


def _term_link(facet: Facet, term: Term) -> Inner:
    return Inner(plain_text(term.label), f"{facet.name}/{term.slug}", count=len(term.papers))
