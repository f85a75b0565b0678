"""A visit: one source in one run, what it is to be asked, and what becomes of its findings."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence

from broadsheet.errors import Invalid, Problem, Severity
from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.fetch.case import Case
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.guard import Known, fits, identity_of, is_named, known_to, refusal
from broadsheet.fetch.keys import without_keys
from broadsheet.fetch.lock_file import MAX_LINE
from broadsheet.fetch.policy import Wish, may_fit_now
from broadsheet.fetch.readings import with_counts
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.tally import Tally
from broadsheet.fetch.target import Target, slim
from broadsheet.records.models import Facts, Reading


class Visit:
    """One source in one run; all but `findings` is called under the Board's lock."""

    def __init__(self, active: ActiveSource, known: Mapping[str, Answer], wish: Wish) -> None:
        self.active = active
        self.name = active.source.name
        self.label = active.source.label
        self.batch = max(1, active.source.batch)
        self.queue: dict[str, list[Case]] = {}
        """What waits to be asked, from key to the papers it stands for."""
        self.hope = 0
        """How many papers it has no key for that others are still asked about."""
        self.is_busy = False
        self.is_over = False
        self.outbox: list[Answer] = []
        """Answers that are not written yet."""
        self.writing = threading.Lock()
        self.tally = Tally(self.name, self.label)
        self.failure = ""
        """Why the last batch failed, if it did."""
        self.is_final = False
        """Whether it failed in a way that makes further batches useless."""
        self._known = known
        self._wish = wish

    def key(self, target: Target) -> str:
        """Return what the source would look a paper up by; a stranger's code may fail here."""
        try:
            return str(self.active.source.key(target) or "")
        except Exception as error:  # noqa: BLE001 (a stranger's source must not end the others)
            self.tally.fail(f"{self.label} fails with {type(error).__name__}")
            return ""

    def wants(self, case: Case, key: str) -> bool:
        """Tell whether the source is to be asked about a paper."""
        found_by = case.answered.get(self.name)
        if found_by is not None and is_named(case.target, found_by):
            return False
        answer = self._known.get(case.record.id)
        if self._wish.wants(answer, key, case.target):
            return True
        is_refused = answer is not None and answer.refused is not None
        return is_refused and may_fit_now(answer, known_to(case.record, case.said, self.name))  # type: ignore[arg-type]  # refused, so it is there

    def findings(self, client: Client, keys: Sequence[str]) -> Iterator[Finding]:
        """Yield what the source says, until it ends or fails; why it failed is kept."""
        self.failure, self.is_final = "", False
        try:
            for finding in self.active.source.ask(client, self.active.url, keys):
                if unfit := self._unfit(finding):
                    self.failure = f"{self.label}: the answer for {finding.key} {unfit}"
                else:
                    yield finding
        except FetchError as error:
            self.failure, self.is_final = error.message, error.is_final
        except Exception as error:  # noqa: BLE001 (a stranger's source must not end the others)
            # Its message is not shown: it may hold a URL with a key.
            self.failure = f"{self.label} fails with {type(error).__name__}"

    def _unfit(self, finding: Finding) -> str:
        """Say why an answer cannot be kept: it would not be read again from the lock."""
        if finding.facts is None:
            return ""
        line = encode_answer(Answer("paper", finding.key, self._wish.today, finding.facts))
        try:
            if len(line) * 4 > MAX_LINE and len(line.encode()) > MAX_LINE:
                return "is too long to be kept"
            decode_answer(line.encode())
        except (Invalid, UnicodeError) as error:
            return f"cannot be kept: {error}"
        return ""

    def settle(self, case: Case, finding: Finding) -> None:
        """Take one finding about one paper: keep it, or refuse it and say why."""
        case.answered.pop(self.name, None)
        if finding.refusal:
            self._refused_by_source(case, finding)
        elif finding.facts is None:
            self._unknown(case, finding.key)
        else:
            known = known_to(case.record, case.said, self.name)
            if fits(known, finding.facts):
                self._keep(case, finding.key, finding.facts)
            else:
                self.refuse(case, finding.key, known, finding.facts)

    def refuse(self, case: Case, key: str, known: Known, facts: Facts) -> None:
        """Keep of an answer about another paper no more than what that paper is."""
        said = identity_of(facts)
        case.said.pop(self.name, None)
        case.answered.pop(self.name, None)
        self.tally.refuse(case.record.id, refusal(case.record, self.label, key, known, said))
        self.outbox.append(Answer(case.record.id, key, self._wish.today, refused=said))

    def _refused_by_source(self, case: Case, finding: Finding) -> None:
        said = without_keys(finding.refusal)
        message = f"{self.label} refuses `{finding.key}`: {said}"
        at = case.record.origin
        problem = Problem(at.path, at.line, 1, message, "check the id", Severity.WARNING)
        self.tally.refuse(case.record.id, problem)

    def _unknown(self, case: Case, key: str) -> None:
        old = self._old(case, key)
        if old is not None and old.facts is not None and self.name in case.said:
            self.tally.fail(f"{self.label} no longer knows {key}; its old answer is kept")
            return
        self.tally.answer(case.record.id, is_found=False, is_unchanged=old is not None)
        self.outbox.append(Answer(case.record.id, key, self._wish.today))

    def _keep(self, case: Case, key: str, facts: Facts) -> None:
        old, today = self._old(case, key), self._wish.today
        is_unchanged = old is not None and old.facts == facts
        earlier = () if old is None else old.readings or _readings_of(old)
        case.said[self.name] = slim(facts)
        case.answered[self.name] = key
        self.tally.answer(case.record.id, is_found=True, is_unchanged=is_unchanged)
        readings = with_counts(earlier, facts.counts, today)
        self.outbox.append(Answer(case.record.id, key, today, facts, readings))

    def _old(self, case: Case, key: str) -> Answer | None:
        """Return the answer of an earlier run that was for the same key."""
        old = self._known.get(case.record.id)
        return old if old is not None and old.key == key and old.refused is None else None


def _readings_of(answer: Answer) -> tuple[Reading, ...]:
    """Return the counts of an answer that was written before there were readings."""
    return () if answer.facts is None else with_counts((), answer.facts.counts, answer.asked)
