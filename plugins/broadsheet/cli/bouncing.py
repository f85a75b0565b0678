"""`broadsheet digest --bounces`: whose mail came back, and where their address stands."""

from __future__ import annotations

import os
from pathlib import Path

from broadsheet.cli.terminal import counted, say
from broadsheet.digest.address import token
from broadsheet.digest.bounces import Bounce, Readers, messages_in, read_bounces
from broadsheet.digest.office import KEY
from broadsheet.digest.subscribers import address_lines
from broadsheet.errors import Problem, Severity
from broadsheet.project import Project


def say_bounces(project: Project, subscribers: str, reports: Path) -> int:
    """Say what reports tell of each subscriber, and return 1 if an address is to be taken out."""
    path = project.root / subscribers
    shown = project.shown(path)
    lines = address_lines(path, shown)
    key = os.environ.get(KEY, "")
    readers = Readers({token(address, key): address for address in lines})
    others = 0
    found: dict[Problem, None] = {}
    for bounces in read_bounces(messages_in(reports)):
        others += not bounces
        for bounce in bounces:
            address = readers.of(bounce)
            found[_problem(bounce, address, shown, lines.get(address, 1))] = None
    for problem in sorted(found):
        say(problem)
    final = sum(problem.is_error for problem in found)
    later = counted(len(found) - final, "other report")
    say(f"{counted(final, 'report')} for good, {later}, {counted(others, 'mail')} of another kind.")
    return 1 if final else 0


def _problem(bounce: Bounce, address: str, shown: str, line: int) -> Problem:
    mail = f"No. {bounce.issue}" if bounce.issue else "a mail"
    message = f"{mail} to {address or bounce.recipient} came back: {bounce.text or bounce.status}"
    if not address:
        hint, severity = "this address is not among the subscribers", Severity.WARNING
    elif bounce.is_final:
        hint, severity = "take the address out", Severity.ERROR
    else:
        hint, severity = "the server may take it later", Severity.WARNING
    return Problem(shown, line, 1, message.strip(), hint, severity)
