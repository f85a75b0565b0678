"""JSON-LD of a paper in its page's head, for search engines and reference managers.

https://schema.org/ScholarlyArticle
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from markupsafe import Markup

from broadsheet.exports.publication import (
    CROWD,
    address,
    container,
    issued,
    kind,
    page_range,
    subjects,
)
from broadsheet.pages.links import identifier_links, paper_pdf
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import plain_text

_TYPES = {
    "thesis": "Thesis", "report": "Report", "book": "Book", "chapter": "Chapter",
    "dataset": "Dataset", "software": "SoftwareSourceCode",
}  # fmt: skip
_STATUS = {"retracted": "Retracted", "withdrawn": "Withdrawn"}
# In a script element these would end it, or begin a comment that hides its end.
_ESCAPES = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"))


def json_ld(paper: Paper, url: str = "") -> Markup:
    """Return a paper as a script element of JSON-LD; `url` is its page's address, if known."""
    text = msgspec.json.encode(scholarly_article(paper, url)).decode()
    for sign, escaped in _ESCAPES:
        text = text.replace(sign, escaped)
    # Nothing is left in it that HTML reads.
    return Markup(f'<script type="application/ld+json">{text}</script>')  # noqa: S704


def scholarly_article(paper: Paper, url: str = "") -> dict[str, Any]:
    """Return a paper as JSON-LD; values that are not known are left out."""
    return _known(
        {
            "@context": "https://schema.org",
            "@type": _TYPES.get(kind(paper), "ScholarlyArticle"),
            "name": plain_text(paper.title),
            "headline": plain_text(paper.title),
            "author": _authors(paper),
            "dateCreated": paper.published.iso if paper.published else "",
            "datePublished": date.iso if (date := issued(paper)) else "",
            "dateModified": paper.updated.iso if paper.updated else "",
            "abstract": plain_text(paper.abstract),
            "inLanguage": paper.language,
            "keywords": list(subjects(paper)),
            "license": paper.license,
            "creativeWorkStatus": _status(paper),
            "url": url or address(paper),
            "identifier": list(_identifiers(paper)),
            "sameAs": [link.url for link in identifier_links(paper.ids)],
            "encoding": _encoding(paper_pdf(paper)),
            "publisher": _named("Organization", paper.publisher),
            **_where(paper),
        }
    )


def _authors(paper: Paper) -> list[dict[str, Any]]:
    """Return all authors or none: some of a crowd would pass for all; Highwire's tags have them."""
    return [] if len(paper.authors) > CROWD else [_author(author) for author in paper.authors]


def _author(author: Author) -> dict[str, Any]:
    if author.is_group:
        return {"@type": "Organization", "name": author.name}
    return _known(
        {
            "@type": "Person",
            "@id": f"https://orcid.org/{author.orcid}" if author.orcid else "",
            "name": author.name,
            "affiliation": _named("Organization", author.affiliation),
        }
    )


def _where(paper: Paper) -> dict[str, Any]:
    """Return what a paper is part of, with a journal's volume and issue between them."""
    first, last = page_range(paper)
    is_journal = kind(paper) == "article-journal"
    whole = _named("Periodical" if is_journal else "Book", container(paper))
    if is_journal and paper.volume:
        volume = {"@type": "PublicationVolume", "volumeNumber": paper.volume, "isPartOf": whole}
        whole = _known(volume)
    if is_journal and paper.issue:
        issue = {"@type": "PublicationIssue", "issueNumber": paper.issue, "isPartOf": whole}
        whole = _known(issue)
    pages = {"pageStart": first, "pageEnd": last} if last else {"pagination": first}
    return {"isPartOf": whole, **pages}


def _identifiers(paper: Paper) -> Iterator[dict[str, str]]:
    for name in ("doi", "arxiv", "pmid"):
        if value := getattr(paper.ids, name):
            yield {"@type": "PropertyValue", "propertyID": name, "value": value}


def _encoding(pdf: str) -> dict[str, str]:
    kinds = {"@type": "MediaObject", "encodingFormat": "application/pdf"}
    return {**kinds, "contentUrl": pdf} if pdf else {}


def _status(paper: Paper) -> str:
    return next((_STATUS[one.kind] for one in paper.notices if one.kind in _STATUS), "")


def _named(kind_of_thing: str, name: str) -> dict[str, str]:
    return {"@type": kind_of_thing, "name": name} if name else {}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}
