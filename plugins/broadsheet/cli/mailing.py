"""`broadsheet digest`."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import Day, project_here
from broadsheet.cli.terminal import counted, say

if TYPE_CHECKING:
    from broadsheet.digest.delivery import Delivered
    from broadsheet.digest.ledger import Issue, Ledger
    from broadsheet.digest.ledger_file import LedgerFile
    from broadsheet.digest.office import Office, Readers
    from broadsheet.digest.selection import Period
    from broadsheet.errors import Problem


@click.command()
@click.option("--edition", default="", help="A day, week or month: 2025-09-02, 2025-w36, 2025-09.")
@click.option("--since", type=Day(), help="Papers featured, else published, from this day on.")
@click.option("--until", type=Day(), help="Papers up to this day.")
@click.option("--send", "is_sent", is_flag=True, help="Send it by mail.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A folder to write it into.")
@click.option("--announced", is_flag=True, help="With -o: count its papers as announced.")
@click.option("--retry-uncertain", is_flag=True, help="Send again what may not have arrived.")
@click.option(
    "--bounces",
    type=click.Path(path_type=Path, exists=True),
    help="Say whose mail came back, by a mailbox of such reports.",
)
def digest(
    edition: str,
    since: dt.date | None,
    until: dt.date | None,
    is_sent: bool,
    output: Path | None,
    announced: bool,
    retry_uncertain: bool,
    bounces: Path | None,
) -> None:
    """Make a mail of the papers that none has announced yet.

    Without an option it is shown as text, and nothing is sent or remembered.
    """
    if announced and (is_sent or output is None):
        raise click.UsageError("--announced goes with -o, and --send remembers by itself")
    if is_sent and output is not None:
        raise click.UsageError("--send and -o are two ways to go; choose one")
    from broadsheet.digest.office import Office
    from broadsheet.digest.selection import Period
    from broadsheet.digest.settings import read_settings

    project = project_here()
    settings = read_settings(project.digest, project.shown(project.digest))
    if bounces is not None:
        from broadsheet.cli import bouncing

        sys.exit(bouncing.say_bounces(project, settings.subscribers, bounces))
    _end_at(settings.problems)
    office, period = Office(project, settings), Period(edition, since, until)
    if is_sent:
        sys.exit(_send(office, period, retry_uncertain))
    _show(office, period, output, announced)


def _show(office: Office, period: Period, output: Path | None, announced: bool) -> None:
    from broadsheet.digest.ledger_file import LedgerFile, read_ledger

    project = office.project
    shown = project.shown(project.sent)
    if not announced:
        _make(office, period, output, read_ledger(project.sent, shown), None)
        return
    with LedgerFile(project.sent, project.cache / "digest.lock") as book:
        _make(office, period, output, book.read(shown), book)


def _make(
    office: Office, period: Period, output: Path | None, ledger: Ledger, book: LedgerFile | None
) -> None:
    from broadsheet.digest.ledger import Closed

    for issue in ledger.open:
        say(f"No. {issue.number} is not out to everyone yet; --send goes on with it.")
    choice, now = office.choose(period, ledger), _now()
    if not choice.papers:
        say("There is no new paper.")
        return
    letter = office.letter(choice, ledger, now)
    opened = office.opened(choice, ledger, now)
    if output is None:
        say(f"Subject: {letter.subject}")
        for line in office.shown(letter).text.splitlines():
            say(line)
        return
    for path in office.write(output, letter, opened):
        say(f"{path} written")
    if book is not None:
        office.announce(book, ledger, choice, opened, Closed(opened.issue))
        say(f"{counted(len(choice.papers), 'paper')} announced.")


def _send(office: Office, period: Period, retry_uncertain: bool) -> int:
    from broadsheet.digest.ledger_file import LedgerFile

    office.sender()
    readers = office.readers(os.environ)
    _end_at(readers.problems)
    if not readers.all:
        say("There is no subscriber.")
        return 0
    project = office.project
    with LedgerFile(project.sent, project.cache / "digest.lock") as book:
        ledger = book.read(project.shown(project.sent))
        # What was begun is brought to its end first.
        issues = list(ledger.issues if retry_uncertain else ledger.open)
        is_certain = True
        for issue in issues:
            is_certain = _deliver(office, issue, readers, book, retry_uncertain) and is_certain
        choice = office.choose(period, ledger)
        if choice.papers:
            opened = office.opened(choice, ledger, _now(), readers.mark)
            issue = office.announce(book, ledger, choice, opened)
            is_certain = _deliver(office, issue, readers, book, False) and is_certain
        elif not issues:
            say("There is no new paper.")
    return 0 if is_certain else 1


def _deliver(
    office: Office, issue: Issue, readers: Readers, book: LedgerFile, retry_uncertain: bool
) -> bool:
    """Send a mail, say what came of it, and tell whether it is known of everyone."""
    from broadsheet.digest.postman import Fate

    counts = dict.fromkeys(Fate, 0)
    uncertain = () if retry_uncertain else issue.uncertain
    try:
        for one in office.send(
            issue, readers, book, retry_uncertain=retry_uncertain, environment=os.environ
        ):
            counts[one.outcome.fate] += 1
            _say_trouble(one)
    finally:
        told = ", ".join(f"{count} {fate}" for fate, count in counts.items() if count)
        say(f"No. {issue.number}, {counted(len(issue.opened.papers), 'paper')}: {told or 'nobody'}")
    if uncertain:
        say(
            f"{counted(len(uncertain), 'mail')} of an earlier run may not have arrived; "
            "--retry-uncertain sends them again",
            is_error=True,
        )
    return not uncertain and not counts[Fate.UNCERTAIN]


def _say_trouble(one: Delivered) -> None:
    from broadsheet.digest.postman import Fate

    if one.outcome.fate is not Fate.TAKEN:
        say(f"{one.outcome.fate}: {one.to}: {one.outcome.text or 'no answer'}", is_error=True)


def _end_at(problems: Iterable[Problem]) -> None:
    """Say Problems and end the command if there are any."""
    found = list(problems)
    for problem in found:
        say(problem, is_error=True)
    if found:
        say("Nothing was sent.", is_error=True)
        sys.exit(1)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
