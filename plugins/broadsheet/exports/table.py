"""Papers as CSV, a row each, for spreadsheets and data frames; RFC 4180.

https://www.rfc-editor.org/rfc/rfc4180
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from broadsheet.exports.publication import address, container, issued, kind
from broadsheet.pages.links import paper_pdf
from broadsheet.records.models import Paper
from broadsheet.records.tex import one_line, plain_text

COLUMNS = (
    "id", "citation_key", "title", "authors", "year", "published", "type", "venue", "container",
    "volume", "issue", "pages", "publisher", "doi", "arxiv", "acl", "openreview", "pmid", "url",
    "pdf", "code", "topics", "keywords", "language", "summary", "abstract",
)  # fmt: skip
SEPARATOR = "; "
"""Between the values of one cell: authors, topics, keywords."""
# A spreadsheet takes such a cell for a formula, and a stranger's title would be run.
# https://owasp.org/www-community/attacks/CSV_Injection
_NEEDS_QUOTES = re.compile('[",\r\n]').search
FORMULA_SIGNS = ("=", "+", "-", "@")


def csv_header() -> str:
    """Return the first line; with the byte order mark by which Excel knows UTF-8."""
    return "\ufeff" + _line(COLUMNS)


def csv_row(paper: Paper, *, key: str, topics: Iterable[str] = ()) -> str:
    """Return one paper as a line, CR LF at its end; cells have no line breaks."""
    ids, date = paper.ids, issued(paper)
    values = {
        "id": paper.id,
        "citation_key": key,
        "title": plain_text(paper.title),
        "authors": SEPARATOR.join(author.sort_name for author in paper.authors),
        "year": str(date.year) if date else "",
        "published": paper.published.iso if paper.published else "",
        "type": kind(paper),
        "venue": paper.venue,
        "container": container(paper),
        **{name: getattr(paper, name) for name in ("volume", "issue", "pages", "publisher")},
        **{name: getattr(ids, name) for name in ("doi", "arxiv", "acl", "openreview", "pmid")},
        "url": address(paper),
        "pdf": paper_pdf(paper),
        "code": paper.link("code"),
        "topics": SEPARATOR.join(topics),
        "keywords": SEPARATOR.join(paper.keywords),
        "language": paper.language,
        "summary": paper.summary,
        "abstract": plain_text(paper.abstract),
    }
    return _line(_cell(text) if (text := values[name]) else "" for name in COLUMNS)


def _cell(text: str) -> str:
    line = one_line(text)
    cell = f"'{line}" if line.startswith(FORMULA_SIGNS) else line
    # The library's writer looks at each letter by itself, three times as long for an abstract.
    return _quoted(cell) if _NEEDS_QUOTES(cell) else cell


def _quoted(cell: str) -> str:
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'


def _line(cells: Iterable[str]) -> str:
    return ",".join(cells) + "\r\n"
