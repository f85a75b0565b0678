"""Lists of papers as rows of CSV, YAML or JSON, each value as texts, with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

import yaml
from msgspec import Struct

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.imports.files import ImportFile
from broadsheet.imports.json_items import list_of, looks_like_json, read_items
from broadsheet.records.yaml_syntax import not_yaml
from broadsheet.records.yaml_tree import UNPRINTABLE, Tree, Unreadable, YamlFile, build_tree

_SEPARATORS = (",", "\t", ";", "|")
_MOST_CELL = 8 * 1024 * 1024
_CSV = (".csv", ".tsv", ".tab")
_YAML = (".yaml", ".yml")
_TOP_KEY = re.compile(r"([\w.-]+):\s*")
_END = "\ue000end\ue000"
"""A cell that no list has."""
_NAMES = ("name", "title", "label", "text", "url", "href", "value", "id")
# A spreadsheet would run a cell that begins so, and whoever wrote it put an apostrophe before.
_FORMULAS = ("'=", "'+", "'-", "'@")


class Row(Struct, frozen=True):
    """One entry of a list: its values by column, each a list of texts, empty ones left out."""

    line: int
    values: Mapping[str, Sequence[str]]


class Rows(Struct, frozen=True):
    """The rows of a file, its columns in their order, and what could not be read."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    refused: int = 0
    """Entries that are no rows."""

    @property
    def entries(self) -> int:
        """Return how many entries the file has."""
        return len(self.rows) + self.refused


def is_list(file: ImportFile) -> bool:
    """Tell by the name, or by JSON, whether a file may be a list."""
    return file.name.endswith((*_CSV, *_YAML)) or looks_like_json(file)


def read_rows(file: ImportFile) -> Rows:
    """Read a list.

    Raises:
        BroadsheetError: it cannot be read, or there is no list in it.
    """
    if file.name.endswith(_YAML):
        return _yaml_rows(file)
    if looks_like_json(file) and not file.name.endswith(_CSV):
        found = read_items(file)
        pairs = zip(found.items, found.lines, strict=True)
        return _rows([(item, line) for item, line in pairs], file.shown)
    return _csv_rows(file)


def _csv_rows(file: ImportFile) -> Rows:
    problems: list[Problem] = []
    cut: list[Problem] = []
    rows: list[Row] = []
    columns: list[str] = []
    for line, cells in _lines_of_cells(file, cut):
        if not any(map(str.strip, cells)):
            continue
        if not columns:
            columns = _unique(cells)
            continue
        if len(cells) > len(columns):
            problems.append(_too_long(file.shown, line, len(cells), len(columns)))
        rows.append(Row(line, _cells(columns, cells)))
    return Rows(tuple(columns), tuple(rows), (*problems, *cut), len(cut))


def _lines_of_cells(file: ImportFile, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the cells of each row; where the file is no CSV any more, say so."""
    csv.field_size_limit(_MOST_CELL)
    # A quote that nobody closed takes all that follows into its cell, and so this row too.
    text = file.text.removesuffix("\n")
    stream = io.StringIO(f"{text}\n{_END}\n", newline="")
    reader = csv.reader(stream, delimiter=_separator(file.head))
    start, reason = 1, ""
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if _END in cells[-1:]:
                return
            if cells and _END in cells[-1]:
                start, reason = line, "a quote is not closed"
                break
            yield line, cells
    except csv.Error as error:
        reason = str(error)
    message = f"from here on the file is no CSV, so it is not imported: {reason}"
    problems.append(Problem(file.shown, start, 1, message, "mend it, or save the list anew"))


def _separator(head: str) -> str:
    """Return the separator that the first line has most of, outside quotes."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2]) or first
    return max(_SEPARATORS, key=bare.count)


def _unique(cells: Sequence[str]) -> list[str]:
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.split()) or f"column {number}"
        names.append(name if name not in names else f"{name} {number}")
    return names


def _cells(columns: Sequence[str], cells: Sequence[str]) -> dict[str, list[str]]:
    found = {}
    for name, cell in zip(columns, cells, strict=False):
        text = cell[1:] if cell.startswith(_FORMULAS) else cell
        if text.strip():
            found[name] = [text.strip()]
    return found


