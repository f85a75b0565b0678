"""Delivery: one mail to everyone who is due it, each step in the ledger before the next.

What is guaranteed, whatever happens in the middle:

- Nobody gets a mail twice. Before the end of a message is sent, the ledger says so on disk; a run
  that follows sends to no one of whom it says that.
- Nobody is passed over in silence. Who is not in the ledger yet is sent the mail by the next run;
  who was put off by the server is tried again, up to five times.
- Between the ledger's line and the server's answer lies one moment that no program can see into
  (RFC 1047): the end was sent, or was just about to be, and nothing came back. The mail then counts
  as sent and the report names it as uncertain; `retry_uncertain` sends it again, with the same
  Message-ID, by which mail systems know a copy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from broadsheet.digest.ledger import (
    Closed,
    Deferred,
    Handing,
    Issue,
    Line,
    Refused,
    Taken,
)
from broadsheet.digest.ledger_file import LedgerFile
from broadsheet.digest.postman import Fate, Outcome, Postman
from broadsheet.errors import BroadsheetError

_FAILURES = 3
"""Messages in a row without any taken that end a run: it is not the readers."""


class Parcel(Struct, frozen=True):
    """A message to one reader; it is made when its turn comes."""

    to: str
    token: str
    make: Callable[[], bytes]


class Delivered(Struct, frozen=True):
    """What became of the message to one reader."""

    to: str
    outcome: Outcome


class Pace:
    """Lets time pass between messages: so many a minute."""

    def __init__(self, a_minute: int, sleep: Callable[[float], None] = time.sleep) -> None:
        self._pause = 60 / a_minute
        self._sleep = sleep
        self._next = 0.0

    def wait(self) -> None:
        """Wait until the next message may go."""
        now = time.monotonic()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + self._pause


def due(parcels: Iterable[Parcel], issue: Issue, *, retry_uncertain: bool) -> Iterator[Parcel]:
    """Yield what is still to be sent of a mail."""
    again = set(issue.uncertain) if retry_uncertain else set()
    for parcel in parcels:
        if issue.is_due(parcel.token) or parcel.token in again:
            yield parcel


def deliver(
    issue: Issue, parcels: Iterable[Parcel], sender: str, book: LedgerFile, postman: Postman,
    pace: Pace,
) -> Iterator[Delivered]:  # fmt: skip
    """Send a mail to all who are due it, and yield what became of each.

    Raises:
        BroadsheetError: the server is gone or refuses the mail as such; the next run goes on.
    """
    failures, has_success = 0, False
    for parcel in parcels:
        pace.wait()
        done = _hand(issue, parcel, sender, book, postman)
        yield done
        is_taken = done.outcome.fate is Fate.TAKEN
        has_success = has_success or is_taken
        # A reader's refusal says nothing of others; the message's or the connection's does.
        is_failure = done.outcome.is_of_message or not done.outcome.code
        failures = 0 if is_taken or not is_failure else failures + 1
        if failures == _FAILURES and not has_success:
            raise BroadsheetError(f"the server takes no mail: {done.outcome.text}; nobody was lost")
    if not issue.is_closed:
        book.append(Closed(issue.number))


def _hand(
    issue: Issue, parcel: Parcel, sender: str, book: LedgerFile, postman: Postman
) -> Delivered:
    handing = Handing(issue.number, parcel.token)
    outcome = postman.hand(sender, parcel.to, parcel.make(), lambda: book.append(handing))
    if line := _line(issue.number, parcel.token, outcome):
        book.append(line)
    return Delivered(parcel.to, outcome)


def _line(issue: int, token: str, outcome: Outcome) -> Line | None:
    """Return what the ledger says of an outcome; of an uncertain one it has said all."""
    if outcome.fate is Fate.TAKEN:
        return Taken(issue, token)
    if outcome.fate is Fate.UNCERTAIN:
        return None
    if outcome.fate is Fate.REFUSED:
        return Refused(issue, token, outcome.code)
    return Deferred(issue, token, outcome.code)
