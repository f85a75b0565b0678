"""What became of what was pasted."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from broadsheet.adding.inquiry import Candidate
from broadsheet.fetch.report import Report
from broadsheet.tagging.rules import Assignment


class NewPaper(Struct, frozen=True, kw_only=True):
    """A record that was written, and what the sources know of its paper."""

    paper: str
    path: Path
    title: str = ""
    """Empty where no source said one."""
    authors: tuple[str, ...] = ()
    year: str = ""
    suggestions: tuple[Assignment, ...] = ()
    """Topics that its facts speak for and its record does not name."""


class Question(Struct, frozen=True):
    """A title, and the papers that it may be the title of; a person has to choose."""

    title: str
    candidates: tuple[Candidate, ...]
    homes: tuple[str, ...]
    """For each candidate where it is in the collection, empty where it is not."""
    failures: tuple[str, ...] = ()
    """Why some sources could not be asked."""


class Added(Struct, frozen=True, kw_only=True):
    """What became of everything: new papers, and a line for each thing that was refused."""

    papers: tuple[NewPaper, ...] = ()
    refused: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    reports: tuple[Report, ...] = ()
    """Of the sources that were asked about the papers."""

    @property
    def is_complete(self) -> bool:
        """Tell whether everything that was pasted is in the collection as a new paper now."""
        return not (self.refused or self.questions)
