"""Cards: papers as they stand in lists, and links to them; each is made once."""

from __future__ import annotations

import datetime as dt
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.digests import digest_of
from broadsheet.language.dates import day_text
from broadsheet.language.words import Words
from broadsheet.pages.card import Card
from broadsheet.pages.inner import Inner
from broadsheet.pages.links import record_links
from broadsheet.pages.markup import inline, paragraphs, prose, teaser
from broadsheet.pages.notices import notice_badges
from broadsheet.pages.orders import Places, places
from broadsheet.pages.writing import Writing
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Facets, Term, venue_series
from broadsheet.tagging.vocabulary import Vocabulary

_TEASER = 320
_MANY_AUTHORS = 5_000
"""In a large collection most have one paper: their pages would be half of the site."""
_LONG_TITLE = 180
"""Characters; nine of ten titles have at most 110."""
SEARCH = "search/"
"""The key of the page that searches: it sorts long lists, and stands for authors without a page."""


class Bearings(Struct, frozen=True):
    """What a card says of a paper that the paper does not: where it stands among the others."""

    authors: tuple[Inner, ...] = ()
    venue: Inner | None = None
    topics: tuple[Inner, ...] = ()
    is_new: bool = False


class Cards:
    """Makes the cards of one collection."""

    def __init__(
        self, catalogue: Catalogue, facets: Facets, vocabulary: Vocabulary, words: Words
    ) -> None:
        self.catalogue = catalogue
        self.facets = facets
        self.vocabulary = vocabulary
        self.words = words
        self.writing = Writing(words)
        self.author_pages_from = 2 if len(facets.authors.terms) > _MANY_AUTHORS else 1
        """Papers that an author needs for a page of their own; search stands for the others'."""
        self._cards: dict[str, Card] = {}
        self._digests: dict[str, bytes] = {}
        self._taken = ("", Bearings())
        self._papers: dict[str, Inner] = {}
        self._places: dict[str, Places] = {}
        self._authors: dict[Author, Inner] = {}

    def card(self, paper_id: str, note: str = "") -> Card:
        """Return a paper as it stands in lists; `note` is a reading list's word on it."""
        if note:
            return replace(self.card(paper_id), note=prose(note))
        if paper_id not in self._cards:
            self._cards[paper_id] = self._card(self.catalogue.by_id[paper_id])
        return self._cards[paper_id]

    def digest(self, paper_id: str) -> bytes:
        """Return a digest of all that the card of a paper is made of."""
        if paper_id not in self._digests:
            bearings = self.bearings(self.catalogue.by_id[paper_id])
            self._digests[paper_id] = digest_of(self.catalogue.digest(paper_id), bearings)
        return self._digests[paper_id]

    def bearings(self, paper: Paper) -> Bearings:
        """Return where a paper stands among the others."""
        if self._taken[0] != paper.id:  # several ask for those of one paper, one after the other
            self._taken = (paper.id, self._bearings(paper))
        return self._taken[1]

    def _bearings(self, paper: Paper) -> Bearings:
        return Bearings(
            authors=tuple(map(self.author, paper.authors)),
            venue=self._venue(paper),
            topics=self.topics(paper),
            is_new=paper.featured is not None and paper.featured == self._latest,
        )

    def _card(self, paper: Paper) -> Card:
        bearings = self.bearings(paper)
        writing = self.writing.of(paper.title, paper.language)
        summary = prose(paper.summary)
        return Card(
            key=f"papers/{paper.id}",
            title=inline(paper.title),
            is_long=len(paper.title) > _LONG_TITLE,
            writing=writing,
            authors=bearings.authors,
            venue=bearings.venue,
            date=day_text(paper.published, self.words) if paper.published else "",
            text=summary or paragraphs(teaser(paper.abstract, _TEASER)),
            text_writing=self.writing.of(paper.summary or paper.abstract[:200], paper.language),
            topics=bearings.topics,
            links=record_links(paper, self.words),
            is_new=bearings.is_new,
            badges=notice_badges(paper, self.words),
            order=self.places(paper.id),
        )

    @cached_property
    def _latest(self) -> dt.date | None:
        """The day of the latest edition; with but one edition everything would be new."""
        days = {paper.featured for paper in self.catalogue.papers if paper.featured}
        return max(days) if len(days) > 1 else None

    def _venue(self, paper: Paper) -> Inner | None:
        if not paper.venue:
            return None
        slug = self.facets.venue_slugs[venue_series(paper.venue)]
        return Inner(paper.venue, f"venues/{slug}")

    def topics(self, paper: Paper) -> tuple[Inner, ...]:
        """Return the links to a paper's topics."""
        return tuple(
            Inner(self.vocabulary.tags[one.tag].label, f"topics/{one.tag}", one.reason)
            for one in self.facets.assignments.get(paper.id, ())
        )

    def author(self, author: Author) -> Inner:
        """Return the link to an author's papers."""
        if author not in self._authors:
            key = self.key("authors", self.facets.identities.slug(author))
            self._authors[author] = Inner(author.name, key)
        return self._authors[author]

    def places(self, paper_id: str) -> Places:
        """Return where a paper stands in the orders of lists."""
        if paper_id not in self._places:
            self._places[paper_id] = places(self.catalogue.by_id[paper_id])
        return self._places[paper_id]

    def paper(self, paper_id: str) -> Inner:
        """Return the link to a paper, by its title."""
        if paper_id not in self._papers:
            paper = self.catalogue.by_id[paper_id]
            writing = self.writing.of(paper.title, paper.language)
            link = Inner(plain_text(paper.title), f"papers/{paper_id}", writing=writing)
            self._papers[paper_id] = link
        return self._papers[paper_id]

    def term(self, facet: Facet, term: Term) -> Inner:
        """Return the link to a term, with the count of its papers."""
        key = self.key(facet.name, term.slug)
        if len(term.papers) == 1 and key.startswith(SEARCH):
            key = f"papers/{term.papers[0]}"  # which readers without scripts reach as well
        return Inner(plain_text(term.label), key, count=len(term.papers))

    def has_page(self, facet: str, slug: str) -> bool:
        """Tell whether a term has a page of its own."""
        if facet != "authors" or self.author_pages_from <= 1:
            return True
        return len(self.facets.authors.by_slug[slug].papers) >= self.author_pages_from

    def key(self, facet: str, slug: str) -> str:
        """Return the key of a term's page, or of the search for its papers."""
        return f"{facet}/{slug}" if self.has_page(facet, slug) else f"{SEARCH}?author={slug}"
