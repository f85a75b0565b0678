"""A YAML text as lists, mappings and text, with the place of each value.

Every scalar stays text (YAML 1.1 would turn 2301.10000 into 2301.1 and No into false). The text is
read event by event, so an alias bomb or a deep nest is met before it can grow.
"""

from __future__ import annotations

import re
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from broadsheet.errors import Problem, Severity
from broadsheet.records.scalars import loses_its_form

MAX_DEPTH = 24
_MAX_VALUES = 200_000
_MAX_PROBLEMS = 1000
# https://yaml.org/spec/1.1/#c-printable; what is not among them breaks pages and feeds as well.
UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

YamlPath: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]
"""Line and column, from 1."""
Tree: TypeAlias = Any
"""Text, None, a list of trees or a mapping from text to trees."""


class YamlFile(Struct):
    """What a file holds; `tree` is None where nothing could be read."""

    path: str
    tree: Tree = None
    marks: dict[YamlPath, Mark] = {}
    """Where each value starts; for the value of a key, where the key starts."""
    problems: list[Problem] = []
    text: str = ""
    """What was read, without its byte order mark."""
    unquoted: list[YamlPath] = []
    """Plain scalars that other readers of YAML take for something else than text."""
    in_brackets: set[YamlPath] = set()
    """The mappings at the top and in a top list that are written as `{…}`."""

    def problem(
        self,
        at: YamlPath,
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        rule: str = "",
    ) -> Problem:
        """Make a Problem at a value, or at the nearest thing around it that has a place."""
        while at and at not in self.marks:
            at = at[:-1]
        line, column = self.marks.get(at, (1, 1))
        return Problem(self.path, line, column, message, hint, severity, rule)


