"""BibLaTeX, whose entries say what BibTeX's cannot: whole dates, preprints, data, software.

https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf, sections 2.1 to 2.3
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.exports.bibtex import bibtex_name
from broadsheet.exports.latex import latex, latex_title
from broadsheet.exports.publication import (
    address,
    container,
    is_preprint,
    issued,
    kind,
    page_range,
    subjects,
)
from broadsheet.records.models import Paper

# The type of an entry, and the field that names what it is part of or who issued it.
_TYPES = {
    "paper-conference": ("inproceedings", "booktitle"),
    "article-journal": ("article", "journaltitle"),
    "article": ("online", "organization"),
    "chapter": ("incollection", "booktitle"),
    "entry": ("inreference", "booktitle"),
    "thesis": ("thesis", "institution"),
    "report": ("report", "institution"),
    "book": ("book", "publisher"),
    "dataset": ("dataset", "publisher"),
    "software": ("software", "publisher"),
}
_ISSUERS = ("institution", "organization", "publisher")
_UNISSUED = ("article", "online", "thesis", "report", "book", "dataset", "software", "misc")
"""Types without a publisher, or with it as their whole."""
_REQUIRED = {"thesis": ("type", "phdthesis"), "report": ("type", "techreport")}


def biblatex_entry(paper: Paper, key: str, *, with_abstract: bool = False) -> str:
    """Return one paper as an entry, a line a field."""
    kind_of_entry, whole = _TYPES.get(kind(paper), ("misc", "howpublished"))
    fields = [*_fields(paper, kind_of_entry, whole)]
    if with_abstract:
        fields.append(("abstract", latex(paper.abstract)))
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value]
    return f"@{kind_of_entry}{{{key},\n" + ",\n".join(lines) + "\n}\n"


def _fields(paper: Paper, kind_of_entry: str, whole: str) -> Iterator[tuple[str, str]]:
    date, (first, last) = issued(paper), page_range(paper)
    yield "title", latex_title(paper.title)
    yield "author", " and ".join(map(bibtex_name, paper.authors))
    yield from [_REQUIRED[kind_of_entry]] if kind_of_entry in _REQUIRED else []
    yield whole, latex(_whole(paper, whole))
    # Its data model takes a volume for a number.
    yield "volume" if paper.volume.isdecimal() else "note", _volume(paper.volume)
    yield "number", latex(paper.issue)
    yield "pages", f"{latex(first)}--{latex(last)}" if last else latex(first)
    if kind_of_entry not in _UNISSUED and not is_preprint(paper):
        yield "publisher", latex(paper.publisher)
    yield "date", date.iso if date else ""
    yield "doi", _verbatim(paper.ids.doi)
    yield "url", _verbatim(address(paper))
    if paper.ids.arxiv:
        yield from (("eprint", paper.ids.arxiv), ("eprinttype", "arxiv"))
        yield "eprintclass", paper.categories[0] if paper.categories else ""
    elif paper.ids.pmid:
        yield from (("eprint", paper.ids.pmid), ("eprinttype", "pubmed"))
    yield "keywords", ", ".join(latex(word.replace(",", " ")) for word in subjects(paper))


def _whole(paper: Paper, field: str) -> str:
    if is_preprint(paper):
        return "arXiv"
    return (paper.publisher if field in _ISSUERS else "") or container(paper) or paper.publisher


def _volume(volume: str) -> str:
    return volume if volume.isdecimal() or not volume else f"Volume {latex(volume)}"


def _verbatim(text: str) -> str:
    # These fields are taken as they are, but for the braces that end them.
    return re.sub(r"[\s{}\\]", lambda match: f"%{ord(match[0]):02X}", text)
