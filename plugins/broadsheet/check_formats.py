"""Problems as text for people, JSON for programs, and annotations for GitHub."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from broadsheet.errors import Problem


def as_text(problems: Iterable[Problem]) -> str:
    """Return a line a Problem."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Return one JSON list of objects with path, line, column, message, hint and severity."""
    text = msgspec.json.encode(list(problems))
    return msgspec.json.format(text, indent=2).decode() + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.severity} {place}::{_data(problem.message + hint)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}
