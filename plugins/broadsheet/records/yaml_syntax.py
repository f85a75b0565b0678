"""What is wrong with a text that is no YAML, in words and at the place that help to mend it."""

from __future__ import annotations

import re

import yaml

from broadsheet.records.yaml_tree import MAX_DEPTH, Mark, Unreadable


def not_yaml(error: yaml.MarkedYAMLError, lines: list[str]) -> Unreadable:
    """Turn the parser's complaint about some lines into ours."""
    what = error.problem or error.context or "it cannot be parsed"
    line, column = _place_of(error, lines)
    if "nesting depth" in what:  # libyaml from 0.2.6 on, which reads ahead of what it tells us
        return Unreadable((line, column), f"nested more than {MAX_DEPTH} levels deep")
    if lacking := _line_without_colon(what, line, lines):
        message = f"not YAML: `{lines[lacking - 1].strip()}` lacks a colon"
        return Unreadable((lacking, 1), message, "write `key: value`, with a colon and a blank")
    hint = _syntax_hint(lines[line - 1], what)
    return Unreadable((line, column), f"not YAML: {what}", hint)


def _place_of(error: yaml.MarkedYAMLError, lines: list[str]) -> Mark:
    place = error.problem_mark or error.context_mark
    if place is None:
        return 1, 1
    # What is open at the end of the file, or a key without its colon, is wrong where it starts.
    is_late = place.line >= len(lines) or "could not find expected ':'" in (error.problem or "")
    if is_late and error.context_mark:
        place = error.context_mark
    if place.line >= len(lines):
        return len(lines), len(lines[-1]) + 1
    return place.line + 1, place.column + 1


def _line_without_colon(what: str, line: int, lines: list[str]) -> int:
    """Return the line, from 1, that should have been `key: value`; 0 if something else is wrong."""
    if "could not find expected ':'" in what:
        return line
    before, here = lines[max(line - 2, 0)], lines[line - 1]
    is_beside = line > 1 and before.strip() and _indent(before) == _indent(here)
    if "mapping values are not allowed" in what and is_beside:
        return 0 if re.search(r":(\s|$)", before) else line - 1
    return 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _syntax_hint(line: str, what: str) -> str:
    if re.match(r"\s*\t", line) or "tab character" in what:
        return "indent with blanks, not tabs"
    if re.search(r"[:-]\s+[`@%]", line):
        return "put the value in quotes"
    if "mapping values are not allowed" in what:
        return "put a value that has `: ` in it in quotes"
    return "check the indentation and the quotes"
