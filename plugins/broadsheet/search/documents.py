"""Documents: what is searched, one a paper and one a section of a hand-written page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


class Standing(Struct, frozen=True):
    """What a collection says of a paper."""

    topics: tuple[str, ...]
    author_slugs: tuple[str, ...]
    venue_slug: str

    @classmethod
    def of(cls, paper: Paper, facets: Facets) -> Standing:
        """Look a paper up among the facets."""
        return cls(
            tuple(one.tag for one in facets.assignments.get(paper.id, ())),
            tuple(map(facets.identities.slug, paper.authors)),
            facets.venue_slugs[venue_series(paper.venue)] if paper.venue else "",
        )


def paper_documents(catalogue: Catalogue, facets: Facets, urls: Urls) -> list[Document]:
    """Return the papers in their order."""
    labels = topic_labels(facets)
    return [
        paper_document(one, Standing.of(one, facets), labels, urls)
        for one in paper_order(catalogue)
    ]


def paper_order(catalogue: Catalogue) -> list[Paper]:
    """Return the papers, the oldest first: a new paper leaves the numbers of the others alone."""
    return sorted(catalogue.papers, key=lambda one: (_date(one), one.venue, one.id))


def topic_labels(facets: Facets) -> dict[str, str]:
    """Return what topics are called."""
    return {term.slug: term.label for term in facets.topics.terms}


def page_documents(sections: Iterable[Section]) -> list[Document]:
    """Return the sections of hand-written pages."""
    return [
        Document(id=one.url, kind="page", url=one.url, title=one.title, abstract=one.text)
        for one in sections
    ]


def _date(paper: Paper) -> str:
    return paper.published.iso if paper.published else ""


def paper_document(
    paper: Paper, standing: Standing, labels: Mapping[str, str], urls: Urls
) -> Document:
    """Return a paper as it is searched; `labels` are those of topics."""
    topics = standing.topics
    kinds = {link.kind for link in paper.links}
    return Document(
        id=paper.id,
        url=urls.path(f"papers/{paper.id}"),
        title=plain_text(paper.title),
        authors=tuple(one.name for one in paper.authors),
        author_slugs=standing.author_slugs,
        venue=paper.venue,
        venue_slug=standing.venue_slug,
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
