"""Views: each page's values, ready to be placed; templates decide nothing but order and markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.card import Card
from broadsheet.pages.cards import SEARCH, Cards
from broadsheet.pages.facet_entries import facet_entries, progress_of
from broadsheet.pages.facet_view import FacetEntry
from broadsheet.pages.front_page import front_page
from broadsheet.pages.front_view import FrontView
from broadsheet.pages.inner import FeedLink, FileLink, Inner, Join
from broadsheet.pages.insights import Insights
from broadsheet.pages.markup import inline, prose
from broadsheet.pages.orders import orders_of
from broadsheet.pages.pager import pager
from broadsheet.pages.paper_view import PaperView
from broadsheet.pages.paper_views import PaperViews
from broadsheet.pages.term_view import PapersView, TermView
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.tagging.facets import Facet, Facets, Term, newest_first
from broadsheet.tagging.landscape import Landscape
from broadsheet.tagging.paging import Slice
from broadsheet.tagging.vocabulary import Vocabulary

if TYPE_CHECKING:
    from broadsheet.exports.citations import Citations


class Views:
    """Makes the views of one collection; each card is made once, however many pages show it."""

    def __init__(
        self,
        catalogue: Catalogue,
        facets: Facets,
        vocabulary: Vocabulary,
        source_labels: Mapping[str, str],
        landscape: Callable[[], Landscape] = Landscape,
        words: Words = ENGLISH,
    ) -> None:
        self.catalogue = catalogue
        self.facets = facets
        self.vocabulary = vocabulary
        self.source_labels = source_labels
        self._landscape = landscape
        self.words = words
        self.feeds: Callable[[str], tuple[FeedLink, ...]] = lambda key: ()
        """Knows the feed of a list by the key of its page; the feeds put theirs here."""
        self.files: Callable[[str], tuple[FileLink, ...]] = lambda key: ()
        """Knows the files of a list's papers by its page's key; the exports put theirs here."""
        self.citations: Citations | None = None
        """Cites papers in the styles of the site; the exports put theirs here."""
        self.join = Join()
        """How readers follow the site; the feeds say."""
        self.cards = Cards(catalogue, facets, vocabulary, words)
        self.papers = PaperViews(self.cards, source_labels, landscape)
        self._known_orders: dict[str, tuple[str, ...]] = {}

    @cached_property
    def landscape(self) -> Landscape:
        """What is near what; whoever asks first waits for it."""
        return self._landscape()

    def settle(self) -> None:
        """Wait for what another process makes: those that will be forked from this one cannot."""
        self.papers.landscape = self.landscape

    def card(self, paper_id: str, note: str = "") -> Card:
        """Return a paper as it stands in lists; `note` is a reading list's word on it."""
        return self.cards.card(paper_id, note)

    def paper(self, paper: Paper) -> PaperView:
        """Return a paper as its own page shows it."""
        return self.papers.view(paper)

    def description(self, paper: Paper) -> str:
        """Return a paper in a sentence or two of plain text, for search engines and previews."""
        return self.papers.description(paper)

    def term(self, facet: Facet, term: Term, part: Slice[str]) -> TermView:
        """Return one page of a term's papers."""
        cards = (self.card(paper, term.notes.get(paper, "")) for paper in part.items)
        return self._term(facet, term, part, tuple(cards))

    def term_made_of(self, facet: Facet, term: Term, part: Slice[str]) -> tuple[object, ...]:
        """Return all that one page of a term's papers is made of."""
        cards = [(self.cards.digest(one), term.notes.get(one, "")) for one in part.items]
        return self._term(facet, term, part, ()), cards

    def _term(
        self, facet: Facet, term: Term, part: Slice[str], cards: tuple[Card, ...]
    ) -> TermView:
        older, newer = self._siblings(facet, term)
        insight = self._insights.of(facet, term)
        return TermView(
            kicker=Inner(self.words(f"facet.{facet.name}"), f"{facet.name}/"),
            heading=inline(term.label),
            description=prose(term.description) if part.number == 1 else Markup(""),
            above=self._above(facet, term),
            below=self._below(facet, term),
            count=len(term.papers),
            cards=cards,
            start=part.start,
            is_ordered=facet.name in ("collections", "editions"),
            older=older,
            newer=newer,
            pager=pager(f"{facet.name}/{term.slug}", part.total),
            current=part.number,
            years=insight.years,
            beside=insight.beside,
            namesakes=insight.namesakes,
            orcid=self._orcid(facet, term),
            sorts=self._sorts(facet, term, part),
            search=self._search(facet.name, term.slug) if part.total > 1 else "",
            progress=progress_of(facet, term),
            feeds=self.feeds(f"{facet.name}/{term.slug}"),
            files=self.files(f"{facet.name}/{term.slug}"),
            elsewhere=self._search(facet.name, term.slug).removesuffix("&"),
        )

    def _orcid(self, facet: Facet, term: Term) -> str:
        return self._insights.author(term).orcid if facet.name == "authors" else ""

    def _sorts(self, facet: Facet, term: Term, part: Slice[str]) -> tuple[str, ...]:
        first = "listed" if facet.name in ("collections", "editions") else "newest"
        return self._orders(f"{facet.name}/{term.slug}", term.papers, first, part)

    def _orders(
        self, key: str, papers: Iterable[str], first: str, part: Slice[str]
    ) -> tuple[str, ...]:
        """Return what a list is sorted by: search knows no titles, and a page only its own."""
        if key not in self._known_orders:  # else each page of a list would go through all of it
            self._known_orders[key] = orders_of(map(self.cards.places, papers), first)
        found = self._known_orders[key]
        if part.total == 1:
            return found
        return tuple(one for one in found if one != "title")

    def _search(self, facet: str, slug: str) -> str:
        """Return the search for a term's papers; empty where search knows no such terms."""
        names = {"topics": "topic", "venues": "venue", "authors": "author", "years": "year"}
        name = names.get(facet)
        return f"{SEARCH}?{name}={quote(slug)}&" if name else ""

    @cached_property
    def _insights(self) -> Insights:
        return Insights(self.catalogue, self.facets, self.cards.key)

    def _siblings(self, facet: Facet, term: Term) -> tuple[Inner | None, Inner | None]:
        if facet.name not in ("editions", "years"):
            return None, None
        at, kin = self._kin[term.slug]
        newer = self.cards.term(facet, kin[at - 1]) if at else None
        older = self.cards.term(facet, kin[at + 1]) if at + 1 < len(kin) else None
        return older, newer

    @cached_property
    def _kin(self) -> dict[str, tuple[int, Sequence[Term]]]:
        """Each edition and year with its place among its like; their slugs never meet."""
        groups: dict[str, list[Term]] = {}
        for facet in (self.facets.editions, self.facets.years):
            for term in facet.terms:
                groups.setdefault(f"{facet.name} {term.kind}", []).append(term)
        return {term.slug: (at, kin) for kin in groups.values() for at, term in enumerate(kin)}

    def _above(self, facet: Facet, term: Term) -> tuple[Inner, ...]:
        """Return the topics above one, the broadest first."""
        if not term.broader:
            return ()
        above = reversed(list(self.vocabulary.ancestors(term.slug)))
        return tuple(self.cards.term(facet, facet.by_slug[slug]) for slug in above)

    def _below(self, facet: Facet, term: Term) -> tuple[Inner, ...]:
        if facet.name == "topics":
            children = (facet.by_slug[tag.tag] for tag in self.vocabulary.children(term.slug))
            return tuple(self.cards.term(facet, child) for child in children)
        if facet.name == "editions" and term.kind != "day":
            days = {self.catalogue.by_id[paper].featured for paper in term.papers}
            slugs = sorted((day.isoformat() for day in days if day), reverse=True)
            return tuple(self.cards.term(facet, facet.by_slug[slug]) for slug in slugs)
        return ()

    def entries(self, facet: Facet, terms: Sequence[Term]) -> tuple[FacetEntry, ...]:
        """Return terms as the list of their facet shows them."""
        return facet_entries(self.cards, facet, terms)

    @cached_property
    def newest_first(self) -> list[Paper]:
        """Return all papers, the newest first."""
        return newest_first(self.catalogue.papers)

    def all_papers(self, part: Slice[str]) -> PapersView:
        """Return one page of the list of all papers."""
        return self._all_papers(part, tuple(map(self.card, part.items)))

    def all_papers_made_of(self, part: Slice[str]) -> tuple[object, ...]:
        """Return all that one page of the list of all papers is made of."""
        return self._all_papers(part, ()), list(map(self.cards.digest, part.items))

    def _all_papers(self, part: Slice[str], cards: tuple[Card, ...]) -> PapersView:
        return PapersView(
            count=len(self.catalogue.papers),
            cards=cards,
            pager=pager("papers/", part.total),
            current=part.number,
            sorts=self._orders("papers/", self.catalogue.by_id, "newest", part),
            search=f"{SEARCH}?" if part.total > 1 else "",
            feeds=self.feeds("papers/"),
            files=self.files("papers/"),
        )

    def front(self, title: str, curators: str, leads: int) -> FrontView:
        """Return the front page: the latest edition, else the newest papers."""
        return front_page(self, title, curators, leads)
