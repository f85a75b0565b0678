"""The CSV that a site exports, back again: nothing in it is guessed, an empty cell alone is empty.

The columns: `exports/table`
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from broadsheet.errors import Problem
from broadsheet.exports.table import COLUMNS, SEPARATOR
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.rows import Row, is_list, read_rows
from broadsheet.imports.work import Work, read_listed, read_work

_IDS = ("doi", "arxiv", "acl", "openreview", "pmid")
_LINKS = ("url", "pdf", "code")
_SAME = (
    "title", "type", "venue", "volume", "issue", "pages", "publisher", "language", "abstract",
    "summary",
)  # fmt: skip


class OwnTable:
    """Reads a site's table; columns that somebody added are counted as left out."""

    name = "table"
    label = "Broadsheet's CSV"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the names of all columns."""
        return "citation_key" in file.head and is_list(file) and _is_own(file)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        rows = read_rows(file)
        papers: list[ImportedPaper] = []
        problems: list[Problem] = list(rows.problems)
        left_out: Counter[str] = Counter()
        for row in rows.rows:
            left_out.update(name for name in row.values if name not in COLUMNS)
            paper, wrong = read_work(_work(row, edition), file.shown)
            problems += wrong
            if paper is not None:
                papers.append(paper)
        yield Imported(file.shown, tuple(papers), tuple(problems), rows.entries, dict(left_out))


def _is_own(file: ImportFile) -> bool:
    return set(COLUMNS) <= set(read_rows(file).columns)


def _work(row: Row, edition: dt.date | None) -> Work:
    cells = {name: texts[0] for name, texts in row.values.items()}
    same: dict[str, Any] = {name: cells.get(name, "") for name in _SAME}
    whole = cells.get("container", "")
    return Work(
        line=row.line,
        name=cells.get("citation_key", ""),
        authors=read_listed(_several(cells, "authors")),
        date=cells.get("published", ""),
        # The venue's short name stands there too where the full one is not known.
        container_title="" if whole == cells.get("venue") else whole,
        keywords=_several(cells, "keywords"),
        topics=_several(cells, "topics"),
        ids=[(kind, cells[kind]) for kind in _IDS if kind in cells],
        links=[(kind, cells[kind]) for kind in _LINKS if kind in cells],
        featured=edition,
        **same,
    )


def _several(cells: dict[str, str], name: str) -> list[str]:
    return cells[name].split(SEPARATOR) if name in cells else []
