"""Imported papers enter a collection: their facts its lock, and new ones a record each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.lock import read_sound_lock, write_answers
from broadsheet.imports.formats import read_import
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.known import KnownPapers
from broadsheet.imports.report import ImportReport, ReportedPaper
from broadsheet.project import Project
from broadsheet.records.catalogue import names_of
from broadsheet.records.loader import load_records, yaml_paths
from broadsheet.records.models import Facts, Record
from broadsheet.records.schema import schema_reference
from broadsheet.records.store import write_text
from broadsheet.records.titles import title_key
from broadsheet.records.writer import record_yaml

_Answers: TypeAlias = Mapping[str, Mapping[str, Answer]]


def import_file(
    project: Project, path: Path, *, edition: dt.date | None, today: dt.date
) -> ImportReport:
    """Read a file of any known format into a collection; new papers run in the edition, if given.

    Raises:
        BroadsheetError: as `read_import` and `import_into` do.
    """
    importer, imported = read_import(path, project.shown(path), edition)
    return import_into(project, imported, importer.name, today)


def import_into(project: Project, imported: Imported, source: str, today: dt.date) -> ImportReport:
    """Match papers by identifier, else title; write lock entries, and records for those not there.

    Importing the same again changes no byte, and what a crash left out is made up for.

    Raises:
        BroadsheetError: the collection's records are wrong, so that a paper in them may be missed,
            or something cannot be written.
    """
    records = _sound_records(project)
    answers = read_sound_lock(project.fetched, project.root).answers
    intake = _Intake(_known(project, records, answers), answers.get(source, {}), today)
    for paper in imported.papers:
        intake.take(imported.path, paper)
    # Records first: an answer for a paper without a record would be an orphan after a crash.
    for fields in intake.records:
        _write_record(project, fields)
    if intake.answers:
        write_answers(project.fetched, source, intake.answers)
    return intake.report(imported.problems)


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


class _Intake:
    """Decides for each paper what it is to the collection; writes nothing."""

    def __init__(self, known: KnownPapers, said: Mapping[str, Answer], today: dt.date) -> None:
        self._known = known
        self._said = said
        self._today = today
        self._lines: dict[str, int] = {}
        self._groups: dict[str, list[ReportedPaper]] = {"new": [], "matched": [], "unchanged": []}
        self._problems: list[Problem] = []
        self.records: list[dict[str, object]] = []
        self.answers: list[Answer] = []

    def take(self, path: str, paper: ImportedPaper) -> None:
        """Take one paper in, or say why not."""
        found = self._known.find(paper.facts)
        if doubt := self._doubt(paper.facts, found):
            self._problems.append(Problem(path, paper.line, 1, *doubt))
        elif found:
            self._enter("matched", found[0], paper)
        else:
            paper_id = self._known.new_id(paper.facts)
            self.records.append(_record_fields(paper_id, paper))
            self._enter("new", paper_id, paper)

    def _doubt(self, facts: Facts, found: tuple[str, ...]) -> tuple[str, str, Severity] | None:
        if not (title_key(facts.title) or any(names_of(facts.ids))):
            message = "no title or identifier to know the paper by; not imported"
            return message, "give it a title", Severity.ERROR
        if len(found) > 1:
            message = f"`{facts.title}` may be each of {', '.join(found)}; not imported"
            return message, "are these records of one paper?", Severity.ERROR
        if found and found[0] in self._lines:
            message = f"`{found[0]}` stands in line {self._lines[found[0]]} already; passed over"
            return message, "remove one of them", Severity.WARNING
        return None

    def _enter(self, group: str, paper_id: str, paper: ImportedPaper) -> None:
        self._lines[paper_id] = paper.line
        self._known.add(paper_id, paper.facts.ids, paper.facts.title)
        before = self._said.get(paper_id)
        if before is None or before.facts != paper.facts:
            self.answers.append(Answer(paper_id, _key(paper), self._today, paper.facts))
        elif group == "matched":
            # The earlier answer stays with its day, so that nothing is written.
            group = "unchanged"
        self._groups[group].append(ReportedPaper(paper_id, paper.facts.title))

    def report(self, problems: tuple[Problem, ...]) -> ImportReport:
        """Return what was decided, with the Problems of the file before our own."""
        groups = {name: tuple(papers) for name, papers in self._groups.items()}
        return ImportReport(**groups, problems=(*problems, *self._problems))


def _key(paper: ImportedPaper) -> str:
    return next(names_of(paper.facts.ids), f"title:{paper.facts.title}")


def _record_fields(paper_id: str, paper: ImportedPaper) -> dict[str, object]:
    """Return what a new record says itself: names and edition; the lock holds the rest."""
    featured = paper.featured.isoformat() if paper.featured else ""
    ids = msgspec.structs.asdict(paper.facts.ids)
    return {**ids, "id": paper_id, "title": paper.facts.title, "featured": featured}


def _write_record(project: Project, fields: dict[str, object]) -> None:
    path = project.papers / f"{fields['id']}.yaml"
    write_text(path, record_yaml(fields, schema_reference(path, project.schemas)))
