"""What an importer is, and what it returns: one module of this package for each format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct, field

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.records.models import Facts


class ImportedPaper(Struct, frozen=True):
    """What a file says of one paper, and where it starts to."""

    facts: Facts
    line: int
    featured: dt.date | None = None
    """The edition it ran in, where the file or the caller knows."""
    topics: tuple[str, ...] = ()
    """Words that may be topics of the collection."""
    summary: str = ""
    """The list's own words on it."""
    name: str = ""
    """What the file calls it: a citation key, a row's number."""


class Imported(Struct, frozen=True):
    """Papers of a file, or of a part of it, in its order; what was not taken is a Problem each."""

    path: str
    """As Problems show it."""
    papers: tuple[ImportedPaper, ...]
    problems: tuple[Problem, ...] = ()
    entries: int = -1
    """How many works the file tells of; -1 where each became a paper."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """The file's fields that a record has no place for, and how often they had a value."""
    notes: tuple[str, ...] = ()
    """What else its reader should know of it."""

    @property
    def met(self) -> int:
        """Return how many works there were, papers or not."""
        return len(self.papers) if self.entries < 0 else self.entries


class Importer(Protocol):
    """Reads one format; register it in `broadsheet.imports.formats`."""

    name: str
    """Names the source in the lock and in provenance: a-z, 0-9 and hyphens."""
    label: str
    """What readers call the format."""

    def recognises(self, file: ImportFile) -> bool:
        """Tell whether a file, by its name and how it begins, has this format."""

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield what a file holds, a large one in parts, raising only where it cannot be read."""
