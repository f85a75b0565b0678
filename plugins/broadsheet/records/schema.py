"""JSON Schemas of the files under content/, for editors; https://json-schema.org/draft/2020-12."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import msgspec

from broadsheet.records.shapes import ReadingListShape, RecordShape, TagShape
from broadsheet.records.store import write_text

_SHAPES: dict[str, Any] = {
    "record": RecordShape | list[RecordShape],
    "tags": list[TagShape],
    "reading-list": ReadingListShape,
}
# What an editor takes for a number where it has no quotes; the loader takes it for text.
_MAYBE_NUMBERS = {"arxiv", "pmid", "published"}


def schemas() -> dict[str, str]:
    """Return each schema's file name and its JSON text, keys sorted."""
    return {f"{name}.json": _schema_text(name, shape) for name, shape in _SHAPES.items()}


def _schema_text(name: str, shape: Any) -> str:  # noqa: ANN401
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Broadsheet {name.replace('-', ' ')}",
        **msgspec.json.schema(shape),
    }
    record = schema["$defs"].get("RecordShape", {"properties": {}})
    for key in _MAYBE_NUMBERS & set(record["properties"]):
        record["properties"][key]["type"] = ["string", "number"]
    text = msgspec.json.encode(schema, order="sorted")
    return msgspec.json.format(text, indent=2).decode() + "\n"


def schema_reference(path: Path, schemas: Path, name: str = "record") -> str:
    """Return how the first line of a file refers to its schema: `../schema/record.json`."""
    return Path(os.path.relpath(schemas / f"{name}.json", path.parent)).as_posix()


def write_schemas(folder: Path) -> None:
    """Write the schemas into a folder, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        write_text(folder / name, text)
