"""Items of JSON as papers, whatever the dialect: each item is a paper or has a Problem."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection
from typing import TypeAlias

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.json_items import Item, read_items
from broadsheet.imports.work import Work, read_work

Reader: TypeAlias = Callable[[Item, int, list[Problem]], Work | None]
"""Makes a work of an item; none for an item that is no work."""


def read_json_works(
    file: ImportFile, edition: dt.date | None, reader: Reader, taken: Collection[str]
) -> Imported:
    """Read all items of a file; keys that are not `taken` are counted as left out."""
    found = read_items(file)
    papers: list[ImportedPaper] = []
    problems: list[Problem] = []
    left_out: Counter[str] = Counter()
    entries = 0
    for item, line in zip(found.items, found.lines, strict=True):
        if not isinstance(item, dict):
            entries += 1
            message = f"this is no paper, so it is not imported: `{str(item)[:60]}`"
            problems.append(Problem(file.shown, line, 1, message))
            continue
        work = reader(item, line, problems)
        if work is None:
            continue
        entries += 1
        work.featured = work.featured or edition
        left_out.update(str(key) for key, value in item.items() if value and key not in taken)
        paper, wrong = read_work(work, file.shown)
        problems += wrong
        if paper is not None:
            papers.append(paper)
    return Imported(file.shown, tuple(papers), tuple(problems), entries, dict(left_out))
