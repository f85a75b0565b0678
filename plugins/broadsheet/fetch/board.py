"""The board: all papers and all sources of a run, and who is to ask what next.

Sources work in threads of their own. Each takes its batches here and brings its findings here; what
an answer adds to a paper may give other sources a key for it, which then waits in their queues.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.answers import Answer
from broadsheet.fetch.case import Case
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.guard import believed, fits, known_to
from broadsheet.fetch.visit import Visit

Batch = dict[str, list[Case]]
"""Keys with the papers they stand for."""


class Ledger(Protocol):
    """Where answers go: the lock, or what compares them with it."""

    def append(self, source: str, answers: Iterable[Answer]) -> None:
        """Keep answers of a source.

        Raises:
            BroadsheetError: they cannot be kept.
        """


class Board:
    """Hands out batches and takes in findings, for any number of threads."""

    def __init__(self, visits: Sequence[Visit], cases: Iterable[Case]) -> None:
        self.visits = visits
        self.error: BroadsheetError | None = None
        """What ends the run for all sources."""
        self.patience = float("inf")
        """Seconds that a batch that is not full waits for more."""
        self._by_name: Mapping[str, Visit] = {visit.name: visit for visit in visits}
        self._changed = threading.Condition()
        for case in cases:
            self._lead(case)

    @property
    def has_work(self) -> bool:
        """Tell whether anything is to be asked."""
        return any(visit.queue for visit in self.visits)

    def next_batch(self, visit: Visit) -> Batch | None:
        """Wait for a source's next batch; None when there will be none."""
        since = time.monotonic()
        with self._changed:
            visit.is_busy = False
            self._changed.notify_all()
            while not (self.error or visit.is_over or self._is_finished()):
                waited = time.monotonic() - since
                if self._is_due(visit) or (visit.queue and waited >= self.patience):
                    return self._taken(visit)
                left = self.patience - waited if visit.queue else self.patience
                self._changed.wait(min(left, 3600.0))
            return None

    def take_in(
        self, visit: Visit, batch: Batch, findings: Iterable[Finding], ledger: Ledger
    ) -> int:
        """Take findings for keys of a batch, which lose their places there, and write them.

        Returns how many papers they settle.

        Raises:
            BroadsheetError: they cannot be written.
        """
        count = 0
        with self._changed:
            for finding in findings:
                for case in batch.pop(finding.key, ()):
                    count += 1
                    visit.settle(case, finding)
                    self._judge_others(case, visit)
                    if case.grow():
                        self._lead(case)
                    self._pend(case, -1)
            self._changed.notify_all()
        self._write(ledger)
        return count

    def close(self, batch: Batch) -> int:
        """Let go of what a batch got no answer for; return how many papers that is."""
        with self._changed:
            cases = [case for some in batch.values() for case in some]
            for case in cases:
                self._pend(case, -1)
            self._changed.notify_all()
        return len(cases)

    def leave_alone(self, visit: Visit) -> None:
        """Ask a source nothing more in this run."""
        with self._changed:
            visit.is_over, visit.is_busy = True, False
            for case in [case for some in visit.queue.values() for case in some]:
                case.queued.pop(visit.name, None)
                self._pend(case, -1)
            visit.queue.clear()
            self._changed.notify_all()

    def stop(self, error: BroadsheetError) -> None:
        """End the run for all sources."""
        with self._changed:
            self.error = self.error or error
            self._changed.notify_all()

    def _taken(self, visit: Visit) -> Batch:
        keys = list(visit.queue)[: visit.batch]
        batch = {key: visit.queue.pop(key) for key in keys}
        for case in (case for some in batch.values() for case in some):
            case.queued.pop(visit.name, None)
        visit.is_busy = True
        return batch

    def _is_finished(self) -> bool:
        return not any(visit.is_busy or visit.queue for visit in self.visits)

    def _is_due(self, visit: Visit) -> bool:
        """Tell whether a batch is full, or nothing more can come to fill it."""
        return self._is_ready(visit) or (self._is_quiet() and visit is self._first_waiting())

    @staticmethod
    def _is_ready(visit: Visit) -> bool:
        return bool(visit.queue) and (len(visit.queue) >= visit.batch or not visit.hope)

    def _is_quiet(self) -> bool:
        # Sources that wait for each other would wait for ever; then the first one goes on.
        return not any(visit.is_busy or self._is_ready(visit) for visit in self.visits)

    def _first_waiting(self) -> Visit | None:
        return next((visit for visit in self.visits if visit.queue), None)

    def _lead(self, case: Case) -> None:
        """Queue a paper with every source that has a key for it now."""
        for visit in self.visits:
            key = visit.key(case.target)
            if case.queued.get(visit.name, key) != key:
                self._unqueue(visit, case)
            if not key:
                continue
            if visit.name not in case.tried and case.pending:
                visit.hope -= 1
            if case.tries(visit.name, key) and visit.wants(case, key):
                self._queue(visit, case, key)

    def _queue(self, visit: Visit, case: Case, key: str) -> None:
        visit.tally.ask(case.record.id)
        if visit.is_over:
            return
        visit.queue.setdefault(key, []).append(case)
        case.queued[visit.name] = key
        self._pend(case, 1)

    def _unqueue(self, visit: Visit, case: Case) -> None:
        key = case.queued.pop(visit.name)
        visit.queue[key].remove(case)
        if not visit.queue[key]:
            del visit.queue[key]
        visit.tally.forget(case.record.id)
        self._pend(case, -1)

    def _pend(self, case: Case, change: int) -> None:
        was, case.pending = case.pending, case.pending + change
        if bool(was) != bool(case.pending):
            for visit in self.visits:
                if visit.name not in case.tried:
                    visit.hope += change

    def _judge_others(self, case: Case, visit: Visit) -> None:
        """Look again at answers that came before one that is believed more."""
        record, said = case.record, case.said
        if (record.title and record.authors) or visit.name not in said or len(said) == 1:
            return
        order = believed(record, said)
        for name in order[order.index(visit.name) + 1 :]:
            known = known_to(record, said, name)
            if fits(known, said[name]):
                continue
            facts, key = said.pop(name), case.answered.get(name)
            if key is not None:
                self._by_name[name].refuse(case, key, known, facts)

    def _write(self, ledger: Ledger) -> None:
        for visit in self.visits:
            # Whoever writes for a source keeps the order in which its answers were settled.
            with visit.writing:
                with self._changed:
                    answers, visit.outbox = visit.outbox, []
                if answers:
                    ledger.append(visit.name, answers)
