"""Problems as text for people, JSON and SARIF for programs, and annotations for forges."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

import msgspec

from broadsheet import __version__
from broadsheet.errors import Problem
from broadsheet.review.rules import RULES


def as_text(problems: Iterable[Problem]) -> str:
    """Return a line a Problem."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Return one JSON list of objects with path, line, column, message, hint, severity and rule."""
    text = msgspec.json.encode(list(problems))
    return msgspec.json.format(text, indent=2).decode() + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, which GitHub shows at the lines of a pull request.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return "".join(_annotation(problem) for problem in problems)


def _annotation(problem: Problem) -> str:
    place = f"file={_property(problem.path)},line={problem.line},col={problem.column}"
    place += f",title={_property(problem.rule)}" if problem.rule else ""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{problem.severity} {place}::{_data(problem.message + hint)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(problems: Iterable[Problem]) -> str:
    """Return a SARIF 2.1.0 log, which code scanning and editors read.

    https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    """
    found = list(problems)
    names = sorted({problem.rule for problem in found} & set(RULES))
    driver = {
        "name": "broadsheet",
        "version": __version__,
        "rules": [{"id": name, "shortDescription": {"text": RULES[name].text}} for name in names],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(problem) for problem in found],
            }
        ],
    }
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _result(problem: Problem) -> dict[str, object]:
    hint = f" ({problem.hint})" if problem.hint else ""
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    return {
        "ruleId": problem.rule or "record",
        "level": str(problem.severity),
        "message": {"text": problem.message + hint},
        "locations": [{"physicalLocation": place}],
    }


def as_gitlab(problems: Iterable[Problem]) -> str:
    """Return a code quality report, which GitLab shows at the lines of a merge request.

    https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
    """
    found = [
        {
            "description": problem.message + (f" ({problem.hint})" if problem.hint else ""),
            "check_name": problem.rule or "record",
            "fingerprint": hashlib.sha256(str(problem).encode()).hexdigest(),
            "severity": "major" if problem.is_error else "minor",
            "location": {"path": problem.path, "lines": {"begin": problem.line}},
        }
        for problem in problems
    ]
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode() + "\n"


FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
    "gitlab": as_gitlab,
}
