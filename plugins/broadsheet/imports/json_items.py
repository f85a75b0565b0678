"""JSON with a list of works: which dialect it is, and its items with their lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile

Item: TypeAlias = Mapping[str, Any]
_KEYS = ("items", "references", "papers", "results", "data", "records", "entries")
# Half of a pair of surrogates is no character that a file could be written with.
_HALF = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class NotJson(Struct, frozen=True):
    """A line among those of JSON that is none."""

    text: str

    def __str__(self) -> str:
        """Return the line."""
        return self.text


class Items(Struct, frozen=True):
    """The items of a file, and the line of each; not every item need be a mapping."""

    items: tuple[Any, ...]
    lines: tuple[int, ...]


def looks_like_json(file: ImportFile) -> bool:
    """Tell by the first sign, so that other formats are not parsed in vain."""
    return file.head.lstrip()[:1] in ("[", "{")


@lru_cache(maxsize=2)
def read_items(file: ImportFile) -> Items:
    """Read a JSON file with a list of items, at the top or below a key, or JSON Lines.

    Raises:
        BroadsheetError: it is no JSON, or has no list.
    """
    text = _HALF.sub(r"\\ufffd", file.text)
    if found := _json_lines(text):
        return found
    try:
        root = json.loads(text, parse_constant=str)
    except RecursionError:
        raise BroadsheetError(f"{file.shown}: nested too deep to be read") from None
    except ValueError as error:
        place = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise BroadsheetError(f"{file.shown}{place}: not JSON: {error}") from None
    items = list_of(root)
    if items is None:
        raise BroadsheetError(f"{file.shown}: there is no list of papers in this JSON")
    return Items(tuple(items), tuple(_lines(text, items)))


def _json_lines(text: str) -> Items | None:
    """Read JSON Lines: more than one line, the first a whole mapping.

    No other JSON goes on behind a whole mapping, so a line that cannot be read is half an item.
    """
    first, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or not isinstance(_line_value(first), dict):
        return None
    numbered = enumerate(text.split("\n"), start=1)
    found = [(_line_value(line), number) for number, line in numbered if line.strip()]
    return Items(tuple(item for item, _ in found), tuple(line for _, line in found))


def _line_value(line: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(line, parse_constant=str)
    except (ValueError, RecursionError):
        return NotJson(line.strip())


def list_of(root: object) -> list[Any] | None:
    """Return the list in a tree: itself, below a usual key, or the mappings that keys name."""
    if isinstance(root, list):
        return root
    if not isinstance(root, dict):
        return None
    if "title" in root or "id" in root:
        return [root]
    for key in (*_KEYS, *root):
        if isinstance(value := root.get(key), list) and any(isinstance(one, dict) for one in value):
            return value
    values = list(root.values())
    if len(values) > 1 and all(isinstance(one, dict) for one in values):
        return [{"key": key, **value} for key, value in root.items()]
    return [root] if root else None


def _lines(text: str, items: list[Any]) -> Iterator[int]:
    """Yield about where each item starts: at its title or id, from where the last one was found."""
    position, line = 0, 1
    for item in items:
        if isinstance(item, dict) and (needle := _needle(item)):
            found = text.find(needle, position)
            if found >= 0:
                line += text.count("\n", position, found)
                position = found
        yield line


def _needle(item: Item) -> str:
    values = (item.get(key) for key in ("id", "title", "key", "citation-key"))
    plain = (one for one in values if isinstance(one, str) and re.fullmatch(r"[\w .,:/-]{3,}", one))
    return next((f'"{one}"' for one in plain), "")


Recognise: TypeAlias = Callable[[Item], bool]


def is_of(file: ImportFile, fits: Recognise, most: int = 20) -> bool:
    """Tell whether the first items of a JSON file are of a dialect."""
    if not looks_like_json(file):
        return False
    try:
        items = [one for one in read_items(file).items[:most] if isinstance(one, dict)]
    except BroadsheetError:
        return False
    # A few may be broken; whose dialect it is, the others tell.
    return 2 * sum(map(fits, items)) > len(items)
