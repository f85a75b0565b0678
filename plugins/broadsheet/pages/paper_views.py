"""Paper views: everything that the page of a paper says, in one value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct

from broadsheet.language.dates import day_text
from broadsheet.pages.cards import Bearings, Cards
from broadsheet.pages.comments import Giscus
from broadsheet.pages.forge import Forge
from broadsheet.pages.inner import Inner
from broadsheet.pages.links import identifier_links
from broadsheet.pages.markup import inline, paragraphs, plain, prose, shorten
from broadsheet.pages.notices import notice_views
from broadsheet.pages.numbers import number_views, repository_views, stars_text
from broadsheet.pages.paper_view import CitePanel, CommentsView, PaperView, RelatedView
from broadsheet.pages.provenance import provenance_rows
from broadsheet.pages.related import related_views
from broadsheet.pages.relations import Relations, both_ends
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.landscape import Landscape

DESCRIPTION = 155
"""Characters of a description that search engines show."""
_LONGEST_SUBJECT = 120


class Surroundings(Struct, frozen=True):
    """What the page of a paper says that the paper does not: the others around it."""

    bearings: Bearings
    edition: Inner | None
    before: Inner | None
    after: Inner | None
    lists: tuple[Inner, ...]
    relations: tuple[tuple[str, tuple[Inner, ...]], ...]
    related: tuple[RelatedView, ...]
    added_by: str
    discussion: str
    """The address of the talk about it."""
    cited_as: str
    """Its key in bibliographies."""


class PaperViews:
    """Makes the views of a collection's papers."""

    def __init__(
        self, cards: Cards, source_labels: Mapping[str, str], landscape: Callable[[], Landscape]
    ) -> None:
        self.cards = cards
        self.catalogue = cards.catalogue
        self.facets = cards.facets
        self.words = cards.words
        self.source_labels = source_labels
        self._landscape = landscape
        self.forge = Forge.at("")
        """Where mistakes are reported."""
        self.comments: Giscus | None = None
        self.cite: Callable[[Paper], tuple[CitePanel, ...]] = lambda paper: ()
        """Makes the citations of a paper's page; the exports put theirs here."""
        self.cited_as: Callable[[str], str] = lambda paper_id: ""
        """Knows a paper's key in bibliographies; the exports put theirs here."""
        self.added_by: Callable[[Paper], tuple[str, ...]] = lambda paper: (
            (paper.added_by,) if paper.added_by else ()
        )
        """Says whom a paper is owed to; the history knows more than the record."""

        self._described = ("", "")

    @cached_property
    def landscape(self) -> Landscape:
        """What is near what; whoever asks first waits for it."""
        return self._landscape()

    def view(self, paper: Paper) -> PaperView:
        """Return a paper as its own page shows it."""
        around = self.surroundings(paper)
        return PaperView(
            card=self.cards.card(paper.id),
            abstract=paragraphs(paper.abstract),
            abstract_writing=self.cards.writing.of(paper.abstract[:200], paper.language),
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
            edition=around.edition,
            before=around.before,
            after=around.after,
            lists=around.lists,
            relations=around.relations,
            related=around.related,
            facts=provenance_rows(paper, self.source_labels, self.words),
            numbers=number_views(paper, self.words),
            repositories=repository_views(paper),
            machine_summary=inline(paper.machine_summary),
            keywords=paper.keywords,
            stars=stars_text(paper, self.words),
            report=self._report(paper),
            added_by=around.added_by,
            comments=self._comments(paper, around),
            cite=self.cite(paper),
        )

    def made_of(self, paper: Paper) -> tuple[object, ...]:
        """Return all that the page of a paper is made of."""
        return self.catalogue.digest(paper.id), self.surroundings(paper)

    def surroundings(self, paper: Paper) -> Surroundings:
        """Return the others around a paper."""
        before, after = self._neighbours(paper)
        return Surroundings(
            bearings=self.cards.bearings(paper),
            edition=self._edition(paper),
            before=before,
            after=after,
            lists=self._lists.get(paper.id, ()),
            relations=self._relations(paper),
            related=related_views(self.landscape, paper.id, self.cards.paper),
            added_by=", ".join(self.added_by(paper)),
            discussion=self.comments.discussion(paper.id) if self.comments else "",
            cited_as=self.cited_as(paper.id),
        )

    def _report(self, paper: Paper) -> str:
        title = shorten(plain_text(paper.title), 120)
        return self.forge.report(
            paper.id,
            subject=self.words("paper.report.subject", title=title),
            text=self.words("paper.report.text", paper=paper.id),
        )

    def _comments(self, paper: Paper, around: Surroundings) -> CommentsView | None:
        if self.comments is None:
            return None
        return CommentsView(self.comments, paper.id, around.discussion)

    def description(self, paper: Paper) -> str:
        """Return a paper in a sentence or two of plain text, for search engines and previews."""
        if self._described[0] != paper.id:  # a page says it more than once
            self._described = (paper.id, self._description(paper))
        return self._described[1]

    @staticmethod
    def _description(paper: Paper) -> str:
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
        before = self.cards.paper(papers[at - 1]) if at else None
        after = self.cards.paper(papers[at + 1]) if at + 1 < len(papers) else None
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

    def _relations(self, paper: Paper) -> tuple[tuple[str, tuple[Inner, ...]], ...]:
        found = self._related.get(paper.id, {})
        return tuple(
            (self.words(said), tuple(map(self.cards.paper, ids))) for said, ids in found.items()
        )

    @cached_property
    def _related(self) -> dict[str, Relations]:
        return both_ends(self.catalogue)

    def _day(self, date: PartialDate | None) -> str:
        return day_text(date, self.words) if date else ""
