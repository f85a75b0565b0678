"""A paper on its own page, as templates place it."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.card import Card
from broadsheet.pages.comments import Giscus
from broadsheet.pages.inner import Inner
from broadsheet.pages.links import Link


class Fact(Struct, frozen=True):
    """Where one value of a paper came from, and when."""

    field: str
    source: str
    date: str


class NumberView(Struct, frozen=True):
    """A count with its day: `1,204 stars`, `24 November 2026`."""

    label: str
    date: str


class CommentsView(Struct, frozen=True):
    """The talk about a paper: what giscus is told, once a reader asks for it."""

    giscus: Giscus
    term: str
    """What the discussion is called: the paper's id."""
    url: str
    """Where it is found without a script."""


class RepositoryView(Struct, frozen=True):
    """A code repository of a paper."""

    label: str
    url: str
    license: str
    is_archived: bool
    is_moved: bool


class NoticeView(Struct, frozen=True):
    """What became of a paper, with its source's words."""

    label: str
    text: Markup
    date: str
    url: str


class RelatedView(Struct, frozen=True):
    """A paper near the one that is shown, and what both are about."""

    paper: Inner
    terms: tuple[str, ...]


class CitePanel(Struct, frozen=True):
    """A paper's citation in one format."""

    label: str
    text: Markup | str
    file: str = ""
    """What it is called as a download; empty for what is only read and copied."""
    media_type: str = ""
    path: str = ""
    """Where in the site it is kept as a file, in place of a text."""


class PaperView(Struct, frozen=True, kw_only=True):
    """A paper on its own page."""

    card: Card
    abstract: Markup
    abstract_writing: Markup
    summary: Markup
    identifiers: tuple[Link, ...]
    categories: tuple[str, ...]
    published: str
    updated: str
    version: int
    comment: Markup
    journal_ref: Markup
    license: str
    notices: tuple[NoticeView, ...]
    awards: tuple[str, ...]
    edition: Inner | None
    before: Inner | None
    """The paper before it in its edition."""
    after: Inner | None
    lists: tuple[Inner, ...]
    relations: tuple[tuple[str, tuple[Inner, ...]], ...]
    related: tuple[RelatedView, ...]
    """The papers nearest to it by their words, the nearest first."""
    facts: tuple[Fact, ...]
    numbers: tuple[NumberView, ...]
    repositories: tuple[RepositoryView, ...]
    machine_summary: Markup
    keywords: tuple[str, ...]
    stars: tuple[str, str] = ("", "")
    """How many of its code, and that with the day, in words."""
    report: str = ""
    """Where a mistake in the record is reported; empty where no forge is known."""
    comments: CommentsView | None = None
    cite: tuple[CitePanel, ...] = ()
    added_by: str = ""
    """Names, with commas between them."""

    @property
    def has_version(self) -> bool:
        """Tell whether there is more to say of the version than that it came out."""
        return self.version > 1 or bool(self.updated and self.updated != self.published)

    @property
    def has_details(self) -> bool:
        """Tell whether anything is known beyond authors, venue and day."""
        more = (self.identifiers, self.categories, self.journal_ref, self.comment, self.license)
        return self.has_version or any(more)
