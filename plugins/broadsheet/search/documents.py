"""Documents: what is searched, one a paper and one a section of a hand-written page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from broadsheet.pages.markup import plain, shorten
from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue, names_of
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.search.sections import Section
from broadsheet.tagging.facets import Facets, venue_series

HAS = {
    "code": ("code",), "data": ("dataset",), "model": ("model",), "video": ("video",),
    "demo": ("demo",), "slides": ("slides", "poster"),
}  # fmt: skip
"""What `has:` asks for, and the kinds of links that answer it."""
TEASER = 110
"""Characters of text on a result's card."""


class Document(Struct, frozen=True, kw_only=True):
    """A thing to find: plain text throughout, in the order in which it weighs."""

    id: str
    kind: str = "paper"
    """`paper` or `page`."""
    url: str
    """Below the site's root; a section's ends in its anchor."""
    title: str
    authors: tuple[str, ...] = ()
    author_slugs: tuple[str, ...] = ()
    venue: str = ""
    venue_slug: str = ""
    date: str = ""
    """ISO 8601, as far as it is known."""
    featured: str = ""
    summary: str = ""
    abstract: str = ""
    topics: tuple[str, ...] = ()
    """Tags; those above them are not repeated."""
    labels: tuple[str, ...] = ()
    """The topics' labels, and the keywords."""
    names: tuple[str, ...] = ()
    """Every identifier with its kind: `arxiv:2405.21018`."""
    has: tuple[str, ...] = ()
    citations: int = 0
    votes: int = 0

    @property
    def year(self) -> int:
        """Return the year, 0 where it is not known."""
        return int(self.date[:4]) if self.date else 0

    @property
    def teaser(self) -> str:
        """Return the beginning of what the document says."""
        return shorten(self.summary or self.abstract, TEASER)


def paper_documents(catalogue: Catalogue, facets: Facets, urls: Urls) -> list[Document]:
    """Return the papers, the oldest first: a new paper leaves the numbers of the others alone."""
    labels = {term.slug: term.label for term in facets.topics.terms}
    order = sorted(catalogue.papers, key=lambda one: (_date(one), one.venue, one.id))
    return [_paper(one, facets, labels, urls) for one in order]


def page_documents(sections: Iterable[Section]) -> list[Document]:
    """Return the sections of hand-written pages."""
    return [
        Document(id=one.url, kind="page", url=one.url, title=one.title, abstract=one.text)
        for one in sections
    ]


def _date(paper: Paper) -> str:
    return paper.published.iso if paper.published else ""


def _paper(paper: Paper, facets: Facets, labels: dict[str, str], urls: Urls) -> Document:
    topics = tuple(one.tag for one in facets.assignments.get(paper.id, ()))
    kinds = {link.kind for link in paper.links}
    return Document(
        id=paper.id,
        url=urls.path(f"papers/{paper.id}"),
        title=plain_text(paper.title),
        authors=tuple(one.name for one in paper.authors),
        author_slugs=tuple(map(facets.identities.slug, paper.authors)),
        venue=paper.venue,
        venue_slug=facets.venue_slugs[venue_series(paper.venue)] if paper.venue else "",
        date=_date(paper),
        featured=paper.featured.isoformat() if paper.featured else "",
        summary=plain(paper.summary),
        abstract=plain_text(paper.abstract),
        topics=topics,
        labels=tuple(dict.fromkeys((*(labels[one] for one in topics), *paper.keywords))),
        names=tuple(names_of(paper.ids)),
        has=tuple(name for name, some in HAS.items() if kinds.intersection(some)),
        citations=_count(paper, "citations"),
        votes=_count(paper, "upvotes"),
    )


def _count(paper: Paper, kind: str) -> int:
    return max((one.value for one in paper.counts if one.kind == kind), default=0)
