"""The values all else speaks of: Record (curated), Facts (from a source), Paper (both merged)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from msgspec import Struct, field

from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.names import Author

LINK_KINDS = (
    "pdf", "code", "project", "model", "dataset", "demo", "video", "slides", "poster", "blog",
)  # fmt: skip
RELATION_KINDS = ("supersedes", "extends", "compares")


class Link(Struct, frozen=True, order=True):
    """A web address that belongs to a paper; `kind` is one of LINK_KINDS."""

    kind: str
    url: str


class Relation(Struct, frozen=True, order=True):
    """What a paper is to another paper of the collection; `kind` is one of RELATION_KINDS."""

    kind: str
    target: str


NOTICE_KINDS = ("withdrawn", "retracted", "corrected", "replaced", "concern")
COUNT_KINDS = ("citations", "upvotes", "stars", "reactions")


class Notice(Struct, frozen=True, order=True):
    """What became of a paper after it came out; `kind` is one of NOTICE_KINDS."""

    kind: str
    text: str = ""
    """The source's own words."""
    date: PartialDate | None = None
    url: str = ""


class Count(Struct, frozen=True, order=True):
    """A number that grows, as it is now; `kind` is one of COUNT_KINDS."""

    kind: str
    value: int


class Reading(Struct, frozen=True, order=True):
    """A Count as it was on one day."""

    date: dt.date
    kind: str
    value: int


class Repository(Struct, frozen=True, order=True):
    """A code repository of a paper, as its forge knows it."""

    url: str
    license: str = ""
    """An SPDX id: `MIT`."""
    is_archived: bool = False
    moved_to: str = ""
    """The address it answers at now, where that is another."""


class Origin(Struct, frozen=True):
    """Where a record stands: a path below the project's root, a line from 1."""

    path: str
    line: int = 1


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paper as its curators wrote it; only `id`, `ids` and `origin` are always there."""

    id: str
    """What stands in the URL; never changes once published."""
    ids: Identifiers
    origin: Origin
    title: str = ""
    authors: tuple[Author, ...] = ()
    published: PartialDate | None = None
    featured: dt.date | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    venue: str = ""
    type: str = ""
    """A CSL type: `paper-conference`, `article-journal`, `article` (a preprint), `chapter`, …"""
    container_title: str = ""
    """The proceedings or journal in full."""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    """`12–34` or an article number."""
    publisher: str = ""
    language: str = ""
    """BCP 47: `en`, `ja`."""
    abstract: str = ""
    categories: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    added_by: str = ""
    """Who is thanked for it; else its commit's author is."""


class Facts(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one source says of a paper; a field left at its default was not said."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    published: PartialDate | None = None
    """The first version's day."""
    updated: PartialDate | None = None
    """The newest version's day."""
    version: int = 0
    """The newest version's number; 0 where the source has none."""
    venue: str = ""
    type: str = ""
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    language: str = ""
    abstract: str = ""
    categories: tuple[str, ...] = ()
    """arXiv categories, the primary one first."""
    comment: str = ""
    journal_ref: str = ""
    license: str = ""
    """A URL."""
    keywords: tuple[str, ...] = ()
    """The authors' or the source's subject words."""
    notices: tuple[Notice, ...] = ()
    counts: tuple[Count, ...] = ()
    repositories: tuple[Repository, ...] = ()
    machine_summary: str = ""
    """A model's words, not a person's; only kept where the settings ask for it."""
    ids: Identifiers = Identifiers()
    links: tuple[Link, ...] = ()


class Provenance(Struct, frozen=True):
    """Who said a value, and on which day; curated values have no day."""

    source: str
    date: dt.date | None = None


class Paper(Facts, frozen=True, kw_only=True, omit_defaults=False):
    """A paper as readers see it: facts, curated before fetched, and what curators alone say."""

    id: str
    origin: Origin
    featured: dt.date | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    readings: tuple[Reading, ...] = ()
    """The counts over time, oldest first."""
    awards: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    added_by: str = ""
    """As the record says; git may know it where this is empty."""
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """The winner of each field that has a value."""

    def link(self, kind: str) -> str:
        """Return the first address of a kind, or empty text."""
        return next((link.url for link in self.links if link.kind == kind), "")
