"""Values that all of arXiv's formats share: categories, DOIs, the address of the PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.fetch.sources.links import safe_doi
from broadsheet.records.models import Link

# Classes of the MSC and ACM stand among the categories; they do not look like this.
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[a-z]+)*)?", re.ASCII)


def categories_of(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the arXiv categories among some terms, each once."""
    return tuple(dict.fromkeys(term for term in terms if _CATEGORY.fullmatch(term)))


def first_doi(text: str) -> str:
    """Return the first DOI of a field that may hold several or none."""
    return next(filter(None, map(safe_doi, text.split())), "")


def pdf_of(arxiv: str) -> Link:
    """Return the link to a paper's newest version; the formats name one version or none."""
    return Link("pdf", f"https://arxiv.org/pdf/{arxiv}")
