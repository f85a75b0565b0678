"""What an import did: each paper once, and all that stood in its way."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from broadsheet.errors import Problem


class ReportedPaper(Struct, frozen=True):
    """A paper of the collection, and the title it was imported with."""

    paper: str
    title: str


class ImportReport(Struct, frozen=True):
    """Papers that are new, that learnt something, and that were as they are; in the file's order."""

    new: tuple[ReportedPaper, ...] = ()
    matched: tuple[ReportedPaper, ...] = ()
    unchanged: tuple[ReportedPaper, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """Yield a line for each paper that changed."""
        for word, papers in (("new", self.new), ("matched", self.matched)):
            for one in papers:
                yield f"{word}: {one.paper} ({one.title})"

    @property
    def summary(self) -> str:
        """Return the counts in one line."""
        counts = (
            f"{len(self.new)} new, {len(self.matched)} matched, {len(self.unchanged)} unchanged"
        )
        wrong = len(self.problems)
        return f"{counts}, {wrong} {'problem' if wrong == 1 else 'problems'}"
