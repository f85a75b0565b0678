"""The complete data of a paper as JSON, for other programs, and its JSON Schema.

The version stands in the address, `/api/v1/`: a field may be added to it, but none changes its
meaning or goes away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from broadsheet.exports.publication import address, kind
from broadsheet.pages.links import paper_pdf
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Link, Paper, Relation
from broadsheet.records.names import Author
from broadsheet.records.tex import plain_text

VERSION = 1

_Date = Annotated[str, Meta(description="ISO 8601, as exact as it is known: 2024, 2024-05.")]


class AuthorData(Struct, omit_defaults=True):
    """A person by family and given name, or a group or mononym by `name` alone."""

    name: Annotated[str, Meta(description="In reading order.")]
    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    is_group: bool = False
    orcid: str = ""
    affiliation: str = ""


class NoticeData(Struct, omit_defaults=True):
    """What became of the paper: withdrawn, retracted, corrected, replaced or of concern."""

    kind: str
    text: str = ""
    date: _Date = ""
    url: str = ""


class ReadingData(Struct):
    """A count as it was on one day."""

    date: _Date
    kind: str
    value: int


class RepositoryData(Struct, omit_defaults=True):
    """A code repository, as its forge knows it."""

    url: str
    license: str = ""
    is_archived: bool = False
    moved_to: str = ""


class ProvenanceData(Struct, omit_defaults=True):
    """Who said a value, and when; `curated` has no date."""

    source: str
    date: _Date = ""


class PaperData(Struct, omit_defaults=True, kw_only=True):
    """One paper. A field that is not there has no value."""

    id: Annotated[str, Meta(description="What stands in the paper's URL; it never changes.")]
    citation_key: str
    title: Annotated[str, Meta(description="Unicode, formulas as TeX in dollars.")]
    title_plain: Annotated[str, Meta(description="Without TeX.")]
    page: Annotated[str, Meta(description="Its page here, below the site's root.")]
    url: Annotated[str, Meta(description="The published version's page, else the preprint's.")] = ""
    pdf: str = ""
    ids: Identifiers = Identifiers()
    authors: list[AuthorData] = []
    published: Annotated[_Date, Meta(description="When it first appeared.")] = ""
    updated: _Date = ""
    version: int = 0
    featured: Annotated[_Date, Meta(description="The edition it ran in.")] = ""
    topics: Annotated[list[str], Meta(description="Tags, by its curators or by rule.")] = []
    summary: Annotated[str, Meta(description="The curators' own words, in Markdown.")] = ""
    machine_summary: str = ""
    abstract: str = ""
    type: Annotated[str, Meta(description="A CSL type.")] = ""
    venue: str = ""
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    language: str = ""
    license: str = ""
    categories: list[str] = []
    keywords: list[str] = []
    comment: str = ""
    journal_ref: str = ""
    awards: list[str] = []
    links: list[Link] = []
    relations: list[Relation] = []
    notices: list[NoticeData] = []
    counts: list[Count] = []
    readings: list[ReadingData] = []
    repositories: list[RepositoryData] = []
    provenance: dict[str, ProvenanceData] = {}
    added_by: Annotated[str, Meta(description="Whom to thank, where the record names them.")] = ""


SAME_FACTS = (
    "title", "ids", "version", "machine_summary", "abstract", "venue", "container_title", "volume",
    "issue", "pages", "publisher", "language", "license", "comment", "journal_ref",
)  # fmt: skip
"""Fields that stand in the data as they do in facts; those of LISTED_FACTS as lists."""
LISTED_FACTS = ("categories", "keywords", "links", "counts")
_SAME = (*SAME_FACTS, "id", "summary", "added_by")
_LISTS = (*LISTED_FACTS, "awards", "relations")


def paper_data(paper: Paper, *, key: str, topics: Iterable[str], page: str) -> PaperData:
    """Return all that is known of a paper; `page` is its page's path below the site's root."""
    same: dict[str, Any] = {name: getattr(paper, name) for name in _SAME}
    lists: dict[str, Any] = {name: list(getattr(paper, name)) for name in _LISTS}
    return PaperData(
        **same,
        **lists,
        citation_key=key,
        title_plain=plain_text(paper.title),
        page=page,
        url=address(paper),
        pdf=paper_pdf(paper),
        type=kind(paper),
        authors=[_author(author) for author in paper.authors],
        published=paper.published.iso if paper.published else "",
        updated=paper.updated.iso if paper.updated else "",
        featured=paper.featured.isoformat() if paper.featured else "",
        topics=list(topics),
        **_histories(paper),
    )


def _histories(paper: Paper) -> dict[str, Any]:
    return {
        "notices": [
            NoticeData(one.kind, one.text, one.date.iso if one.date else "", one.url)
            for one in paper.notices
        ],
        "readings": [
            ReadingData(one.date.isoformat(), one.kind, one.value) for one in paper.readings
        ],
        "repositories": [
            RepositoryData(one.url, one.license, one.is_archived, one.moved_to)
            for one in paper.repositories
        ],
        "provenance": {
            name: ProvenanceData(one.source, one.date.isoformat() if one.date else "")
            for name, one in sorted(paper.provenance.items())
        },
    }


def _author(author: Author) -> AuthorData:
    is_whole = author.is_group or not author.given
    return AuthorData(
        name=author.name,
        family="" if is_whole else author.family,
        given=author.given,
        particle=author.particle,
        suffix=author.suffix,
        is_group=author.is_group,
        orcid=author.orcid,
        affiliation=author.affiliation,
    )


def paper_schema() -> bytes:
    """Return the JSON Schema of one paper, keys sorted."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Paper, version {VERSION}",
        **msgspec.json.schema(PaperData),
    }
    text = msgspec.json.encode(schema, order="sorted")
    return msgspec.json.format(text, indent=2) + b"\n"
