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
    """Papers that are new, that learnt something, and that stayed as they are, in file order."""

    new: tuple[ReportedPaper, ...] = ()
    matched: tuple[ReportedPaper, ...] = ()
    unchanged: tuple[ReportedPaper, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def lines(self) -> Iterator[str]:
        """Yield a line for each paper that changed and for each Problem, at last the counts."""
        for word, papers in (("new", self.new), ("matched", self.matched)):
            for one in papers:
                yield f"{word}: {one.paper} ({one.title})"
        yield from map(str, self.problems)
        yield self.summary

    @property
    def summary(self) -> str:
        """Return the counts in one line."""
        counts = {"new": self.new, "matched": self.matched, "unchanged": self.unchanged}
        papers = ", ".join(f"{len(found)} {word}" for word, found in counts.items())
        wrong = len(self.problems)
        return f"{papers}, {wrong} {'problem' if wrong == 1 else 'problems'}"
