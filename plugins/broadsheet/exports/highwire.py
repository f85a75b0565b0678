"""Highwire Press tags in a paper page's head, which Zotero and other reference managers read.

https://scholar.google.com/intl/en/scholar/inclusion.html#indexing
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from broadsheet.exports.publication import CROWD, container, issued, kind, page_range, subjects
from broadsheet.pages.links import paper_pdf
from broadsheet.pages.markup import metas
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import plain_text

# The tag of what a paper is part of, and that of who published it.
_CONTAINERS = {
    "article-journal": ("journal_title", "publisher"),
    "paper-conference": ("conference_title", "publisher"),
    "chapter": ("inbook_title", "publisher"),
    "entry": ("inbook_title", "publisher"),
    "thesis": ("", "dissertation_institution"),
    "report": ("", "technical_report_institution"),
}

_MOST_APART = 80
"""Authors with a tag each, as Google Scholar asks for; of more the tags would outweigh the page.

Then the older tag holds all names, which Zotero reads where it finds no other, split at semicolons:
https://github.com/zotero/translators/blob/master/Embedded%20Metadata.js
"""


def highwire_tags(paper: Paper, url: str = "") -> Markup:
    """Return the `citation_*` meta elements of a paper; `url` is its page's address, if known."""
    values = _values(paper, url)
    return metas("name", ((f"citation_{name}", value) for name, value in values))


def _values(paper: Paper, url: str) -> Iterator[tuple[str, str]]:
    yield "title", plain_text(paper.title)
    if len(paper.authors) > _MOST_APART:
        yield "authors", "; ".join(author.sort_name for author in paper.authors)
    else:
        for author in paper.authors:
            yield "author", author.sort_name
            if len(paper.authors) <= CROWD:
                yield from _about(author)
    if date := issued(paper):
        yield "publication_date", date.iso.replace("-", "/")
    yield from _where(paper)
    for name, value in (
        ("doi", paper.ids.doi),
        ("arxiv_id", paper.ids.arxiv),
        ("pmid", paper.ids.pmid),
        ("pdf_url", paper_pdf(paper)),
        ("abstract_html_url", url),
        ("language", paper.language),
        ("keywords", "; ".join(subjects(paper))),
    ):
        if value:
            yield name, value


def _about(author: Author) -> Iterator[tuple[str, str]]:
    if author.affiliation:
        yield "author_institution", author.affiliation
    if author.orcid:
        yield "author_orcid", f"https://orcid.org/{author.orcid}"


def _where(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield what a paper is part of, each kind of whole by its own name, and its place in it."""
    whole, issuer = _CONTAINERS.get(kind(paper), ("", "publisher"))
    first, last = page_range(paper)
    for name, value in (
        (whole, container(paper)),
        ("volume", paper.volume),
        ("issue", paper.issue),
        ("firstpage", first),
        ("lastpage", last),
        (issuer, paper.publisher),
    ):
        if name and value:
            yield name, value
