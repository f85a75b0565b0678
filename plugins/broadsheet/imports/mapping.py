"""What the columns of a list mean: a file that people correct, proposed by `guess`."""

from __future__ import annotations

import re
from collections.abc import Mapping as Map
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct, field

from broadsheet.errors import BroadsheetError
from broadsheet.imports.rows import Row
from broadsheet.records.models import LINK_KINDS
from broadsheet.records.shapes import did_you_mean
from broadsheet.records.yaml_file import YamlFile, read_yaml

IGNORE = "ignore"
ID_FIELDS = ("arxiv", "doi", "acl", "openreview", "pmid", "identifier")
TEXT_FIELDS = (
    "title", "published", "year", "month", "day", "venue", "container_title", "type", "volume",
    "issue", "pages", "publisher", "language", "abstract", "license", "comment", "summary",
    "featured", "name",
)  # fmt: skip
LIST_FIELDS = ("authors", "keywords", "topics", "categories")
FIELDS = (*TEXT_FIELDS, *LIST_FIELDS, *ID_FIELDS, "url", *LINK_KINDS, IGNORE)
"""All that a column may be; `identifier` is an id or address of any kind, `topics` words of
tags.yaml, `name` what the list calls the paper."""
EMPTY = frozenset(
    ["", "-", "--", "–", "—", "n/a", "na", "none", "null", "nan", "tbd", "tba", "unknown", "~", "?"]
)
"""What lists write where they have nothing, in small letters."""
_NO_ADDRESS = frozenset(["false", "true", "no", "yes", "0", "1", "#"])


class Column(Struct, frozen=True, forbid_unknown_fields=True):
    """What one column means, and what stands between its values."""

    field: str
    split: str = ""


class ColumnShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """A column of several values."""

    field: Annotated[str, Meta(description="One of the fields that a column may be.")]
    split: Annotated[str, Meta(description="What stands between the values.")] = ""


class MappingShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """A mapping file as people write it."""

    columns: dict[str, str | ColumnShape]
    constants: dict[str, str] = {}
    empty: list[str] = []


class Mapping(Struct, frozen=True):
    """What the columns of a list mean."""

    columns: Map[str, Column]
    constants: Map[str, str] = field(default_factory=dict)
    """Values that every paper gets, by field."""
    empty: frozenset[str] = frozenset()
    """Words that mean nothing, beside the usual ones."""

    def values(self, row: Row) -> dict[str, list[str]]:
        """Return a row's values by field, split, without those that mean nothing."""
        found: dict[str, list[str]] = {}
        for name, texts in row.values.items():
            column = self.columns.get(name)
            if column is None or column.field == IGNORE:
                continue
            parts = [part for text in texts for part in self._split(text, column)]
            found.setdefault(column.field, []).extend(parts)
        for name, text in self.constants.items():
            found.setdefault(name, []).append(text)
        return {name: parts for name, parts in found.items() if parts}

    def _split(self, text: str, column: Column) -> list[str]:
        parts = _parts(text, column.split) if column.split else [text]
        return [part for one in parts if (part := one.strip()) and self.means(part, column.field)]

    def means(self, text: str, name: str) -> bool:
        """Tell whether a value of a field says something."""
        word = text.strip().lower()
        if word in EMPTY or word in self.empty:
            return False
        is_address = name in ID_FIELDS or name == "url" or name in LINK_KINDS
        return not (is_address and word in _NO_ADDRESS)


def _parts(text: str, separator: str) -> list[str]:
    if separator.isalpha():
        return re.split(rf"\s+{re.escape(separator)}\s+", text)
    parts = text.split(separator)
    # `A, B and C`: the last comma of a list of names is a word.
    if separator == ",":
        parts = [one for part in parts for one in re.split(r"\s+(?:and|&)\s+|^and\s+", part)]
    return parts


def read_mapping(path: Path, columns: Sequence[str]) -> Mapping:
    """Read a mapping file for a list with some columns.

    Raises:
        BroadsheetError: it has another shape, or names a field or column that is not there.
    """
    file = read_yaml(path, str(path))
    if wrong := next((one for one in file.problems if one.is_error), None):
        raise BroadsheetError(str(wrong))
    try:
        shape = msgspec.convert(file.tree, MappingShape)
    except msgspec.ValidationError as error:
        raise BroadsheetError(
            f"{path}: {error}; write `columns:` and below it `name: field`"
        ) from None
    found = {
        name: Column(one) if isinstance(one, str) else Column(one.field, one.split)
        for name, one in shape.columns.items()
    }
    _check(file, found, shape.constants, columns)
    return Mapping(found, shape.constants, frozenset(one.strip().lower() for one in shape.empty))


def _check(
    file: YamlFile, found: Map[str, Column], constants: Map[str, str], columns: Sequence[str]
) -> None:
    for name, column in found.items():
        if name not in columns:
            hint = did_you_mean(name, columns)
            raise _wrong(file, name, f"the list has no column `{name}`", hint)
        if column.field not in FIELDS:
            raise _wrong(
                file, name, f"`{column.field}` is no field", did_you_mean(column.field, FIELDS)
            )
    for name in constants:
        if name not in FIELDS:
            raise _wrong(file, name, f"`{name}` is no field", did_you_mean(name, FIELDS))


def _wrong(file: YamlFile, name: str, message: str, hint: str) -> BroadsheetError:
    at = ("columns", name) if ("columns", name) in file.marks else ("constants", name)
    return BroadsheetError(str(file.problem(at, message, hint)))
