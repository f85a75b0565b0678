"""Subscribers: whom a mail goes to, from a YAML or CSV file that stays out of git."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from contextlib import suppress
from email.headerregistry import Address
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.digest.address import mailbox, parse_mailbox
from broadsheet.errors import BroadsheetError, Invalid, Problem
from broadsheet.records.shapes import did_you_mean, shape_problems
from broadsheet.records.yaml_file import read_yaml

_COLUMNS = ("address", "name", "topics")


class SubscriberShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """A subscriber who wants more than everything."""

    address: str
    name: str = ""
    topics: list[str] = []


class Subscriber(Struct, frozen=True):
    """Someone who gets mail; without topics, of all papers."""

    address: Address
    topics: tuple[str, ...] = ()


class _Line(Struct, frozen=True):
    line: int
    shape: SubscriberShape


def read_subscribers(
    path: Path, shown: str, topics: Collection[str]
) -> tuple[tuple[Subscriber, ...], tuple[Problem, ...]]:
    """Read all subscribers; `topics` are those there are.

    Raises:
        BroadsheetError: there is no such file, or it cannot be read.
    """
    if not path.exists():
        raise BroadsheetError(f"{shown}: not there; write subscribers into it, or set `to:`")
    lines, problems = (_csv if path.suffix.lower() == ".csv" else _yaml)(path, shown)
    found: dict[str, Subscriber] = {}
    for one in lines:
        try:
            subscriber = _subscriber(one.shape, topics)
        except Invalid as error:
            problems.append(Problem(shown, one.line, 1, error.message, error.hint))
            continue
        if (name := subscriber.address.addr_spec.casefold()) in found:
            problems.append(Problem(shown, one.line, 1, f"`{name}` stands twice"))
        found.setdefault(name, subscriber)
    return tuple(found.values()), tuple(problems)


def address_lines(path: Path, shown: str) -> dict[str, int]:
    """Return the line of each address as it is written; lines that are wrong are passed over.

    Raises:
        BroadsheetError: the file is there and cannot be read.
    """
    if not path.exists():
        return {}
    lines, _ = (_csv if path.suffix.lower() == ".csv" else _yaml)(path, shown)
    found: dict[str, int] = {}
    for one in lines:
        with suppress(Invalid):
            found.setdefault(parse_mailbox(one.shape.address).addr_spec, one.line)
    return found


def _subscriber(shape: SubscriberShape, topics: Collection[str]) -> Subscriber:
    address = parse_mailbox(shape.address)
    if not shape.name.isprintable():
        raise Invalid("a name has a character that no name can have", "write it on one line")
    if shape.name.strip():
        address = mailbox(shape.name, address.username, address.domain)
    for topic in shape.topics:
        if topic not in topics:
            raise Invalid(f"there is no topic `{topic}`", did_you_mean(topic, topics))
    return Subscriber(address, tuple(dict.fromkeys(shape.topics)))


def _yaml(path: Path, shown: str) -> tuple[list[_Line], list[Problem]]:
    file = read_yaml(path, shown)
    problems = list(file.problems)
    if file.tree is None:
        return [], problems
    if not isinstance(file.tree, list):
        return [], [*problems, file.problem((), "subscribers are a list", "start each with `- `")]
    lines: list[_Line] = []
    for at, entry in enumerate(file.tree):
        tree = {"address": entry} if isinstance(entry, str) else entry
        if isinstance(tree, dict) and isinstance(tree.get("topics"), str):
            tree = {**tree, "topics": tree["topics"].split()}
        if wrong := shape_problems(file, tree, SubscriberShape, (at,)):
            problems += wrong
        else:
            line = file.problem((at,), "").line
            lines.append(_Line(line, msgspec.convert(tree, SubscriberShape)))
    return lines, problems


def _csv(path: Path, shown: str) -> tuple[list[_Line], list[Problem]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BroadsheetError(f"{shown}: cannot be read as UTF-8: {error}") from error
    rows = csv.reader(io.StringIO(text), strict=True)
    try:
        return _rows(rows, shown)
    except csv.Error as error:
        return [], [Problem(shown, rows.line_num or 1, 1, f"no CSV: {error}")]


def _rows(rows: Iterator[list[str]], shown: str) -> tuple[list[_Line], list[Problem]]:
    columns = [name.strip().lower() for name in next(rows, [])]
    if "address" not in columns or not set(columns) <= set(_COLUMNS):
        hint = f"write the columns: {', '.join(_COLUMNS)}"
        return [], [Problem(shown, 1, 1, "the first line must name the columns", hint)]
    lines: list[_Line] = []
    problems: list[Problem] = []
    for row in rows:
        line = rows.line_num  # type: ignore[attr-defined]  # csv.reader has it
        if len(row) > len(columns):
            problems.append(Problem(shown, line, 1, "more values than columns"))
        elif any(map(str.strip, row)):
            lines.append(_Line(line, _row(dict(zip(columns, row, strict=False)))))
    return lines, problems


def _row(values: dict[str, str]) -> SubscriberShape:
    topics = values.get("topics", "").replace(";", " ").split()
    return SubscriberShape(
        address=values.get("address", ""), name=values.get("name", ""), topics=topics
    )
