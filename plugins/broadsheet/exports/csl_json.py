"""CSL-JSON, the form in which citation processors take bibliographies.

https://github.com/citation-style-language/schema
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from broadsheet.pages.links import identifier_links
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
    preprint = bool(paper.ids.arxiv) and not paper.venue
    pages = identifier_links(paper.ids)
    item: dict[str, Any] = {
        "id": paper.id,
        "type": paper.type or ("paper-conference" if paper.venue else "article"),
        "title": plain_text(paper.title),
        "author": [_name(author) for author in paper.authors],
        "issued": _date(paper.published) if paper.published else None,
        "container-title": paper.container_title or paper.venue,
        "volume": paper.volume,
        "issue": paper.issue,
        "page": paper.pages,
        "language": paper.language,
        "abstract": plain_text(paper.abstract),
        "DOI": paper.ids.doi,
        "PMID": paper.ids.pmid,
        "number": f"arXiv:{paper.ids.arxiv}" if preprint else "",
        "publisher": "arXiv" if preprint else paper.publisher,
        "URL": pages[0].url if pages else "",
    }
    return {key: value for key, value in item.items() if value}


def _name(author: Author) -> dict[str, str]:
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