class Unreadable(Exception):
    """Nothing more of a file can be read; has the parts of a Problem but its path."""

    def __init__(self, mark: Mark, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.mark = mark
        self.message = message
        self.hint = hint


def build_tree(text: str, file: YamlFile) -> Tree:
    """Return what a text holds; the file gets the places and the Problems that can be passed over.

    Raises:
        Unreadable: the text is nested too deep or has too many values or Problems.
        yaml.MarkedYAMLError: it is no YAML.
    """
    builder = _Builder(file)
    for event in yaml.parse(text, yaml.CBaseLoader):
        builder.take(event)
        if builder.documents > 1:
            break
    return builder.root


class _Open(Struct):
    """A list or mapping that is being filled."""

    value: list[Tree] | dict[str, Tree]
    at: YamlPath
    key: str | None = None
    """In a mapping, the key whose value comes next."""
    is_kept: bool = True
    """Whether the next value has a place; not so below a key that is refused."""
    is_key: bool = False
    """Whether it stands where a key should, and is read only for its own Problems."""

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is None


class _Builder:
    """Turns the parser's events into a tree, one open collection deep at a time."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self.root: Tree = None
        self.stack: list[_Open] = []
        self.values = 0
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Handle one event."""
        start = event.start_mark
        mark = (start.line + 1, start.column + 1) if start else (1, 1)
        match event:
            case yaml.ScalarEvent():
                self._refuse_marks(event, mark)
                self._scalar(event, mark)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._refuse_marks(event, mark)
                self._open({} if isinstance(event, yaml.MappingStartEvent) else [], mark)
                if event.flow_style and len(self.stack[-1].at) <= 1:
                    self.file.in_brackets.add(self.stack[-1].at)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._close()
            case yaml.AliasEvent():
                self._alias(event, mark)
            case yaml.DocumentStartEvent():
                self._document(mark)

    def _document(self, mark: Mark) -> None:
        self.documents += 1
        if self.documents > 1:
            self._problem(mark, "a second document starts here", "use a list of records instead")

    def _scalar(self, event: yaml.ScalarEvent, mark: Mark) -> None:
        text = event.value
        if wrong := UNPRINTABLE.search(text):
            self._problem(mark, f"the text has the character U+{ord(wrong[0]):04X}", "remove it")
            text = UNPRINTABLE.sub("", text)
        if self.stack and self.stack[-1].wants_key:
            self._key(text, mark)
            return
        is_plain = event.implicit[0]
        is_null = is_plain and text in ("", "~", "null", "Null", "NULL")
        at = self._place(None if is_null else text, mark)
        if is_plain and not is_null and loses_its_form(text):
            self.file.unquoted.append(at)

    def _alias(self, event: yaml.AliasEvent, mark: Mark) -> None:
        self._problem(
            mark,
            f"the alias `*{event.anchor}` is not read",
            "write the value out; text that starts with `*` needs quotes",
        )
        if self.stack and self.stack[-1].wants_key:
            self._refuse_key()
        else:
            self._place(None, mark)

    def _key(self, key: str, mark: Mark) -> None:
        holder = self.stack[-1]
        first = self.file.marks.get((*holder.at, key))
        if first is not None:
            self._problem(mark, f"key `{key}` stands twice", f"it stands first in line {first[0]}")
            self._refuse_key()
        elif not key:
            self._problem(mark, "a key is missing before `:`")
            self._refuse_key()
        else:
            holder.key, holder.is_kept = key, True
            self.file.marks[(*holder.at, key)] = mark

    def _refuse_key(self) -> None:
        self.stack[-1].key, self.stack[-1].is_kept = "", False

    def _open(self, value: list[Tree] | dict[str, Tree], mark: Mark) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise Unreadable(mark, f"nested more than {MAX_DEPTH} levels deep")
        if self.stack and self.stack[-1].wants_key:
            self._problem(
                mark, "a key must be text", "text that starts with `{`, `[` or `?` needs quotes"
            )
            self.stack.append(_Open(value, (*self.stack[-1].at, "", mark[0], mark[1]), is_key=True))
        else:
            self.stack.append(_Open(value, self._place(value, mark)))

    def _close(self) -> None:
        if self.stack.pop().is_key:
            self._refuse_key()

    def _place(self, value: Tree, mark: Mark) -> YamlPath:
        """Put a value where the innermost open collection wants it and tell its path."""
        self.values += 1
        if self.values > _MAX_VALUES:
            message = f"the file has more than {_MAX_VALUES:,} values"
            raise Unreadable(mark, message, "split it into smaller files")
        if not self.stack:
            self.root = value
            self.file.marks[()] = mark
            return ()
        holder = self.stack[-1]
        if isinstance(holder.value, list):
            at: YamlPath = (*holder.at, len(holder.value))
            self.file.marks[at] = mark
            holder.value.append(value)
            return at
        return self._place_in_mapping(holder, holder.value, value, mark)

    def _place_in_mapping(
        self, holder: _Open, mapping: dict[str, Tree], value: Tree, mark: Mark
    ) -> YamlPath:
        key, holder.key = holder.key or "", None
        if not holder.is_kept:
            # Still read for its own Problems, below a path that nothing else has.
            return (*holder.at, "", *mark)
        if value is not None:
            mapping[key] = value
        return (*holder.at, key)

    def _refuse_marks(self, event: yaml.NodeEvent, mark: Mark) -> None:
        if event.anchor:
            hint = "remove it; text that starts with `&` needs quotes"
            self._problem(mark, f"the anchor `&{event.anchor}` is not read", hint)
        if tag := getattr(event, "tag", None):
            hint = "remove it; text that starts with `!` needs quotes"
            self._problem(mark, f"the tag `{_short_tag(tag)}` is not read", hint)

    def _problem(self, mark: Mark, message: str, hint: str = "") -> None:
        self.file.problems.append(Problem(self.file.path, *mark, message, hint))
        if len(self.file.problems) >= _MAX_PROBLEMS:
            raise Unreadable(mark, f"more than {_MAX_PROBLEMS} Problems; the rest is not read")


def _short_tag(tag: str) -> str:
    return re.sub(r"^tag:yaml\.org,2002:", "!!", tag)
