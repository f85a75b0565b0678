"""A mapping proposed for a list, as the text of a file that people correct and import by."""

from __future__ import annotations

import json
from collections.abc import Iterator

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import IMPORTERS
from broadsheet.imports.guessing import guess
from broadsheet.imports.importer import ImportedPaper
from broadsheet.imports.mapping import FIELDS, IGNORE, Column, Mapping
from broadsheet.imports.rows import Rows, read_rows
from broadsheet.imports.table import Table, read_table

_SHOWN = 3
"""Papers at the end, as they would come out."""
_WIDTH = 60
_PER_LINE = 8


def proposal(file: ImportFile) -> Iterator[str]:
    """Yield the lines of a mapping file, each column with a value of it.

    Raises:
        BroadsheetError: the file cannot be read, is no list, or has a format that needs no mapping.
    """
    _check(file)
    rows = read_rows(file)
    mapping = guess(rows)
    yield f"# What the columns of {file.path.name} mean: {len(rows.rows)} rows. Correct it, then:"
    yield f"#   broadsheet import {file.path.name} --mapping THIS-FILE --dry-run"
    yield '# A column is one of these, or has several with `{field: authors, split: "|"}`:'
    names = list(FIELDS)
    for start in range(0, len(names), _PER_LINE):
        yield f"#   {', '.join(names[start : start + _PER_LINE])}"
    yield "columns:"
    for name, column in mapping.columns.items():
        yield f"  {_quoted(name)}: {_column(column)}{_example(rows, name)}"
    yield "# What every paper of the list has, such as `venue: SOCK 2024` and `year: 2024`:"
    yield "constants: {}"
    yield "# Words that mean nothing here, beside none, n/a, null, unknown and the like:"
    yield f"empty: [{', '.join(map(_quoted, sorted(mapping.empty)))}]"
    yield from _papers(file, rows, mapping)


def _check(file: ImportFile) -> None:
    if not file.head.strip():
        raise BroadsheetError(f"{file.shown}: is empty")
    found = next((one for one in IMPORTERS if one.recognises(file)), None)
    if found is not None and not isinstance(found, Table):
        message = f"is {found.label}, which needs no mapping; import it as it is"
        raise BroadsheetError(f"{file.shown}: {message}")


def _column(column: Column) -> str:
    if not column.split:
        return column.field
    return f"{{field: {column.field}, split: {_quoted(column.split)}}}"


def _example(rows: Rows, name: str) -> str:
    values = (texts for row in rows.rows if (texts := row.values.get(name)))
    text = " · ".join(next(values, ()))
    line = " ".join(text.split())
    shown = line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"
    return f"  # {shown}" if shown else "  # always empty"


def _papers(file: ImportFile, rows: Rows, mapping: Mapping) -> Iterator[str]:
    some = Rows(rows.columns, rows.rows[:_SHOWN])
    yield "# With this the first ones would be:"
    for paper in read_table(file.shown, some, mapping).papers:
        yield from (f"#   {line}" for line in _paper(paper))


def _paper(paper: ImportedPaper) -> Iterator[str]:
    facts = paper.facts
    names = "; ".join(author.name for author in facts.authors)
    date = facts.published.iso if facts.published else ""
    ids = ", ".join(f"{kind} {value}" for kind in facts.ids.__struct_fields__
                    if (value := getattr(facts.ids, kind)))  # fmt: skip
    yield f"- {facts.title or 'no title'}"
    for label, text in (
        ("authors", names),
        ("published", date),
        ("venue", facts.venue or facts.container_title),
        ("ids", ids),
        ("links", ", ".join(f"{link.kind} {link.url}" for link in facts.links)),
        ("topics", ", ".join(paper.topics)),
        ("keywords", ", ".join(facts.keywords)),
        ("abstract", facts.abstract),
    ):
        if text:
            yield f"    {label}: {text if len(text) <= 90 else text[:89] + '…'}"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it for one: JSON's strings are YAML's."""
    is_plain = text.replace("_", "").replace("-", "").isalnum() and not text[0].isdigit()
    is_word = text.lower() not in ("true", "false", "yes", "no", "null", "on", "off", IGNORE)
    return text if is_plain and is_word and text.isascii() else json.dumps(text, ensure_ascii=False)
