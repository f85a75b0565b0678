"""Records of imported papers as files: a few one a file, many as lists of up to 500."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from broadsheet.project import Project
from broadsheet.records.loader import MAX_RECORDS
from broadsheet.records.schema import schema_reference
from broadsheet.records.slugs import slugify
from broadsheet.records.store import write_text
from broadsheet.records.writer import record_yaml, records_yaml

MOST_FILES = 200
"""New papers of one import that get a file each: more would bury the folder."""


class RecordWriter:
    """Writes the records of one import as they come."""

    def __init__(self, project: Project, title: str) -> None:
        self._project = project
        self._stem = slugify(Path(title).name.partition(".")[0])
        self._lists = 0

    def write(self, records: Iterable[dict[str, object]]) -> None:
        """Write some records; a part of a file that brings few waits for no other.

        Raises:
            BroadsheetError: a file cannot be written.
        """
        some = list(records)
        if not self._lists and len(some) <= MOST_FILES:
            for fields in some:
                self._write_one(fields)
            return
        for start in range(0, len(some), MAX_RECORDS):
            self._write_list(some[start : start + MAX_RECORDS])

    def _write_one(self, fields: dict[str, object]) -> None:
        path = self._project.papers / f"{fields['id']}.yaml"
        write_text(path, record_yaml(fields, self._schema(path)))

    def _write_list(self, records: list[dict[str, object]]) -> None:
        path = self._free_path()
        write_text(path, records_yaml(records, self._schema(path)))

    def _free_path(self) -> Path:
        while True:
            self._lists += 1
            path = self._project.papers / f"{self._stem}-{self._lists:04d}.yaml"
            if not path.exists():
                return path

    def _schema(self, path: Path) -> str:
        return schema_reference(path, self._project.schemas)
