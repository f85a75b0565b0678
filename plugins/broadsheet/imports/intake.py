"""Imported papers enter a collection: their facts its lock, and new ones a record each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.lock import LockWriter, stream_sound_lock
from broadsheet.fetch.lock_file import journals
from broadsheet.imports.decisions import Decided, Decisions, packed
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.imports.importer import Imported, Importer
from broadsheet.imports.known import KnownPapers
from broadsheet.imports.report import ImportReport
from broadsheet.imports.writing import RecordWriter
from broadsheet.project import Project
from broadsheet.records.loader import read_records, yaml_paths
from broadsheet.records.models import Record
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary

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
    with _Intake(project, source.name, title, wish) as intake:
        for part in parts:
            intake.take(part)
            progress(intake.entries)
    return intake.report()


class _Intake:
    """One import: decides on each part of a file, writes what follows, and sums it up."""

    def __init__(self, project: Project, source: str, title: str, wish: Wish) -> None:
        self.entries = 0
        self._project = project
        self._source = source
        self._is_dry = wish.is_dry
        self._decisions = _decisions(project, source, wish)
        self._records = RecordWriter(project, title)
        self._lock: LockWriter | None = None
        self._held = ExitStack()
        self._problems: list[Problem] = []
        self._left_out: Counter[str] = Counter()
        self._notes: dict[str, None] = {}

    def __enter__(self) -> _Intake:
        if not self._is_dry and journals(self._project.fetched):
            # A run that was killed at its very end has left nothing to import but this to tidy.
            self._open_lock()
        return self

    def __exit__(self, *_: object) -> None:
        # What was kept of the papers has to go before the lock is put in order.
        self._decisions.forget()
        self._held.close()

    def take(self, part: Imported) -> None:
        self.entries += part.met
        self._left_out.update(part.left_out)
        self._problems += part.problems
        self._notes.update(dict.fromkeys(part.notes))
        for paper in part.papers:
            self._decisions.take(part.path, paper)
        self._write(self._decisions.flush())

    def _write(self, decided: Decided) -> None:
        if decided.answers and not self._is_dry:
            lock = self._open_lock()
            # Records first: an answer for a paper without one would be an orphan after a crash.
            self._records.write(decided.records)
            lock.append(self._source, decided.answers)

    def _open_lock(self) -> LockWriter:
        if self._lock is None:
            self._lock = self._held.enter_context(LockWriter(self._project.fetched, wait=_WAIT))
        return self._lock

    def report(self) -> ImportReport:
        return replace(
            self._decisions.report(tuple(self._problems)),
            entries=self.entries,
            left_out=dict(self._left_out),
            notes=tuple(self._notes),
            is_dry=self._is_dry,
        )


def _decisions(project: Project, source: str, wish: Wish) -> Decisions:
    paths = yaml_paths(project.papers)
    known = KnownPapers((), (path.stem.lower() for path in paths))
    papers = set[str]()
    for record in _sound_records(project, paths):
        papers.add(record.id)
        known.add(record.id, record.ids, record.title, record.authors)
    said: dict[str, bytes] = {}
    for speaker, answer in stream_sound_lock(project.fetched, project.root):
        if (facts := answer.facts) is None:
            continue
        if speaker == source:
            said[answer.paper] = packed(facts)
        if answer.paper in papers:
            known.add(answer.paper, facts.ids, facts.title, facts.authors)
    return Decisions(known, said, wish.today, _vocabulary(project), is_dry=wish.is_dry)


def _sound_records(project: Project, paths: Iterable[Path]) -> Iterator[Record]:
    """Yield all records, file by file; behind them, raise where a file has errors."""
    wrong: list[Problem] = []
    for path in paths:
        found = read_records(path, project.shown(path))
        wrong += (problem for problem in found.problems if problem.is_error)
        yield from found.records
    if wrong:
        count = f"{len(wrong)} problem{'s' if len(wrong) > 1 else ''}"
        raise BroadsheetError(
            f"{project.shown(project.papers)}: {count} in the records; mend them first, "
            f"`broadsheet check` names them; the first: {wrong[0]}"
        )


def _vocabulary(project: Project) -> Vocabulary:
    vocabulary, _ = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    return vocabulary
