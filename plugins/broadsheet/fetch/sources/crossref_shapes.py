"""The shapes of Crossref's answers: what is read of them, each value perhaps missing.

https://api.crossref.org/swagger-ui/index.html
"""

from __future__ import annotations

from msgspec import Raw, Struct, field


class Envelope(Struct):
    """What is around every answer."""

    status: str | None = None
    kind: str | None = field(name="message-type", default=None)
    message: Raw = Raw(b"null")


class WorkList(Struct):
    """Several works."""

    items: list[Raw] | None = None


class Named(Struct):
    """What a work is told by, even if the rest of it cannot be read."""

    doi: str | None = field(name="DOI", default=None)


class DateSaid(Struct):
    """Year, month and day, as far as they are known."""

    parts: list[list[int | None]] | None = field(name="date-parts", default=None)


class Place(Struct):
    """An affiliation."""

    name: str | None = None


class PersonSaid(Struct):
    """An author."""

    family: str | None = None
    given: str | None = None
    name: str | None = None
    """A group's."""
    suffix: str | None = None
    orcid: str | None = field(name="ORCID", default=None)
    affiliation: list[Place] | None = None


class Update(Struct):
    """What became of the work later, and where that stands."""

    doi: str | None = field(name="DOI", default=None)
    type: str | None = None
    label: str | None = None
    updated: DateSaid | None = None


class Relation(Struct):
    """Another work."""

    id: str | None = None


class Event(Struct):
    """A conference."""

    name: str | None = None
    acronym: str | None = None


class LicenseSaid(Struct):
    """A licence, and of what."""

    url: str | None = field(name="URL", default=None)
    version: str | None = field(name="content-version", default=None)


class Work(Struct, rename="kebab"):
    """A work, all of it optional."""

    doi: str | None = field(name="DOI", default=None)
    title: list[str | None] | None = None
    subtitle: list[str | None] | None = None
    author: list[PersonSaid] | None = None
    published: DateSaid | None = None
    issued: DateSaid | None = None
    posted: DateSaid | None = None
    container_title: list[str | None] | None = None
    short_container_title: list[str | None] | None = None
    event: Event | None = None
    volume: str | None = None
    issue: str | None = None
    page: str | None = None
    article_number: str | None = None
    publisher: str | None = None
    type: str | None = None
    language: str | None = None
    license: list[LicenseSaid] | None = None
    is_referenced_by_count: int | None = None
    updated_by: list[Update] | None = None
    relation: dict[str, list[Relation]] | None = None
    abstract: str | None = None
