"""What an importer is, and what it returns: one module of this package for each format."""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.records.models import Facts


class ImportedPaper(Struct, frozen=True):
    """What a file says of one paper, and where it starts to."""

    facts: Facts
    line: int
    featured: dt.date | None = None
    """The edition it ran in, where the file or the caller knows."""


class Imported(Struct, frozen=True):
    """All papers of a file in its order; what could not be taken from it is a Problem each."""

    path: str
    """As Problems show it."""
    papers: tuple[ImportedPaper, ...]
    problems: tuple[Problem, ...] = ()


class Importer(Protocol):
    """Reads one format; register it in `broadsheet.imports.formats`."""

    name: str
    """Names the source in the lock and in provenance: a-z, 0-9 and hyphens."""
    label: str
    """What readers call the format."""

    def recognises(self, path: str, text: str) -> bool:
        """Tell whether a file, by its name and text, has this format."""

    def read(self, path: str, text: str, edition: dt.date | None) -> Imported:
        """Read a text, never raising; `edition` is the day that the caller gave, if any."""
