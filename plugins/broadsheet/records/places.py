"""Places: the line and column of a record's value, found again when a Problem needs it.

Records carry only their file and first line; a file is read a second time only if it has a Problem.
"""

from __future__ import annotations

from pathlib import Path

from broadsheet.errors import Problem, Severity
from broadsheet.records.models import Origin
from broadsheet.records.yaml_file import YamlFile, YamlPath, read_yaml


class Places:
    """Finds values in the record files below a root."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._files: dict[str, YamlFile] = {}

    def problem(
        self,
        origin: Origin,
        at: YamlPath,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        rule: str = "",
    ) -> Problem:
        """Make a Problem at a value of the record that starts at `origin`."""
        file = self._files.get(origin.path)
        if file is None:
            file = self._files[origin.path] = read_yaml(self._root / origin.path, origin.path)
        record = self._record_at(file, origin.line)
        return file.problem((*record, *at), message, hint, severity, rule)

    @staticmethod
    def _record_at(file: YamlFile, line: int) -> YamlPath:
        if not isinstance(file.tree, list):
            return ()
        items = ((index,) for index in range(len(file.tree)))
        return next((item for item in items if file.marks[item][0] == line), ())
