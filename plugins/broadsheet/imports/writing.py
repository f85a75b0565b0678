"""Records of imported papers as files: a few one a file, many as lists of up to 500."""

from __future__ import annotations

from collections.abc import Iterable
from glob import escape
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
        if len(some) <= MOST_FILES and not self._has_lists:
            for fields in some:
                self._write_one(fields)
            return
        for start in range(0, len(some), MAX_RECORDS):
            self._write_list(some[start : start + MAX_RECORDS])

    @property
    def _has_lists(self) -> bool:
        """Tell whether this import, or one that was stopped, has written lists."""
        return self._lists > 0 or self._list_path(1).exists()

    def _write_one(self, fields: dict[str, object]) -> None:
        path = self._project.papers / f"{fields['id']}.yaml"
        _write(path, record_yaml(fields, self._schema(path)))

    def _write_list(self, records: list[dict[str, object]]) -> None:
        path = self._free_path()
        _write(path, records_yaml(records, self._schema(path)))

    def _free_path(self) -> Path:
        while True:
            self._lists += 1
            path = self._list_path(self._lists)
            if not path.exists():
                return path

    def _list_path(self, number: int) -> Path:
        return self._project.papers / f"{self._stem}-{number:04d}.yaml"

    def _schema(self, path: Path) -> str:
        return schema_reference(path, self._project.schemas)


def _write(path: Path, text: str) -> None:
    # What was being written when a run was killed lies beside.
    for left in path.parent.glob(f".{escape(path.name)}.*"):
        left.unlink(missing_ok=True)
    write_text(path, text)
