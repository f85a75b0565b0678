"""What can be wrong: a Problem in what people or servers wrote, an error that ends a command."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import force_setattr

_LONGEST = 500


class Severity(StrEnum):
    """How much a Problem weighs: an error fails a check, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Problem(Struct, frozen=True, order=True):
    """One thing that is wrong, where it is, and how to mend it; lines and columns count from 1.

    The texts may quote what strangers wrote, so they are cut to one printable line.
    """

    path: str
    line: int
    column: int
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    rule: str = ""
    """Which rule of `review/rules` it breaks, where that is known."""

    def __post_init__(self) -> None:
        # A line break could forge a second Problem in a log, an escape character drive a terminal.
        for name in ("path", "message", "hint"):
            force_setattr(self, name, _printable(getattr(self, name)))

    def __str__(self) -> str:
        """Return `path:line:column: severity: message (hint)`, the form editors jump to."""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{self.path}:{self.line}:{self.column}: {self.severity}: {self.message}{hint}"

    @property
    def is_error(self) -> bool:
        """Tell whether this fails a check."""
        return self.severity is Severity.ERROR


def _printable(text: str) -> str:
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


class Invalid(ValueError):
    """A single value that cannot be read; whoever knows its place turns it into a Problem."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BroadsheetError(Exception):
    """A command cannot go on; the message is for the user and says how to mend it."""
