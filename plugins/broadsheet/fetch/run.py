"""A fetch: each source is asked what is wanted of it, and each answer is kept as it comes."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.board import Batch, Board, Ledger
from broadsheet.fetch.case import Case
from broadsheet.fetch.changes import Change, Changes
from broadsheet.fetch.client import Client
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.guard import judge_all
from broadsheet.fetch.lock import Lock, LockWriter, read_lock
from broadsheet.fetch.lock_file import journals
from broadsheet.fetch.policy import Policy, Wish
from broadsheet.fetch.progress import Progress, Quiet
from broadsheet.fetch.report import Report
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.visit import Visit
from broadsheet.records.models import Record

__all__ = ["Policy", "Progress", "Quiet", "run"]

_MOST_FAILURES = 3
"""Batches in a row: then a source is left alone for this run."""
_GATHERING = 0.2
"""Seconds that findings may wait in memory while their batch still brings others."""


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
    check: bool = False,
    wait: float = 0.0,
    progress: Progress | None = None,
) -> Report:
    """Ask every source about the records that the policy wants, and write the answers to `folder`.

    `older_than` is in days, `wait` for another fetch to end in seconds. With `check` nothing is
    written and the Report says what would change. What fails stands in the Report; the client's
    deadline ends the run with what was answered until then.

    Raises:
        BroadsheetError: another fetch is writing, or the folder cannot be written.
    """
    wish = Wish(today, policy, older_than)
    board = _board(records, lock, sources, wish)
    if check:
        changes = Changes(lock.answers)
        _ask_all(board, client, changes, progress or Quiet())
        return _report(board, changes.sorted())
    if not board.has_work and not journals(folder):
        return _report(board)
    with LockWriter(folder, wait=wait) as writer:
        if wait:  # for another fetch, which may have left less to ask
            board = _board(records, read_lock(folder, folder), sources, wish)
        _ask_all(board, client, writer, progress or Quiet())
    return _report(board)


def _board(
    records: Sequence[Record], lock: Lock, sources: Sequence[ActiveSource], wish: Wish
) -> Board:
    visits = [Visit(one, lock.answers.get(one.source.name, {}), wish) for one in sources]
    verdicts = judge_all(records, lock.answers)
    said = ((record, verdicts.get(record.id)) for record in records)
    return Board(
        visits, (Case(one, dict(verdict.facts) if verdict else {}) for one, verdict in said)
    )


def _report(board: Board, changes: tuple[Change, ...] = ()) -> Report:
    if board.error is not None:
        raise board.error
    asked = [visit for visit in board.visits if visit.tally.asked]
    reports = tuple(visit.tally.report() for visit in asked)
    problems = {problem: None for visit in asked for problem in visit.tally.problems()}
    return Report(reports, tuple(problems), changes)


def _ask_all(board: Board, client: Client, ledger: Ledger, progress: Progress) -> None:
    board.patience = client.patience
    threads = [
        threading.Thread(
            target=_Errand(visit, board, client, ledger, progress).run,
            name=f"fetch-{visit.name}",
            daemon=True,
        )
        for visit in board.visits
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Errand:
    """The work of one thread: a source's batches, one after the other."""

    def __init__(
        self, visit: Visit, board: Board, client: Client, ledger: Ledger, progress: Progress
    ) -> None:
        self.visit = visit
        self.board = board
        self.client = client
        self.ledger = ledger
        self.progress = progress
        self._shown = 0

    def run(self) -> None:
        """Ask until there is nothing more; an error of the disk ends all errands."""
        visit, failures = self.visit, 0
        try:
            self.client.pace(visit.active.url, visit.active.interval)
            while (batch := self.board.next_batch(visit)) is not None:
                self._expect()
                self._ask(batch)
                visit.tally.fail(visit.failure)
                failures = failures + 1 if visit.failure else 0
                if visit.is_final or failures == _MOST_FAILURES:
                    break
        except BroadsheetError as error:
            self.board.stop(error)
        finally:
            self.board.leave_alone(visit)
        if visit.tally.asked:
            self._expect()
            self.progress.finish(visit.tally.report())

    def _ask(self, batch: Batch) -> None:
        gathered: list[Finding] = []
        since = time.monotonic()
        for finding in self.visit.findings(self.client, list(batch)):
            gathered.append(finding)
            if time.monotonic() - since >= _GATHERING:
                self._take_in(batch, gathered)
                gathered, since = [], time.monotonic()
        self._take_in(batch, gathered)
        self._advance(self.board.close(batch))

    def _take_in(self, batch: Batch, findings: list[Finding]) -> None:
        if findings:
            self._advance(self.board.take_in(self.visit, batch, findings, self.ledger))

    def _advance(self, count: int) -> None:
        if count:
            self.progress.advance(self.visit.name, count)

    def _expect(self) -> None:
        """Tell those who watch how many papers it is by now."""
        total, visit = len(self.visit.tally.asked), self.visit
        if not self._shown:
            self.progress.start(visit.name, visit.label, total)
        elif total != self._shown:
            self.progress.expect(visit.name, total)
        self._shown = total
