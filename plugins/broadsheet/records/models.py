"""The values everything else speaks of: Record (curated), Facts (from a source), Paper (both merged)."""

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
    abstract: str = ""
    categories: tuple[str, ...] = ()
    awards: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()


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
    abstract: str = ""
    categories: tuple[str, ...] = ()
    """arXiv categories, the primary one first."""
    comment: str = ""
    journal_ref: str = ""
    license: str = ""
    """A URL."""
    withdrawn: str = ""
    """What the source says of the withdrawal; empty where there is none."""
    ids: Identifiers = Identifiers()
    links: tuple[Link, ...] = ()


class Provenance(Struct, frozen=True):
    """Who said a value, and on which day; curated values have no day."""

    source: str
    date: dt.date | None = None


class Paper(Struct, frozen=True, kw_only=True):
    """A paper as readers see it: curated values over fetched ones."""

    id: str
    ids: Identifiers
    origin: Origin
    title: str
    authors: tuple[Author, ...] = ()
    published: PartialDate | None = None
    updated: PartialDate | None = None
    version: int = 0
    featured: dt.date | None = None
    tags: tuple[str, ...] = ()
    summary: str = ""
    venue: str = ""
    abstract: str = ""
    categories: tuple[str, ...] = ()
    comment: str = ""
    journal_ref: str = ""
    license: str = ""
    withdrawn: str = ""
    awards: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    relations: tuple[Relation, ...] = ()
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    """The winner of each field that has a value."""

    def link(self, kind: str) -> str:
        """Return the first address of a kind, or empty text."""
        return next((link.url for link in self.links if link.kind == kind), "")
