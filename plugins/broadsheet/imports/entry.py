"""Imported papers enter a collection: their facts its lock, and new ones a record each."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping

import msgspec

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.lock import Answer, read_lock
from broadsheet.fetch.lock_writer import write_answers
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.known import KnownPapers
from broadsheet.imports.report import ImportReport, ReportedPaper
from broadsheet.project import Project
from broadsheet.records.catalogue import names_of
from broadsheet.records.loader import load_records, yaml_paths
from broadsheet.records.models import Record
from broadsheet.records.store import write_text
from broadsheet.records.writer import record_yaml

_Answers = Mapping[str, Mapping[str, Answer]]


def import_into(project: Project, imported: Imported, source: str, today: dt.date) -> ImportReport:
    """Match papers by identifier, else title; write lock entries, and records for those not there.

    Importing the same again changes no byte, and what a crash left out is made up for.

    Raises:
        BroadsheetError: the collection's records are wrong, so that a paper in them may be missed,
            or something cannot be written.
    """
    records = _sound_records(project)
    answers = read_lock(project.fetched, project.root).answers
    entry = _Entry(project, _known(project, records, answers), answers.get(source, {}), today)
    for paper in imported.papers:
        entry.take(imported.path, paper)
    # Records first: an answer for a paper without a record would be an orphan after a crash.
    for fields in entry.records:
        _write_record(project, fields)
    if entry.answers:
        write_answers(project.fetched, source, entry.answers)
    return entry.report(imported.problems)


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


def _known(project: Project, records: tuple[Record, ...], answers: _Answers) -> KnownPapers:
    known = KnownPapers(records, (path.stem.lower() for path in yaml_paths(project.papers)))
    ids = {record.id for record in records}
    for said in answers.values():
        for paper, answer in said.items():
            if paper in ids and answer.facts is not None:
                known.add(paper, answer.facts.ids, answer.facts.title)
    return known


class _Entry:
    """Decides for each paper what it is to the collection; writes nothing."""

    def __init__(
        self, project: Project, known: KnownPapers, said: Mapping[str, Answer], today: dt.date
    ) -> None:
        self._project = project
        self._known = known
        self._said = said
        self._today = today
        self._lines: dict[str, int] = {}
        self._new: list[ReportedPaper] = []
        self._matched: list[ReportedPaper] = []
        self._unchanged: list[ReportedPaper] = []
        self._problems: list[Problem] = []
        self.records: list[dict[str, object]] = []
        self.answers: list[Answer] = []

    def take(self, path: str, paper: ImportedPaper) -> None:
        """Take one paper in, or say why not."""
        found = self._known.find(paper.facts)
        if len(found) > 1:
            message = f"`{paper.facts.title}` may be each of: {', '.join(found)}; not imported"
            self._problems.append(
                Problem(path, paper.line, 1, message, "are these records of one paper?")
            )
        elif found and found[0] in self._lines:
            message = f"`{found[0]}` stands in line {self._lines[found[0]]} already; passed over"
            self._problems.append(Problem(path, paper.line, 1, message, "", Severity.WARNING))
        else:
            self._enter(found[0] if found else "", paper)

    def _enter(self, paper_id: str, paper: ImportedPaper) -> None:
        is_new = not paper_id
        paper_id = paper_id or self._known.new_id(paper.facts)
        if is_new:
            self.records.append(_record_fields(paper_id, paper))
        self._lines[paper_id] = paper.line
        self._known.add(paper_id, paper.facts.ids, paper.facts.title)
        before = self._said.get(paper_id)
        is_changed = before is None or before.facts != paper.facts
        if is_changed:
            self.answers.append(Answer(paper_id, _key(paper), self._today, paper.facts))
        group = self._new if is_new else self._matched if is_changed else self._unchanged
        group.append(ReportedPaper(paper_id, paper.facts.title))

    def report(self, problems: tuple[Problem, ...]) -> ImportReport:
        """Return what was decided, with the Problems of the file before our own."""
        return ImportReport(
            tuple(self._new),
            tuple(self._matched),
            tuple(self._unchanged),
            (*problems, *self._problems),
        )


def _key(paper: ImportedPaper) -> str:
    return next(names_of(paper.facts.ids), f"title:{paper.facts.title}")


def _record_fields(paper_id: str, paper: ImportedPaper) -> dict[str, object]:
    """Return what a new record says itself: names and edition; the lock holds the rest."""
    featured = paper.featured.isoformat() if paper.featured else ""
    ids = msgspec.structs.asdict(paper.facts.ids)
    return {**ids, "id": paper_id, "title": paper.facts.title, "featured": featured}


def _write_record(project: Project, fields: dict[str, object]) -> None:
    path = project.papers / f"{fields['id']}.yaml"
    schema = os.path.relpath(project.schemas / "record.json", path.parent).replace(os.sep, "/")
    write_text(path, record_yaml(fields, schema))
