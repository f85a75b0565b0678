"""Imported papers enter a collection: their facts its lock, and new ones a record each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.lock import LockWriter, read_sound_lock
from broadsheet.fetch.lock_file import journals
from broadsheet.imports.decisions import Decisions
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.imports.importer import Imported, Importer
from broadsheet.imports.known import KnownPapers
from broadsheet.imports.report import ImportReport
from broadsheet.imports.writing import RecordWriter
from broadsheet.project import Project
from broadsheet.records.loader import load_records, yaml_paths
from broadsheet.records.models import Record
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary

_Answers: TypeAlias = Mapping[str, Mapping[str, Answer]]
_WAIT = 10.0
"""Seconds for another writer of the lock to end."""


class Wish(Struct, frozen=True, kw_only=True):
    """How to import."""

    today: dt.date
    edition: dt.date | None = None
    """The edition that new papers run in, where the file does not say."""
    is_dry: bool = False
    """Say what would come of it and write nothing."""
    format: str = ""
    """The importer to use; empty for the first that knows the file."""
    mapping: Path | None = None
    """What the columns of a list mean; None for a guess."""


def import_file(
    project: Project, path: Path, wish: Wish, progress: Callable[[int], None] = lambda _: None
) -> ImportReport:
    """Read a file of any known format into a collection; `progress` hears how many entries were.

    What was read is written part by part, so that a run which is stopped loses none of it, and the
    next one goes on behind it.

    Raises:
        BroadsheetError: the file cannot be read or has no known format, the collection has errors,
            or something cannot be written.
    """
    file = ImportFile(path, project.shown(path))
    importer = find_importer(file, wish.format, wish.mapping)
    report = _import(
        project, importer.parts(file, wish.edition), importer, path.name, wish, progress
    )
    encoding = "" if file.is_utf8 else file.encoding
    problems = report.problems or _nothing(file, report.entries)
    return replace(report, encoding=encoding, format=importer.label, problems=problems)


def _nothing(file: ImportFile, entries: int) -> tuple[Problem, ...]:
    """Return a warning where a file holds no work at all, which its owner may not know."""
    message, hint = "there is no entry in it", "is it the right file?"
    warning = Problem(file.shown, 1, 1, message, hint, Severity.WARNING)
    return () if entries else (warning,)


def import_into(project: Project, imported: Imported, source: str, today: dt.date) -> ImportReport:
    """Take in what was read already; else as `import_file`."""
    named = _Named(source)
    return _import(project, [imported], named, imported.path, Wish(today=today), lambda _: None)


class _Named(Struct, frozen=True):
    name: str


def _import(
    project: Project,
    parts: Iterable[Imported],
    source: Importer | _Named,
    title: str,
    wish: Wish,
    progress: Callable[[int], None],
) -> ImportReport:
    records = _sound_records(project)
    decisions = _decisions(project, records, source.name, wish)
    writer = RecordWriter(project, title)
    entries, left_out = 0, Counter[str]()
    problems, notes = list[Problem](), dict[str, None]()
    with ExitStack() as stack:
        lock: LockWriter | None = None
        if not wish.is_dry and journals(project.fetched):
            # A run that was killed at its very end has left nothing to import but this to tidy.
            lock = stack.enter_context(LockWriter(project.fetched, wait=_WAIT))
        for part in parts:
            entries += part.met
            left_out.update(part.left_out)
            problems += part.problems
            notes.update(dict.fromkeys(part.notes))
            for paper in part.papers:
                decisions.take(part.path, paper)
            decided = decisions.flush()
            if decided.answers and not wish.is_dry:
                lock = lock or stack.enter_context(LockWriter(project.fetched, wait=_WAIT))
                # Records first: an answer for a paper without one would be an orphan after a crash.
                writer.write(decided.records)
                lock.append(source.name, decided.answers)
            progress(entries)
        # What was kept of the papers has to go before the lock is put in order.
        decisions.forget()
    return replace(
        decisions.report(tuple(problems)),
        entries=entries,
        left_out=dict(left_out),
        notes=tuple(notes),
        is_dry=wish.is_dry,
    )


def _sound_records(project: Project) -> tuple[Record, ...]:
    found = load_records(project.papers, project.root)
    wrong = [problem for problem in found.problems if problem.is_error]
    if wrong:
        count = f"{len(wrong)} problem{'s' if len(wrong) > 1 else ''}"
        raise BroadsheetError(
            f"{project.shown(project.papers)}: {count} in the records; mend them first, "
            f"`broadsheet check` names them; the first: {wrong[0]}"
        )
    return found.records


def _decisions(project: Project, records: tuple[Record, ...], source: str, wish: Wish) -> Decisions:
    answers = read_sound_lock(project.fetched, project.root).answers
    known = KnownPapers(records, (path.stem.lower() for path in yaml_paths(project.papers)))
    for paper, answer in _answers_of(answers, {record.id for record in records}):
        if answer.facts is not None:
            facts = answer.facts
            known.add(paper, facts.ids, facts.title, facts.authors)
    return Decisions(
        known, answers.get(source, {}), wish.today, _vocabulary(project), is_dry=wish.is_dry
    )


def _answers_of(answers: _Answers, ids: set[str]) -> Iterator[tuple[str, Answer]]:
    for said in answers.values():
        yield from ((paper, answer) for paper, answer in said.items() if paper in ids)


def _vocabulary(project: Project) -> Vocabulary:
    vocabulary, _ = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    return vocabulary
