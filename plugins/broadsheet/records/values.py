"""Values of a settings file: each read by its own parser, all that is wrong with them kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import UNSET, UnsetType

from broadsheet.errors import Invalid
from broadsheet.records.yaml_file import YamlFile, YamlPath

_Value = TypeVar("_Value")


class ValueReader:
    """Reads one file and keeps its Problems; what is wrong counts as not said."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.problems = list(file.problems)

    def value(
        self, at: YamlPath, parse: Callable[[str], _Value], text: str | UnsetType, default: _Value
    ) -> _Value:
        """Return what a text says, else the default; a Problem stands at `at`."""
        if text is UNSET:
            return default
        try:
            return parse(text)
        except Invalid as error:
            self.problems.append(self.file.problem(at, error.message, error.hint))
            return default
