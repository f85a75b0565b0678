"""Highwire Press tags in a paper page's head, which Zotero and other reference managers read.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.pages.links import paper_pdf
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text


def highwire_tags(paper: Paper, url: str = "") -> Markup:
    """Return the `citation_*` meta elements of a paper; `url` is its page's address, if known."""
    tag = Markup('<meta name="citation_{}" content="{}">')
    return Markup("\n").join(tag.format(name, value) for name, value in _values(paper, url))


def _values(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    yield "title", plain_text(paper.title)
    for author in paper.authors:
        yield "author", author.sort_name
        if author.affiliation:
            yield "author_institution", author.affiliation
        if author.orcid:
            yield "author_orcid", f"https://orcid.org/{author.orcid}"
    if paper.published:
        yield "publication_date", paper.published.iso.replace("-", "/")
    if paper.venue:
        yield "conference_title", paper.venue
    for name, value in (
        ("doi", paper.ids.doi),
        ("arxiv_id", paper.ids.arxiv),
        ("pmid", paper.ids.pmid),
        ("pdf_url", paper_pdf(paper)),
        ("abstract_html_url", url),
    ):
        if value:
            yield name, value
