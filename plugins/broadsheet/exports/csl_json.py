"""CSL-JSON, the form in which citation processors take bibliographies.

https://github.com/citation-style-language/schema
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from broadsheet.exports.publication import (
    address,
    container,
    is_preprint,
    issued,
    kind,
    page_range,
    subjects,
)
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import plain_text


def csl_json(papers: Iterable[Paper]) -> bytes:
    """Return papers as one CSL-JSON list, keys sorted, a line an item."""
    items = [msgspec.json.encode(csl_item(paper), order="sorted") for paper in papers]
    return b"[\n" + b",\n".join(items) + b"\n]\n"


def csl_item(paper: Paper) -> dict[str, Any]:
    """Return one paper as a CSL item; values that are not known are left out."""
    more = {"abstract": plain_text(paper.abstract), "keyword": ", ".join(subjects(paper))}
    return brief_item(paper) | {key: value for key, value in more.items() if value}


def brief_item(paper: Paper) -> dict[str, Any]:
    """Return one paper as a CSL item without its abstract and its keywords."""
    item: dict[str, Any] = {
        "id": paper.id,
        "type": kind(paper),
        "title": plain_text(paper.title),
        "author": [csl_name(author) for author in paper.authors],
        "issued": _date(date) if (date := issued(paper)) else None,
        "container-title": container(paper),
        "volume": paper.volume,
        "issue": paper.issue,
        "page": "-".join(page for page in page_range(paper) if page),
        "language": paper.language,
        "DOI": paper.ids.doi,
        "PMID": paper.ids.pmid,
        "URL": address(paper),
        **_issuer(paper),
    }
    return {key: value for key, value in item.items() if value}


def _issuer(paper: Paper) -> dict[str, str]:
    """Return who published a paper, and where arXiv has it as well."""
    number = f"arXiv:{paper.ids.arxiv}" if paper.ids.arxiv else ""
    if is_preprint(paper):
        return {"publisher": "arXiv", "number": number}
    return {"publisher": paper.publisher, "note": number}


def csl_name(author: Author) -> dict[str, str]:
    """Return a name in its parts, or as one literal."""
    if author.is_group or not author.given:
        return {"literal": author.name}
    parts = {
        "family": author.family,
        "given": author.given,
        "non-dropping-particle": author.particle,
        "suffix": author.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def _date(date: PartialDate) -> dict[str, Any]:
    return {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}