def _too_long(path: str, line: int, cells: int, columns: int) -> Problem:
    message = f"the row has {cells} cells for {columns} columns; those too many are left out"
    return Problem(path, line, 1, message, "is a separator in a cell without quotes?")


def _yaml_rows(file: ImportFile) -> Rows:
    text, repeated = _distinct_keys(UNPRINTABLE.sub("", file.text))
    found = YamlFile(file.shown)
    try:
        found.tree = build_tree(text, found)
    except Unreadable as error:
        found.problems.append(Problem(file.shown, *error.mark, error.message, error.hint))
    except yaml.MarkedYAMLError as error:
        wrong = not_yaml(error, text.splitlines())
        found.problems.append(Problem(file.shown, *wrong.mark, wrong.message, wrong.hint))
    if found.tree is None:
        first = next(iter(found.problems), None)
        raise BroadsheetError(str(first or f"{file.shown}: is empty"))
    rows = _rows(list(_yaml_items(found)), file.shown)
    twice = (
        Problem(file.shown, line, 1, f"key `{key}` stands twice; both are read", "",
                Severity.WARNING)
        for key, line in repeated
    )  # fmt: skip
    return Rows(rows.columns, rows.rows, (*found.problems, *twice, *rows.problems), rows.refused)


def _distinct_keys(text: str) -> tuple[str, list[tuple[str, int]]]:
    """Return a text whose entries have keys of their own, and the keys that stood twice.

    Such keys are numbers that people count by hand; an entry must not get lost over them.
    """
    seen: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if match := _TOP_KEY.fullmatch(line):
            key = match[1]
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1:
                repeated.append((key, number))
                lines[number - 1] = f"{key}-{seen[key]}:"
    return "\n".join(lines), repeated


def _yaml_items(file: YamlFile) -> Iterator[tuple[Tree, int]]:
    """Yield the items of the list at the top, below a key, or under keys of their own."""
    tree = file.tree
    if isinstance(tree, list):
        yield from ((one, _line(file, (at,))) for at, one in enumerate(tree))
        return
    if isinstance(tree, dict):
        values = list(tree.values())
        if len(values) > 1 and all(isinstance(one, dict) for one in values):
            for key, value in tree.items():
                yield {"key": key, **value}, _line(file, (key,))
            return
        for key, value in tree.items():
            if isinstance(value, list) and any(isinstance(one, dict) for one in value):
                yield from ((one, _line(file, (key, at))) for at, one in enumerate(value))
                return
    items = list_of(tree)
    if items is None:
        raise BroadsheetError(f"{file.path}: there is no list of papers in it")
    yield from ((one, 1) for one in items)


def _line(file: YamlFile, at: tuple[str | int, ...]) -> int:
    return file.marks.get(at, (1, 1))[0]


def _rows(items: Sequence[tuple[object, int]], path: str) -> Rows:
    columns: dict[str, None] = {}
    rows: list[Row] = []
    problems: list[Problem] = []
    for item, line in items:
        if isinstance(item, str):
            # A bare list of titles, ids or addresses.
            item = {"paper": item}
        if not isinstance(item, dict):
            message = f"this is no entry, so it is not imported: `{str(item)[:60]}`"
            problems.append(Problem(path, line, 1, message))
            continue
        values = {str(key): texts for key, value in item.items() if (texts := _texts(value))}
        columns.update(dict.fromkeys(map(str, item)))
        rows.append(Row(line, values))
    return Rows(tuple(columns), tuple(rows), tuple(problems), len(problems))


def _texts(value: object) -> list[str]:
    """Return a value as texts; of a mapping its name, else the names in parts."""
    if value is None:
        return []
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        if family := value.get("family") or value.get("last"):
            given = value.get("given") or value.get("first") or ""
            return [f"{family}, {given}" if given else str(family)]
        named = next((value[key] for key in _NAMES if value.get(key)), None)
        return _texts(named) if named is not None else [
            text for one in value.values() if isinstance(one, str) for text in _texts(one)
        ]  # fmt: skip
    text = str(value).strip()
    return [text] if text else []
