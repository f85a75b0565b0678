"""The shapes of OpenAlex's answers: what is read of them, each value perhaps missing.

https://developers.openalex.org/api-reference/works
"""

from __future__ import annotations

from msgspec import Raw, Struct


class Refusal(Struct):
    """Why there is no answer."""

    error: str | None = None
    message: str | None = None


class WorkList(Struct):
    """Several works."""

    results: list[Raw] | None = None
    error: str | None = None
    message: str | None = None


class Named(Struct):
    """What a work is told by, even if the rest of it cannot be read."""

    id: str | None = None
    doi: str | None = None


class PersonSaid(Struct):
    """An author."""

    display_name: str | None = None
    orcid: str | None = None


class Institution(Struct):
    """A place of work."""

    display_name: str | None = None


class Authorship(Struct):
    """An author and where they worked."""

    author: PersonSaid | None = None
    raw_author_name: str | None = None
    institutions: list[Institution] | None = None
    raw_affiliation_strings: list[str | None] | None = None


class Venue(Struct):
    """A journal, a conference or a repository."""

    display_name: str | None = None
    type: str | None = None
    host_organization_name: str | None = None


class Location(Struct):
    """Where a copy of the work is."""

    landing_page_url: str | None = None
    pdf_url: str | None = None
    license_id: str | None = None
    is_oa: bool | None = None
    source: Venue | None = None


class OpenAccess(Struct):
    """Where it is free."""

    oa_url: str | None = None


class Biblio(Struct):
    """Where in its volume it stands."""

    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class Word(Struct):
    """A keyword or topic."""

    display_name: str | None = None


class IdsSaid(Struct):
    """Names of the work elsewhere."""

    pmid: str | None = None


class Work(Struct):
    """A work, all of it optional."""

    id: str | None = None
    doi: str | None = None
    display_name: str | None = None
    title: str | None = None
    ids: IdsSaid | None = None
    publication_date: str | None = None
    publication_year: int | None = None
    language: str | None = None
    type: str | None = None
    authorships: list[Authorship] | None = None
    primary_location: Location | None = None
    best_oa_location: Location | None = None
    open_access: OpenAccess | None = None
    biblio: Biblio | None = None
    cited_by_count: int | None = None
    is_retracted: bool | None = None
    keywords: list[Word] | None = None
    primary_topic: Word | None = None
    abstract_inverted_index: dict[str, list[int]] | None = None
