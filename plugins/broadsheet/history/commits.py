"""Commits: who changed which record files when, and why, in one walk of the history."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from msgspec import Struct

from broadsheet.history.git import Git
from broadsheet.records.tex import one_line

_START, _SPLIT = "\x01", "\x1f"
_TRAILERS = ("Added-by", "Reason", "Co-authored-by")
_NOTHING = re.compile(r"0+")
_RAW = re.compile(r":\d+ \d+ (?P<old>[0-9a-f]+) (?P<new>[0-9a-f]+) [A-Z]\d*\t")
_LONGEST_NAME = 80
_LONGEST_REASON = 300


class Change(Struct, frozen=True):
    """One file before and after a commit, by the names of its blobs; empty where it was not."""

    before: str
    after: str


class Commit(Struct, frozen=True, kw_only=True):
    """One commit that changed record files."""

    name: str
    day: dt.date
    """In UTC, when it was committed."""
    people: tuple[str, ...]
    """Whom it credits: `Added-by:`, else its author, then its co-authors; never a program."""
    reason: str
    changes: tuple[Change, ...]


def commits(git: Git, folder: str) -> Iterator[Commit]:
    """Yield the commits that touched a folder, the oldest first; merges say nothing of their own.

    Raises:
        GitError: git cannot be run there.
    """
    trailers = _SPLIT.join(
        f"%(trailers:key={key},valueonly,unfold,separator=%x1e)" for key in _TRAILERS
    )
    lines = git.lines(
        "log", "--no-merges", "--topo-order", "--reverse", "--raw", "--no-abbrev", "--no-renames",
        f"--format={_START}%H{_SPLIT}%ct{_SPLIT}%aN{_SPLIT}{trailers}", "--", folder,
    )  # fmt: skip
    head: list[str] = []
    changes: list[Change] = []
    for line in lines:
        if line.startswith(_START):
            if head and changes:
                yield _commit(head, changes)
            head, changes = line[1:].split(_SPLIT, 5), []
        elif match := _RAW.match(line):
            changes.append(Change(_blob(match["old"]), _blob(match["new"])))
    if head and changes:
        yield _commit(head, changes)


def _commit(head: list[str], changes: list[Change]) -> Commit:
    name, seconds, author, added_by, reason, others = (*head, "", "", "", "")[:6]
    return Commit(
        name=name,
        day=dt.datetime.fromtimestamp(int(seconds), dt.UTC).date(),
        people=tuple(_people(author, added_by, others)),
        reason=_clean(reason.split("\x1e")[0], _LONGEST_REASON),
        changes=tuple(changes),
    )


def _people(author: str, added_by: str, others: str) -> Iterator[str]:
    first = [one for one in added_by.split("\x1e") if one.strip()] or [author]
    seen: set[str] = set()
    for typed in (*first, *others.split("\x1e")):
        name = _clean(typed.partition("<")[0], _LONGEST_NAME)  # an address is nobody's business
        if name and not name.endswith("[bot]") and name not in seen:
            seen.add(name)
            yield name


def _clean(text: str, longest: int) -> str:
    return one_line(text)[:longest]


def _blob(name: str) -> str:
    return "" if _NOTHING.fullmatch(name) else name
