"""The pages of which there are many, as their leaves ask for them; each is kept small."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.language.words import Words
from broadsheet.pages.markup import plain, shorten
from broadsheet.pages.paper_view import PaperView
from broadsheet.pages.paper_views import DESCRIPTION
from broadsheet.pages.term_view import TermView
from broadsheet.pages.views import Views
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.facets import Facet, Term
from broadsheet.tagging.paging import Slice


class PaperPage(Struct, frozen=True):
    """The page of a paper."""

    views: Views
    paper: Paper

    def describe(self) -> str:
        """Return the paper in a sentence."""
        return self.views.description(self.paper)

    def view(self) -> PaperView:
        """Return the paper as its page shows it."""
        return self.views.paper(self.paper)

    def made_of(self) -> tuple[object, ...]:
        """Return all that the page is made of."""
        return self.views.papers.made_of(self.paper)


class TermPage(Struct, frozen=True):
    """One page of a term's papers."""

    views: Views
    facet: Facet
    term: Term
    part: Slice[str]

    def describe(self) -> str:
        """Return the term in a sentence."""
        text = term_text(self.facet.name, self.term, self.views.words)
        return shorten(text, DESCRIPTION)

    def view(self) -> TermView:
        """Return the term as its page shows it."""
        return self.views.term(self.facet, self.term, self.part)

    def made_of(self) -> tuple[object, ...]:
        """Return all that the page is made of."""
        return self.views.term_made_of(self.facet, self.term, self.part)


def term_text(facet: str, term: Term, words: Words) -> str:
    """Return what a term of a facet is and how many papers it has, in plain text."""
    label, papers = plain_text(term.label), words("papers", count=len(term.papers))
    return words(f"term.{facet}", label=label, papers=papers, text=plain(term.description)).rstrip()
