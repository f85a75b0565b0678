"""Lists that people keep: rows of CSV, YAML or JSON whose columns a mapping explains."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Any

from broadsheet.errors import BroadsheetError, Invalid, Problem, Severity
from broadsheet.imports.bibtex_fields import TYPES
from broadsheet.imports.files import ImportFile
from broadsheet.imports.guessing import guess
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.mapping import IGNORE, Mapping, read_mapping
from broadsheet.imports.prose import clean_prose
from broadsheet.imports.rows import Row, Rows, is_list, read_rows
from broadsheet.imports.work import Work, read_authors, read_work
from broadsheet.records.dates import parse_day
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.models import LINK_KINDS

_PLAIN = ("venue", "container_title", "volume", "issue", "pages", "publisher", "language",
          "license", "comment")  # fmt: skip
_IDS = ("arxiv", "doi", "acl", "openreview", "pmid")


class Table:
    """Reads a list by a mapping, or by a guess where there is none."""

    name = "table"
    label = "list in CSV, YAML or JSON"

    def __init__(self, mapping: Path | None = None) -> None:
        self._mapping = mapping

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the name and by a column of titles or of identifiers."""
        if not is_list(file):
            return False
        try:
            fields = {column.field for column in guess(read_rows(file)).columns.values()}
        except BroadsheetError:
            # The reader itself says better what is wrong.
            return not file.name.endswith(".json")
        return bool(fields & {"title", *_IDS})

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        rows = read_rows(file)
        mapping = self.mapping_of(rows)
        notes = () if self._mapping else (f"columns guessed: {said(mapping)}",)
        yield read_table(file.shown, rows, mapping, edition, notes)

    def mapping_of(self, rows: Rows) -> Mapping:
        """Return the mapping that was given, else a guess.

        Raises:
            BroadsheetError: the file of the mapping is wrong.
        """
        return read_mapping(self._mapping, rows.columns) if self._mapping else guess(rows)


def said(mapping: Mapping) -> str:
    """Return a mapping in one line."""
    pairs = (
        f"{name} is {column.field}"
        for name, column in mapping.columns.items()
        if column.field != IGNORE
    )
    return ", ".join(pairs) or "none"


def read_table(
    path: str,
    rows: Rows,
    mapping: Mapping,
    edition: dt.date | None = None,
    notes: tuple[str, ...] = (),
) -> Imported:
    """Return the papers of rows, by what a mapping says of their columns."""
    return _Reader(path, mapping, edition).read(rows, notes)


class _Reader:
    def __init__(self, path: str, mapping: Mapping, edition: dt.date | None) -> None:
        self.path = path
        self.mapping = mapping
        self.edition = edition
        self.problems: list[Problem] = []

    def read(self, rows: Rows, notes: tuple[str, ...]) -> Imported:
        papers: list[ImportedPaper] = []
        self.problems += rows.problems
        left_out: Counter[str] = Counter()
        for row in rows.rows:
            left_out.update(name for name in row.values if self._is_ignored(name))
            paper, problems = read_work(self.work(row), self.path)
            self.problems += problems
            if paper is not None:
                papers.append(paper)
        return Imported(
            self.path, tuple(papers), tuple(self.problems), rows.entries, dict(left_out), notes
        )

    def _is_ignored(self, name: str) -> bool:
        column = self.mapping.columns.get(name)
        return column is None or column.field == IGNORE

    def work(self, row: Row) -> Work:
        values = self.mapping.values(row)
        one = {name: texts[0] for name, texts in values.items()}
        plain: dict[str, Any] = {name: markup_to_text(one[name]) for name in _PLAIN if name in one}
        if "pages" in plain and plain["pages"].isdecimal() and len(values["pages"]) > 1:
            plain["pages"] = "–".join(values["pages"][:2])
        return Work(
            line=row.line,
            name=one.get("name", ""),
            type=_type(one, plain),
            title=clean_prose(markup_to_text(one.get("title", ""))),
            authors=read_authors(values.get("authors", ())),
            date=one.get("published") or _date(one),
            abstract=clean_prose(abstract_to_text(one.get("abstract", ""))),
            summary=one.get("summary", ""),
            keywords=[markup_to_text(word) for word in values.get("keywords", ())],
            topics=values.get("topics", []),
            categories=values.get("categories", []),
            ids=list(_ids(values)),
            links=[
                (kind, address) for kind in ("url", *LINK_KINDS) for address in values.get(kind, ())
            ],
            featured=self._featured(one.get("featured", ""), row.line) or self.edition,
            **plain,
        )

    def _featured(self, text: str, line: int) -> dt.date | None:
        try:
            return parse_day(text) if text else None
        except Invalid as error:
            self.problems.append(
                Problem(self.path, line, 1, error.message, error.hint, Severity.WARNING)
            )
            return None


def _ids(values: Map[str, list[str]]) -> Iterator[tuple[str, str]]:
    for kind in _IDS:
        yield from ((kind, text) for text in values.get(kind, ())[:1])
    yield from (("", text) for text in values.get("identifier", ()))


def _date(one: Map[str, str]) -> str:
    parts = [one.get(name, "") for name in ("year", "month", "day")]
    if parts[1].isdecimal():
        return "-".join(filter(None, parts))
    return " ".join(filter(None, reversed(parts)))


def _type(one: Map[str, str], plain: Map[str, str]) -> str:
    """Return a CSL type; an article that is in nothing is a preprint, as CSL calls it."""
    word = one.get("type", "").strip().lower()
    if word == "article" and not (plain.get("venue") or plain.get("container_title")):
        return "article"
    return TYPES.get(word, _csl_type(word))


def _csl_type(text: str) -> str:
    word = text.strip().lower().replace(" ", "-").replace("_", "-")
    return word if word.isascii() and word.replace("-", "").isalpha() else ""
