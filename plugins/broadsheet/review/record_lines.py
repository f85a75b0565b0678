"""The lines of a record's keys, so that one can be moved or replaced with all others kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from broadsheet.records.yaml_file import Mark, YamlFile, YamlPath
from broadsheet.review.edits import Edit


class Block(Struct):
    """The lines of one key, with the comments right above it; lines keep their ends."""

    key: str
    comments: list[str]
    lines: list[str]


class RecordLines(Struct):
    """A record as blocks of lines: `start` and `end` are characters of the file's text."""

    blocks: list[Block]
    lead: str
    """What stands before the first key: `- ` or blanks."""
    start: int
    end: int

    @property
    def indent(self) -> str:
        """Return the blanks before each other key."""
        return " " * len(self.lead)

    def edit(self) -> Edit:
        """Return the blocks, as they are now, as an edit of the file."""
        return Edit(self.start, self.end, "".join(self._written()))

    def _written(self) -> Iterator[str]:
        outer = " " * (len(self.lead) - len(self.lead.lstrip(" ")))
        for number, block in enumerate(self.blocks):
            is_first = number == 0
            yield from (outer + line.lstrip(" ") if is_first else line for line in block.comments)
            yield self.lead + block.lines[0][len(self.lead) :] if is_first else block.lines[0]
            yield from block.lines[1:]


def record_lines(file: YamlFile, at: YamlPath) -> RecordLines | None:
    """Return the lines of the record at a path; None where it is not written one key a line."""
    lines = _lines(file.text)
    starts = [0, *accumulate(map(len, lines))]
    marks = sorted(
        (
            (str(path[-1]), mark)
            for path, mark in file.marks.items()
            if len(path) == len(at) + 1 and path[: len(at)] == at and isinstance(path[-1], str)
        ),
        key=lambda one: one[1],
    )
    if not marks or at in file.in_brackets:
        return None
    indent = marks[0][1][1] - 1
    lines = lines[: _record_end(file, at, len(lines))]
    end = _content_end(lines, indent)
    first = marks[0][1][0] - 1
    lead = lines[first][:indent]
    is_lined_up = all(mark[1] - 1 == indent for _, mark in marks)
    if not is_lined_up or lead.strip() not in ("", "-") or not lines[end - 1].endswith("\n"):
        return None
    blocks = _blocks(lines[:end], marks, indent)
    blocks[0].lines[0] = " " * indent + blocks[0].lines[0][indent:]
    return RecordLines(blocks, lead, starts[first], starts[end])


def _lines(text: str) -> list[str]:
    """Cut a text where editors do; `str.splitlines` knows many more ends of lines."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _record_end(file: YamlFile, at: YamlPath, count: int) -> int:
    """Return the number of lines up to the next record."""
    following = file.marks.get((int(at[0]) + 1,)) if at else None
    return following[0] - 1 if following else count


def _content_end(lines: Sequence[str], indent: int) -> int:
    """Return the number of lines without blank ones and comments of what follows a record."""
    end = len(lines)
    while end and (not (bare := lines[end - 1].strip()) or bare.startswith("#")):
        if bare and len(lines[end - 1]) - len(lines[end - 1].lstrip(" ")) > indent:
            break
        end -= 1
    return end


def _blocks(lines: Sequence[str], marks: Sequence[tuple[str, Mark]], indent: int) -> list[Block]:
    """Cut lines before each key, and before the comments right above it that are indented alike."""
    firsts = [mark[0] - 1 for _, mark in marks]
    cuts = [firsts[0], *(_with_comments(lines, line, indent) for line in firsts[1:]), len(lines)]
    return [
        Block(key, list(lines[cut:line]), list(lines[line:end]))
        for (key, _), line, (cut, end) in zip(marks, firsts, pairwise(cuts), strict=True)
    ]


def _with_comments(lines: Sequence[str], line: int, indent: int) -> int:
    while lines[line - 1].startswith(" " * indent + "#"):
        line -= 1
    return line
