"""One YAML file, read within bounds; whatever is wrong with it is a Problem at its place."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import yaml

from broadsheet.errors import Problem, Severity
from broadsheet.records.yaml_syntax import not_yaml
from broadsheet.records.yaml_tree import (
    UNPRINTABLE,
    Mark,
    Tree,
    Unreadable,
    YamlFile,
    YamlPath,
    build_tree,
)

__all__ = ["MAX_BYTES", "Mark", "Tree", "YamlFile", "YamlPath", "parse_yaml", "read_yaml"]

MAX_BYTES = 8 * 1024 * 1024
"""500 records with abstracts are about 1 MB."""
_MOST_UNPRINTABLE = 20
"""Characters: a file of more is no text."""
# Line breaks to YAML 1.1 but not to editors: the lines in Problems would be wrong from there on.
_RARE_BREAKS = str.maketrans(dict.fromkeys("\x85\u2028\u2029", " "))


def read_yaml(path: Path, shown: str) -> YamlFile:
    """Read a YAML file; whatever is wrong with it becomes a Problem under the path `shown`."""
    try:
        return parse_yaml(_read_bytes(path), shown)
    except Unreadable as error:
        problem = Problem(shown, *error.mark, error.message, error.hint)
        return YamlFile(shown, problems=[problem])


def parse_yaml(data: bytes, shown: str) -> YamlFile:
    """Read the bytes of a YAML file as `read_yaml` does."""
    file = YamlFile(shown)
    try:
        _fill(file, data)
    except Unreadable as error:
        file.problems.append(Problem(shown, *error.mark, error.message, error.hint))
    return file


def _fill(file: YamlFile, data: bytes) -> None:
    file.text = _without_mark(_decode(data), file)
    file.tree = _parse(file.text, file)
    if file.tree is None and not any(problem.is_error for problem in file.problems):
        raise Unreadable((1, 1), "the file is empty", "fill it or delete it")


def _read_bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise Unreadable((1, 1), "cannot be read: it is not a file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable((1, 1), f"cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        message = f"the file has more than {MAX_BYTES // 1024**2} MB, too much to read"
        raise Unreadable((1, 1), message, "split it into smaller files")
    return data


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        mark = _mark_at(data[: error.start].decode("utf-8"), error.start)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8; it may be Latin-1 or UTF-16"
        raise Unreadable(mark, message, hint) from None


def _without_mark(text: str, file: YamlFile) -> str:
    if not text.startswith("\ufeff"):
        return text
    hint = "save the file as UTF-8 without BOM"
    message = "the file starts with a byte order mark"
    problem = Problem(file.path, 1, 1, message, hint, Severity.WARNING, "byte-order-mark")
    file.problems.append(problem)
    return text[1:]


def _parse(text: str, file: YamlFile) -> Tree:
    readable = _without_unprintable(text, file).translate(_RARE_BREAKS)
    try:
        return build_tree(readable, file)
    except yaml.MarkedYAMLError as error:
        raise not_yaml(error, readable.splitlines()) from None


def _without_unprintable(text: str, file: YamlFile) -> str:
    """Name the characters that YAML does not have, so that one in 500 records hides no other."""
    wrong = list(islice(UNPRINTABLE.finditer(text), _MOST_UNPRINTABLE))
    for match in wrong:
        mark = _mark_at(text, match.start())
        message = f"character U+{ord(match[0]):04X} is not allowed in YAML"
        if match[0] == "\0" or len(wrong) == _MOST_UNPRINTABLE:
            raise Unreadable(mark, message, "save the file as UTF-8")
        file.problems.append(Problem(file.path, *mark, message, "delete it; it may be invisible"))
    return UNPRINTABLE.sub("", text) if wrong else text


def _mark_at(text: str, position: int) -> Mark:
    before = text[:position]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
