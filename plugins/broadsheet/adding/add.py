"""Adding papers: the smallest good record for each, or the place where the paper already is."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.adding.addresses import repository_of
from broadsheet.adding.draft import draft_of, named_draft, path_of, renamed, write_draft
from broadsheet.adding.inquiry import Found, Inquiry, record_ids
from broadsheet.adding.known import Known, names_of_all
from broadsheet.adding.outcome import Added, NewPaper, Question
from broadsheet.adding.pasted import Pasted, read_pasted
from broadsheet.adding.refusal import no_title, unknown_paper, unreadable
from broadsheet.adding.suggestions import Suggestions
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.enrich import collection_settings, enrich
from broadsheet.fetch.lock import read_lock, read_sound_lock, write_answers
from broadsheet.fetch.merge import Statement, merge, statements_on
from broadsheet.fetch.order import read_order
from broadsheet.fetch.progress import Progress
from broadsheet.fetch.report import Report
from broadsheet.project import Project
from broadsheet.records.ids import Identifiers
from broadsheet.records.loader import load_records
from broadsheet.records.models import Record
from broadsheet.records.schema import write_schemas
from broadsheet.tagging.vocabulary import load_vocabulary

_Answers = Mapping[str, Mapping[str, Answer]]


class Wish(Struct, frozen=True, kw_only=True):
    """What new records shall say beside their ids, and whether sources are asked."""

    today: dt.date
    featured: dt.date | None = None
    tags: tuple[str, ...] = ()
    takes_suggested: bool = False
    """Whether suggested topics are written into the record."""
    may_fetch: bool = True


def add(
    project: Project, texts: Sequence[str], wish: Wish, progress: Progress | None = None
) -> Added:
    """Write a record for each paper that is pasted and not here, and look up the rest.

    Sources are asked first, so that a paper which turns out to be here leaves no trace; a record is
    written all the same where they cannot be asked, or where somebody stops it.

    Raises:
        BroadsheetError: a file could not be written, or the lock is not sound.
    """
    adding = _Adding(project, wish, progress)
    pasted = read_pasted(texts)
    adding.add_by_ids([one for one in pasted if _has_record_ids(one)])
    # What names a paper in a roundabout way may mean one that was added just now.
    roundabout = (adding.resolved(one) for one in pasted if not _has_record_ids(one))
    adding.add_by_ids([one for one in roundabout if one is not None])
    return adding.outcome()


def _has_record_ids(pasted: Pasted) -> bool:
    return record_ids(pasted.ids) != Identifiers()


class _Adding:
    """The work of one command: what is here, what was added, and what was refused."""

    def __init__(self, project: Project, wish: Wish, progress: Progress | None) -> None:
        self.project = project
        self.wish = wish
        self.progress = progress
        loaded = load_records(project.papers, project.root)
        records = (*loaded.records, *loaded.flawed)
        # A lock that cannot be written again must be mended before sources are asked.
        read = read_sound_lock if wish.may_fetch else read_lock
        self.homes = {one.id: f"{one.origin.path}:{one.origin.line}" for one in records}
        self.known = Known(records, read(project.fetched, project.root).answers)
        self.inquiry = Inquiry(collection_settings(project))
        self.order = read_order(project.sources, project.shown(project.sources))
        vocabulary, _ = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
        self.suggestions = Suggestions(vocabulary, self.order)
        self.papers: dict[str, NewPaper] = {}
        self.reports: list[Report] = []
        self.questions: list[Question] = []
        self.refusals: dict[int, str] = {}
        """By place among what was pasted."""

    def add_by_ids(self, pasted: Sequence[Pasted]) -> None:
        """Add the papers that are not here; all are looked up together."""
        drafts: dict[str, tuple[Pasted, Record]] = {}
        drafted: set[str] = set()
        twins: list[Pasted] = []
        for one in pasted:
            names, draft = {*names_of_all(one.ids)}, self._draft(one)
            if found := self.known.by_ids(one.ids):
                self._refuse_known(one, found)
            elif names & drafted or draft.id in drafts:
                twins.append(one)
            elif self._is_free(one, draft):
                drafts[draft.id] = (one, draft)
                drafted |= names
        if drafts:
            self._settle(drafts)
        for one in twins:
            if found := self.known.by_ids(one.ids):
                self._refuse_known(one, found)
            else:
                self.refusals[one.at] = f"`{one.text}`: not added, as one before it"

    def _draft(self, pasted: Pasted) -> Record:
        draft = draft_of(self.project, pasted.ids)
        return replace(draft, featured=self.wish.featured, tags=self.wish.tags)

    def _is_free(self, pasted: Pasted, draft: Record) -> bool:
        path = path_of(self.project, draft)
        if not path.exists():
            return True
        # The file is there but its paper is not: it cannot be read, and must not be overwritten.
        shown = self.project.shown(path)
        self.refusals[pasted.at] = f"`{pasted.text}`: {shown} exists (run `broadsheet check`)"
        return False

    def _settle(self, drafts: Mapping[str, tuple[Pasted, Record]]) -> None:
        """Look drafts up, and write those whose papers are neither here nor unknown."""
        with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
            beside = Project(self.project.root, Path(folder))
            report = Report(())
            try:
                if self.wish.may_fetch:
                    records = [record for _, record in drafts.values()]
                    report = enrich(
                        beside,
                        records,
                        today=self.wish.today,
                        is_awaited=True,
                        progress=self.progress,
                    )
                    self.reports.append(report)
            finally:
                # Also with what was answered until somebody pressed Ctrl-C.
                answers = read_lock(beside.fetched, beside.root).answers
                said: dict[str, list[Answer]] = {}
                for pasted, record in drafts.values():
                    for source, answer in self._finish(pasted, record, answers, report):
                        said.setdefault(source, []).append(answer)
                for source, found in sorted(said.items()):
                    write_answers(self.project.fetched, source, found)

    def _finish(
        self, pasted: Pasted, draft: Record, answers: _Answers, report: Report
    ) -> Sequence[tuple[str, Answer]]:
        """Write a draft or refuse it; return the answers that are to be kept."""
        statements = statements_on(draft, answers)
        if other := self._same_paper(draft, statements):
            self._remember(other, draft, statements)
            self._refuse_known(pasted, other)
            return ()
        if not statements and (reason := unknown_paper(draft, report)):
            self.refusals[pasted.at] = f"`{pasted.text}`: {reason}"
            return ()
        merged = merge(draft, statements, self.order)
        record = named_draft(self.project, draft, merged)
        if record.id in self.homes or path_of(self.project, record).exists():
            record = draft
        self._write(record, statements)
        own = ((source, said[draft.id]) for source, said in answers.items() if draft.id in said)
        return renamed(own, record.id)

    def _same_paper(self, draft: Record, statements: Iterable[Statement]) -> str:
        if found := self.known.by_ids(draft.ids):
            return found
        found_by = (self.known.by_facts(one.facts) for one in statements)
        return next(filter(None, found_by), "")

    def _remember(self, paper: str, record: Record, statements: Iterable[Statement]) -> None:
        self.known.add(paper, record)
        for one in statements:
            self.known.add(paper, one.facts)

    def _write(self, record: Record, statements: Sequence[Statement]) -> None:
        topics = self.suggestions.topics(record, statements)
        if self.wish.takes_suggested:
            record = replace(record, tags=(*record.tags, *(one.tag for one in topics)))
        path = write_draft(self.project, record)
        self.homes[record.id] = self.project.shown(path)
        self._remember(record.id, record, statements)
        paper = merge(record, statements, self.order)
        self.papers[record.id] = NewPaper(
            paper=record.id,
            path=path,
            title=paper.title if "title" in paper.provenance else "",
            authors=tuple(one.name for one in paper.authors),
            year=str(paper.published.year) if paper.published else "",
            suggestions=topics,
        )

    def resolved(self, pasted: Pasted) -> Pasted | None:
        """Return what was pasted with its identifiers; else say what can be said of it."""
        if found := self._here(pasted):
            self._refuse_known(pasted, found)
        elif pasted.title:
            self._ask_back(pasted)
        elif pasted.error:
            self.refusals[pasted.at] = pasted.error
        else:
            found_ids = self.inquiry.ids_of(pasted) if self.wish.may_fetch else Found()
            if record_ids(found_ids.ids) != Identifiers():
                return replace(pasted, ids=found_ids.ids)
            self.refusals[pasted.at] = unreadable(pasted, found_ids)
        return None

    def _here(self, pasted: Pasted) -> str:
        if pasted.address:
            repository = repository_of(pasted.address)
            found = self.known.by_address(pasted.address)
            return found or (self.known.by_address(repository) if repository else "")
        return (
            self.known.by_text(pasted.text)
            or self.known.by_ids(pasted.ids)
            or self.known.by_title(pasted.title)
        )

    def _ask_back(self, pasted: Pasted) -> None:
        """Find what a title may mean; a person chooses."""
        found = self.inquiry.by_title(pasted.title) if self.wish.may_fetch else Found()
        if found.candidates:
            here = (self.known.by_facts(one.facts) for one in found.candidates)
            homes = tuple(self.homes.get(paper, "") for paper in here)
            self.questions.append(Question(pasted.title, found.candidates, homes, found.failures))
            return
        self.refusals[pasted.at] = no_title(pasted, found)

    def _refuse_known(self, pasted: Pasted, paper: str) -> None:
        text, home = f"`{pasted.text}`", self.homes[paper]
        if paper in self.papers:
            self.refusals[pasted.at] = f"{text} is the same paper as `{paper}`, just added: {home}"
        else:
            self.refusals[pasted.at] = f"{text} is here already: {home}"

    def outcome(self) -> Added:
        """Return what became of everything, the refusals in the order of pasting."""
        if self.papers:
            write_schemas(self.project.schemas)
        return Added(
            papers=tuple(self.papers.values()),
            refused=tuple(self.refusals[at] for at in sorted(self.refusals)),
            questions=tuple(self.questions),
            reports=tuple(self.reports),
        )
