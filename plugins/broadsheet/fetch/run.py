"""A fetch: each source is asked what is wanted of it, and each answer is kept as it comes."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.lock import Lock, LockWriter, read_lock
from broadsheet.fetch.lock_file import journals
from broadsheet.fetch.report import Report, SourceReport
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.models import Record

_MOST_FAILURES = 3
"""Batches in a row: then a source is left alone for this run."""


class Policy(StrEnum):
    """Which papers are asked about: those never asked, those asked long ago too, or all."""

    MISSING = "missing"
    STALE = "stale"
    ALL = "all"


class Progress(Protocol):
    """Who wants to see how a run goes on; called from the threads of the sources."""

    def start(self, source: str, label: str, total: int) -> None:
        """Take that so many papers will be asked for."""

    def advance(self, source: str, count: int) -> None:
        """Take that so many more papers are done, whatever came of them."""

    def finish(self, report: SourceReport) -> None:
        """Take what came of a source."""


class Quiet:
    """A Progress that nobody looks at."""

    def start(self, source: str, label: str, total: int) -> None:
        """Do nothing."""

    def advance(self, source: str, count: int) -> None:
        """Do nothing."""

    def finish(self, report: SourceReport) -> None:
        """Do nothing."""


def run(
    records: Sequence[Record],
    lock: Lock,
    sources: Sequence[ActiveSource],
    client: Client,
    folder: Path,
    *,
    today: dt.date,
    policy: Policy = Policy.MISSING,
    older_than: int = 30,
    wait: float = 0.0,
    progress: Progress | None = None,
) -> Report:
    """Ask every source about the records that the policy wants, and write the answers to `folder`.

    `older_than` is in days, `wait` for another fetch to end in seconds. What fails stands in the
    Report; the client's deadline ends the run with what was answered until then.

    Raises:
        BroadsheetError: another fetch is writing, or the folder cannot be written.
    """

    def plan(lock: Lock) -> list[_Visit]:
        wants = ((one, wanted(records, lock, one, policy, today, older_than)) for one in sources)
        return [_Visit(active, keys, today, lock) for active, keys in wants if keys]

    visits = plan(lock)
    if not visits and not journals(folder):
        return Report(())
    with LockWriter(folder, wait=wait) as writer:
        if wait:  # for another fetch, which may have left less to ask
            visits = plan(read_lock(folder, folder))
        _ask_all(visits, client, writer, progress or Quiet())
    for visit in visits:
        if visit.error is not None:
            raise visit.error
    problems = [problem for visit in visits for problem in visit.problems]
    return Report(tuple(visit.report() for visit in visits), tuple(problems))


def wanted(
    records: Sequence[Record],
    lock: Lock,
    active: ActiveSource,
    policy: Policy,
    today: dt.date,
    older_than: int = 30,
) -> dict[str, tuple[Record, ...]]:
    """Return the keys that a source is to be asked for, in the order of the records, with these."""
    answers = lock.answers.get(active.source.name, {})
    keys: dict[str, tuple[Record, ...]] = {}
    for record in records:
        key = active.source.key(target_of(record))
        if key and _is_wanted(answers.get(record.id), key, policy, today, older_than):
            keys[key] = (*keys.get(key, ()), record)
    return keys


def target_of(record: Record) -> Target:
    """Return what a record alone says of a paper that is to be looked up."""
    first = record.authors[0].family if record.authors else ""
    return Target(record.id, record.ids, record.title, first, record.links)


def _is_wanted(
    answer: Answer | None, key: str, policy: Policy, today: dt.date, older_than: int
) -> bool:
    if answer is None or answer.key != key or policy is Policy.ALL:
        return True
    # An answer from the future was dated by a wrong clock.
    is_fresh = 0 <= (today - answer.asked).days <= older_than
    return policy is Policy.STALE and not is_fresh


def _ask_all(
    visits: Sequence[_Visit], client: Client, writer: LockWriter, progress: Progress
) -> None:
    threads = [
        threading.Thread(
            target=visit.ask,
            args=(client, writer, progress),
            name=f"fetch-{visit.name}",
            daemon=True,
        )
        for visit in visits
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Visit:
    """One source in one run: its batches, one after the other, and what came of them."""

    def __init__(
        self,
        active: ActiveSource,
        wanted: Mapping[str, tuple[Record, ...]],
        today: dt.date,
        lock: Lock,
    ) -> None:
        self.active = active
        self.wanted = wanted
        self.today = today
        self.name = active.source.name
        self.known = lock.answers.get(self.name, {})
        self.answered: list[str] = []
        self.unchanged: list[str] = []
        self.not_found: list[str] = []
        self.refused: list[str] = []
        self.reasons: dict[str, None] = {}
        self.problems: list[Problem] = []
        self.error: BroadsheetError | None = None

    def ask(self, client: Client, writer: LockWriter, progress: Progress) -> None:
        """Ask for everything that is wanted; an error of the disk ends it and is kept."""
        progress.start(self.name, self.active.source.label, self._total())
        client.pace(self.active.url, self.active.interval)
        failures = 0
        try:
            for keys in self._batches():
                findings, failure, is_final = self._findings(client, keys)
                writer.append(self.name, self._answers(findings))
                progress.advance(self.name, sum(len(self.wanted[key]) for key in keys))
                failures = failures + 1 if failure else 0
                if is_final or failures == _MOST_FAILURES:
                    break
        except BroadsheetError as error:
            self.error = error
        progress.finish(self.report())

    def _batches(self) -> Iterator[list[str]]:
        keys, size = list(self.wanted), max(1, self.active.source.batch)
        return (keys[at : at + size] for at in range(0, len(keys), size))

    def _findings(self, client: Client, keys: list[str]) -> tuple[list[Finding], str, bool]:
        """Return what was said before the batch ended or failed, why it failed, and if for good."""
        findings: dict[str, Finding] = {}
        reason, is_final = "", False
        try:
            for finding in self.active.source.ask(client, self.active.url, keys):
                if finding.key in keys:
                    findings[finding.key] = finding
        except FetchError as error:
            reason, is_final = error.message, error.is_final
        except Exception as error:  # noqa: BLE001 (a stranger's source must not end the others)
            # Its message is not shown: it may hold a URL with a key.
            reason = f"{self.active.source.label} fails with {type(error).__name__}"
        if reason:
            self.reasons[reason] = None
        return list(findings.values()), reason, is_final

    def _answers(self, findings: list[Finding]) -> Iterator[Answer]:
        for finding in findings:
            for record in self.wanted[finding.key]:
                if finding.refusal:
                    self._refuse(record, finding)
                elif (answer := self._answer(record, finding)) is not None:
                    yield answer

    def _answer(self, record: Record, finding: Finding) -> Answer | None:
        old = self.known.get(record.id)
        known = old.facts if old is not None and old.key == finding.key else None
        if finding.facts is None and known is not None:
            label = self.active.source.label
            self.reasons[f"{label} no longer knows {finding.key}; its old answer is kept"] = None
            return None
        self.answered.append(record.id)
        if finding.facts is None:
            self.not_found.append(record.id)
        if known is not None and known == finding.facts:
            self.unchanged.append(record.id)
        return Answer(record.id, finding.key, self.today, finding.facts)

    def _refuse(self, record: Record, finding: Finding) -> None:
        self.refused.append(record.id)
        message = f"{self.active.source.label} refuses `{finding.key}`: {finding.refusal}"
        origin = record.origin
        hint = "check the id"
        self.problems.append(Problem(origin.path, origin.line, 1, message, hint, Severity.WARNING))

    def _total(self) -> int:
        return sum(len(records) for records in self.wanted.values())

    def report(self) -> SourceReport:
        """Return the counts as they are now."""
        asked = self._total()
        return SourceReport(
            source=self.name,
            label=self.active.source.label,
            asked=asked,
            answered=len(self.answered),
            unchanged=len(self.unchanged),
            not_found=tuple(self.not_found),
            refused=tuple(self.refused),
            failed=asked - len(self.answered) - len(self.refused),
            reasons=tuple(self.reasons),
        )
