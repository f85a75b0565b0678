"""The ledger: which papers were announced, and who has got which mail.

An append-only file of JSON lines, `content/sent.jsonl`. People stand in it by a keyed hash alone
(`address.token`), so it may be committed. Of one mail to one person it says, in this order:

- `handing`, on disk before the server is given the end of the message, so before it can have taken
  it. Whoever died here without another line has, as far as anyone can know, handed the mail over.
- `taken`, `refused` or `deferred`: what the server answered. One that never came is `uncertain`.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec
from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.records.journal import journal_lines


class Baseline(Struct, frozen=True, tag_field="kind", tag="baseline"):
    """Papers that were there before the first mail, which announces none of them."""

    papers: tuple[str, ...]


class Opened(Struct, frozen=True, tag_field="kind", tag="opened"):
    """A mail begins to go out; its papers are announced from here on."""

    issue: int
    date: str
    """When, ISO 8601 with a zone: the mail's `Date`, the same for everyone and after a crash."""
    papers: tuple[str, ...]
    key: str = ""
    """By which one knows whether the key is still that by which its readers were named."""


class Handing(Struct, frozen=True, tag_field="kind", tag="handing"):
    """The end of the message is about to be sent."""

    issue: int
    to: str


class Taken(Struct, frozen=True, tag_field="kind", tag="taken"):
    """The server has taken the mail."""

    issue: int
    to: str


class Refused(Struct, frozen=True, tag_field="kind", tag="refused"):
    """The server will never take it."""

    issue: int
    to: str
    code: int


class Deferred(Struct, frozen=True, tag_field="kind", tag="deferred"):
    """The server does not take it now."""

    issue: int
    to: str
    code: int


class Closed(Struct, frozen=True, tag_field="kind", tag="closed"):
    """Everyone was tried once; those deferred are tried again."""

    issue: int


Line: TypeAlias = Baseline | Opened | Handing | Taken | Refused | Deferred | Closed
_ATTEMPTS = 5
"""After so many a mail is given up."""


class Issue(Struct, frozen=True):
    """One mail as the ledger knows it."""

    opened: Opened
    last: Mapping[str, Line]
    """The last line about each person."""
    attempts: Mapping[str, int]
    """How often each was deferred."""
    is_closed: bool

    @property
    def number(self) -> int:
        """Return its number, from 1."""
        return self.opened.issue

    def is_due(self, to: str) -> bool:
        """Tell whether a person is still to be sent it."""
        last = self.last.get(to)
        if isinstance(last, Deferred):
            return self.attempts[to] < _ATTEMPTS
        return last is None and not self.is_closed

    @property
    def is_done(self) -> bool:
        """Tell whether nobody is to be sent it any more."""
        return self.is_closed and not any(self.is_due(to) for to in self.last)

    @property
    def uncertain(self) -> tuple[str, ...]:
        """Return those to whom it was handed without an answer."""
        return tuple(to for to, line in self.last.items() if isinstance(line, Handing))


class Ledger(Struct, frozen=True):
    """All that was announced."""

    announced: frozenset[str] = frozenset()
    issues: tuple[Issue, ...] = ()
    has_begun: bool = False

    @property
    def open(self) -> tuple[Issue, ...]:
        """Return the mails that someone is still to be sent."""
        return tuple(issue for issue in self.issues if not issue.is_done)


def ledger_of(lines: Iterable[Line]) -> Ledger:
    """Return what a ledger's lines amount to."""
    announced: set[str] = set()
    opened: dict[int, Opened] = {}
    last: dict[int, dict[str, Line]] = {}
    attempts: dict[int, dict[str, int]] = {}
    closed: set[int] = set()
    for line in lines:
        if isinstance(line, Baseline | Opened):
            announced.update(line.papers)
        if isinstance(line, Opened):
            opened[line.issue] = line
        elif isinstance(line, Closed):
            closed.add(line.issue)
        elif not isinstance(line, Baseline):
            last.setdefault(line.issue, {})[line.to] = line
            if isinstance(line, Deferred):
                counts = attempts.setdefault(line.issue, {})
                counts[line.to] = counts.get(line.to, 0) + 1
    issues = (
        Issue(one, last.get(number, {}), attempts.get(number, {}), number in closed)
        for number, one in sorted(opened.items())
    )
    return Ledger(frozenset(announced), tuple(issues), bool(announced or opened))


def encode_line(line: Line) -> bytes:
    """Return a line as it is written."""
    return msgspec.json.encode(line, order="sorted") + b"\n"


def decode_ledger(data: bytes, shown: str) -> tuple[Ledger, tuple[Problem, ...]]:
    """Read a ledger; a last line without its end was never on disk when it counted."""
    lines: list[Line] = []
    problems: list[Problem] = []
    for line in journal_lines(io.BytesIO(data), most=len(data)):
        if line.is_torn:
            break
        try:
            lines.append(msgspec.json.decode(line.text, type=Line))
        except msgspec.MsgspecError as error:
            hint = "mend the line, or take the file from the last commit"
            problems.append(Problem(shown, line.number, 1, f"no line of a ledger: {error}", hint))
    return ledger_of(lines), tuple(problems)
