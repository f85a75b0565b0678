"""Reading a text by the importer that knows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.imports.importer import Imported
from broadsheet.records.models import Facts


def read(folder: Path, text: str, name: str = "list.txt", format_: str = "") -> Imported:
    """Write a text into a file, read it, and put its parts together."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    file = ImportFile(path, name)
    found = list(find_importer(file, format_).parts(file, None))
    papers = tuple(paper for part in found for paper in part.papers)
    problems = tuple(problem for part in found for problem in part.problems)
    left_out = {name: count for part in found for name, count in part.left_out.items()}
    notes = tuple(note for part in found for note in part.notes)
    return Imported(name, papers, problems, sum(one.met for one in found), left_out, notes)


def facts_of(folder: Path, text: str, name: str = "list.txt") -> Facts:
    """Return the facts of the one paper in a text that has no Problem."""
    found = read(folder, text, name)
    assert found.problems == ()
    (paper,) = found.papers
    return paper.facts


def said(found: Imported) -> list[str]:
    """Return the Problems as people see them, without the path."""
    return [str(problem).partition(":")[2] for problem in found.problems]


EDITION = dt.date(2024, 6, 1)
