"""`broadsheet schema`: what editors use."""

from __future__ import annotations

import json
from pathlib import Path

from commands import broadsheet
from sites import CHECKOUT, write_config


def test_schema_writes_what_editors_use(collection: Path) -> None:
    broadsheet(collection, "schema")

    schema = json.loads((collection / "content" / "schema" / "record.json").read_text("utf-8"))
    assert "RecordShape" in schema["$defs"]


def test_the_schemas_of_this_checkout_are_current(tmp_path: Path) -> None:
    write_config(tmp_path)
    broadsheet(tmp_path, "schema")

    for path in (CHECKOUT / "content" / "schema").iterdir():
        assert path.read_text("utf-8") == (tmp_path / "content" / "schema" / path.name).read_text(
            "utf-8"
        ), f"run `broadsheet schema`: {path.name}"
