"""A tally: what has come of one source so far in a run."""

from __future__ import annotations

from broadsheet.errors import Problem
from broadsheet.fetch.keys import without_keys
from broadsheet.fetch.report import SourceReport

_MOST_REASONS = 20


class Tally:
    """Counts papers by what came of them; of a paper asked for twice the last time counts."""

    def __init__(self, source: str, label: str) -> None:
        self.source = source
        self.label = label
        self.asked: dict[str, None] = {}
        self._answered: set[str] = set()
        self._unchanged: set[str] = set()
        self._not_found: dict[str, None] = {}
        self._refused: dict[str, Problem] = {}
        self._reasons: dict[str, None] = {}

    def ask(self, paper: str) -> None:
        """Note that a paper is to be asked for."""
        self.asked[paper] = None

    def forget(self, paper: str) -> None:
        """Note that a paper is not to be asked for after all."""
        self.asked.pop(paper, None)

    def answer(self, paper: str, *, is_found: bool, is_unchanged: bool) -> None:
        """Note an answer."""
        self._clear(paper)
        self._answered.add(paper)
        if not is_found:
            self._not_found[paper] = None
        if is_unchanged:
            self._unchanged.add(paper)

    def refuse(self, paper: str, problem: Problem) -> None:
        """Note that an id was refused by the source, or its answer by the guard."""
        self._clear(paper)
        self._refused[paper] = problem

    def fail(self, reason: str) -> None:
        """Note why something failed; each reason is said once, and of many the first."""
        if reason and len(self._reasons) < _MOST_REASONS:
            self._reasons[without_keys(reason)] = None

    def problems(self) -> list[Problem]:
        """Return the Problems of what was refused."""
        return list(self._refused.values())

    def report(self) -> SourceReport:
        """Return the counts as they are now."""
        return SourceReport(
            source=self.source,
            label=self.label,
            asked=len(self.asked),
            answered=len(self._answered),
            unchanged=len(self._unchanged),
            not_found=tuple(self._not_found),
            refused=tuple(self._refused),
            failed=len(self.asked.keys() - self._answered - self._refused.keys()),
            reasons=tuple(self._reasons),
        )

    def _clear(self, paper: str) -> None:
        self._answered.discard(paper)
        self._unchanged.discard(paper)
        self._not_found.pop(paper, None)
        self._refused.pop(paper, None)
