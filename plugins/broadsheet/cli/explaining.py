"""`broadsheet fetch --explain` and `--conflicts`: who said what, from the lock alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from broadsheet.cli.terminal import counted, is_terminal, safe, say
from broadsheet.errors import BroadsheetError
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.conflicts import Conflict, all_conflicts
from broadsheet.fetch.curated import CURATED
from broadsheet.fetch.explain import MERGED, ExplainedField, Explanation, Said, explain
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.merge import statements_on
from broadsheet.fetch.order import read_order
from broadsheet.fetch.source import find_sources
from broadsheet.imports.formats import IMPORTERS
from broadsheet.project import Project
from broadsheet.records.catalogue import find_name, record_names, sole_records
from broadsheet.records.loader import load_records
from broadsheet.records.models import Record
from broadsheet.records.shapes import did_you_mean

_LONGEST = 400
"""Characters of a value in plain lines; a table wraps as many."""
_SHOWN = "*"


def say_explanation(project: Project, text: str) -> None:
    """Print each field of a paper with every source's value; a table on a terminal.

    Raises:
        BroadsheetError: the text names no paper here.
    """
    record, answers = _find(project, text)
    of_paper = {source: said[record.id] for source, said in answers.items() if record.id in said}
    order = read_order(project.sources, project.shown(project.sources))
    found = explain(record, of_paper, statements_on(record, answers), order)
    labels = _labels()
    if is_terminal():
        _draw(found, labels)
    else:
        for line in plain_lines(found, labels):
            say(line)


def say_conflicts(project: Project) -> None:
    """Print a line for each thing that sources differ on."""
    papers = set()
    labels = _labels()
    for record, conflict in collection_conflicts(project):
        say(conflict.problem(record, labels))
        papers.add(record.id)
    say(f"Sources differ on {counted(len(papers), 'paper')}.")


def collection_conflicts(project: Project) -> Iterator[tuple[Record, Conflict]]:
    """Yield all conflicts of a collection, in the order of its records."""
    answers = read_lock(project.fetched, project.root).answers
    if len(answers) < 2:
        return
    records, _ = sole_records(load_records(project.papers, project.root).records)
    yield from all_conflicts((record, statements_on(record, answers)) for record in records)


def _labels() -> dict[str, str]:
    labels = {source.name: source.label for source in find_sources().sources}
    imported = {importer.name: importer.label for importer in IMPORTERS}
    return {**imported, **labels, CURATED: "the record", MERGED: "put together"}


def _find(project: Project, text: str) -> tuple[Record, Mapping[str, Mapping[str, Answer]]]:
    records, _ = sole_records(load_records(project.papers, project.root).records)
    answers = read_lock(project.fetched, project.root).answers
    paper = find_name(record_names(records), text)
    record = next((one for one in records if one.id == paper), None)
    if record is None:
        hint = did_you_mean(text, (one.id for one in records))
        raise BroadsheetError(f"no paper `{text}` in this collection" + (f"; {hint}" * bool(hint)))
    return record, answers


def plain_lines(found: Explanation, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield an explanation line by line; a star marks what readers see."""
    yield f"{found.paper}: {found.title}"
    yield f"{found.origin.path}:{found.origin.line}"
    for one in found.asked:
        outcome = f": {one.outcome}" if one.outcome else ""
        yield f"asked {labels.get(one.source, one.source)} on {one.date} for {one.key}{outcome}"
    for field in found.fields:
        yield f"{field.name}{_note(field)}"
        for said in field.said:
            mark = _SHOWN if said.is_shown else " "
            yield f"  {mark} {_who(said, labels)}: {_short(said.value)}"
    yield from _conflict_lines(found, labels)


def _conflict_lines(found: Explanation, labels: Mapping[str, str]) -> Iterator[str]:
    for conflict in found.conflicts:
        yield f"sources differ on the {conflict.text(labels)}"


def _draw(found: Explanation, labels: Mapping[str, str]) -> None:
    console = Console()
    title = Text(safe(f"{found.paper}: {found.title}"), style="bold")
    console.print(title, Text(f"{found.origin.path}:{found.origin.line}", style="dim"), sep="\n")
    table = Table(show_lines=False, pad_edge=False, box=None, header_style="bold")
    table.add_column("Field", no_wrap=True)
    table.add_column("Source", no_wrap=True)
    table.add_column("Day", no_wrap=True)
    table.add_column("Value", overflow="fold")
    for field in found.fields:
        _add_rows(table, field, labels)
    console.print(table)
    for one in found.asked:
        if one.outcome:
            console.print(Text(safe(f"{labels.get(one.source, one.source)} {one.outcome}")))
    for line in _conflict_lines(found, labels):
        console.print(Text(safe(line), style="yellow"))


def _add_rows(table: Table, field: ExplainedField, labels: Mapping[str, str]) -> None:
    rows = [("", "", field.note, "italic")] if field.note else []
    for said in field.said:
        who = f"{_SHOWN if said.is_shown else ' '} {labels.get(said.source, said.source)}"
        style = "" if said.is_shown else "dim"
        rows.append((who, str(said.date or ""), _short(said.value), style))
    for at, (who, day, value, style) in enumerate(rows):
        cells = (field.name if at == 0 else "", who, day, value)
        table.add_row(*(Text(safe(cell), style=style) for cell in cells))


def _note(field: ExplainedField) -> str:
    return f" ({field.note})" if field.note else ""


def _who(said: Said, labels: Mapping[str, str]) -> str:
    label = labels.get(said.source, said.source)
    return f"{label}, {said.date}" if said.date else label


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
