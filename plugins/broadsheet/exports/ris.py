"""RIS, which reference managers of every kind take.

https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from broadsheet.exports.publication import (
    address,
    container,
    is_preprint,
    issued,
    kind,
    page_range,
    subjects,
)
from broadsheet.pages.links import paper_pdf
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.tex import one_line, plain_text

_TYPES = {
    "article-journal": "JOUR", "paper-conference": "CONF", "article": "UNPB", "chapter": "CHAP",
    "entry": "ENCYC", "thesis": "THES", "report": "RPRT", "book": "BOOK", "dataset": "DATA",
    "software": "COMP", "standard": "STAND", "patent": "PAT", "webpage": "ELEC",
}  # fmt: skip


def ris(papers: Iterable[Paper]) -> bytes:
    """Return papers as one RIS file in UTF-8; its lines end as the format wants, in CR LF."""
    return "\n".join(map(ris_reference, papers)).replace("\n", "\r\n").encode()


def ris_reference(paper: Paper, *, with_abstract: bool = True) -> str:
    """Return one paper as a reference, a line a tag."""
    tags = [*_tags(paper), ("AB", plain_text(paper.abstract) if with_abstract else "")]
    # A line break could begin a tag.
    lines = [f"{tag}  - {line}\n" for tag, value in tags if value and (line := one_line(value))]
    return "".join(lines) + "ER  - \n"


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(kind(paper), "GEN")
    yield "TI", plain_text(paper.title)
    for author in paper.authors:
        yield "AU", _name(author)
    if date := issued(paper):
        yield "PY", str(date.year)
        yield "DA", date.iso.replace("-", "/")
    first, last = page_range(paper)
    yield "T2", container(paper)
    yield "VL", paper.volume
    yield "IS", paper.issue
    yield "SP", first
    yield "EP", last
    yield "PB", "arXiv" if is_preprint(paper) else paper.publisher
    yield "LA", paper.language
    yield "DO", paper.ids.doi
    yield "AN", f"arXiv:{paper.ids.arxiv}" if paper.ids.arxiv else ""
    yield "UR", address(paper)
    yield "L1", paper_pdf(paper)
    for word in subjects(paper):
        yield "KW", word


def _name(author: Author) -> str:
    # Readers split at commas, so a group's must go.
    return author.sort_name if author.given else author.name.replace(",", "")
