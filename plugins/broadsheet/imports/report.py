"""What an import did: each paper once, and all that stood in its way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec
from msgspec import Struct, field

from broadsheet.errors import Problem

_MOST_LINES = 20
"""Of each kind, where not all are asked for."""


class ReportedPaper(Struct, frozen=True, omit_defaults=True):
    """A paper of the collection, the title it was imported with, and its place in the file."""

    paper: str
    title: str
    line: int = 0
    name: str = ""
    """What the file calls it."""
    changes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return `hare2024socks (On Socks), line 12`."""
        title = f" ({self.title})" if self.title else ""
        return f"{self.paper}{title}" + (f", line {self.line}" if self.line else "")


class ImportReport(Struct, frozen=True):
    """Papers that are new, that learnt something, and that stayed as they are, in file order."""

    new: tuple[ReportedPaper, ...] = ()
    matched: tuple[ReportedPaper, ...] = ()
    unchanged: tuple[ReportedPaper, ...] = ()
    merged: tuple[ReportedPaper, ...] = ()
    """Entries that told of a paper which the same file had told of before."""
    problems: tuple[Problem, ...] = ()
    entries: int = -1
    """How many works the file tells of; -1 where nobody counted."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Fields that a record has no place for."""
    notes: tuple[str, ...] = ()
    encoding: str = ""
    """What the text was read as, where that is not UTF-8."""
    format: str = ""
    is_dry: bool = False

    @property
    def refused(self) -> int:
        """Return how many works became no paper; each has a Problem."""
        groups = (self.new, self.matched, self.unchanged, self.merged)
        return max(0, self.entries - sum(map(len, groups)))

    @property
    def lines(self) -> Iterator[str]:
        """Yield a line for each paper that changed and for each Problem, at last the counts."""
        yield from self.shown_lines(most=None)

    def shown_lines(self, most: int | None = _MOST_LINES) -> Iterator[str]:
        """Yield the lines, at most so many of a kind."""
        if self.encoding:
            yield f"read as {self.encoding}, for it is not UTF-8"
        for word, papers in (("new", self.new), ("matched", self.matched), ("merged", self.merged)):
            for one in papers[:most]:
                yield f"{word}: {one}"
                yield from (f"  {change}" for change in one.changes)
            yield from _rest(len(papers), most, word)
        yield from map(str, self.problems[:most])
        yield from _rest(len(self.problems), most, "problems")
        yield from self.notes
        if self.left_out:
            yield f"left out, for a record has no place for it: {_counted(self.left_out)}"
        yield self.summary

    @property
    def summary(self) -> str:
        """Return the counts in one line."""
        counts = {"new": self.new, "matched": self.matched, "unchanged": self.unchanged}
        papers = [f"{len(found)} {word}" for word, found in counts.items()]
        papers += [f"{len(self.merged)} merged"] if self.merged else []
        papers += [f"{self.refused} not imported"] if self.refused else []
        wrong = len(self.problems)
        problems = f"{wrong} {'problem' if wrong == 1 else 'problems'}"
        met = f"{self.entries} in the file: " if self.entries >= 0 else ""
        dry = "; nothing was written" if self.is_dry else ""
        return f"{met}{', '.join(papers)}, {problems}{dry}"

    def as_json(self) -> str:
        """Return all of it for other programs."""
        value = {**msgspec.to_builtins(self), "refused": self.refused}
        return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _rest(count: int, most: int | None, word: str) -> Iterator[str]:
    if most is not None and count > most:
        yield f"… and {count - most:,} more {word}; --report FILE keeps them all"


def _counted(fields: Mapping[str, int]) -> str:
    return ", ".join(f"{name} ({count})" for name, count in Counter(fields).most_common(20))
