"""What is said on a terminal: one safe line a thing, whatever strangers put into their titles."""

from __future__ import annotations

import sys

import click


def say(text: object, *, is_error: bool = False) -> None:
    """Print one line, to standard error if it says what is wrong."""
    click.echo(safe(str(text)), err=is_error)


def safe(text: str) -> str:
    r"""Return a text on one line with every control character written out, such as `\x1b`.

    An escape character could drive the terminal, a line break forge a line of ours, and a mark of
    direction turn a line round.
    """
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def counted(number: int, noun: str) -> str:
    """Return `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def is_terminal() -> bool:
    """Tell whether people read standard output as it is written."""
    return sys.stdout.isatty()
