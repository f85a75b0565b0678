"""The order of a record's keys: what names it, title, authors, dates, what is said of it, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from msgspec import Struct

from broadsheet.records.shapes import RecordShape
from broadsheet.records.yaml_file import Mark, Tree, YamlFile, YamlPath
from broadsheet.review.edits import Edit

_FIRST = ("arxiv", "doi", "acl", "openreview", "pmid", "url", "id")
_SAID = 4
# Within a group the curator's order stands: a diff that moves more than it must helps nobody.
_GROUPS = {
    **dict.fromkeys(RecordShape.__struct_fields__, _SAID),
    **dict.fromkeys(_FIRST, 0),
    "title": 1,
    "authors": 2,
    "published": 3,
    "featured": 3,
    "links": 5,
    "relations": 6,
}


def misplaced_key(file: YamlFile, at: YamlPath, tree: dict[str, Tree]) -> tuple[str, str] | None:
    """Return the first key that stands too late, and the one that it belongs before."""
    latest = ""
    for key in tree:
        group = _GROUPS.get(key)
        if group is None:
            return None
        if latest and group < _GROUPS[latest]:
            before = next(one for one in tree if _GROUPS[one] > group)
            # In brackets an order is nobody's concern.
            return None if at in file.in_brackets else (key, before)
        latest = key
    return None


class _Block(Struct):
    """The lines of one key, with the comments right above it; `lines` keep their ends."""

    key: str
    comments: list[str]
    lines: list[str]


def order_edits(file: YamlFile) -> Iterator[Edit]:
    """Yield an edit for each record whose keys have to move."""
    items = enumerate(file.tree) if isinstance(file.tree, list) else ((-1, file.tree),)
    lines = _lines(file.text)
    starts = _starts(lines)
    ends = _record_ends(file, len(lines))
    for number, (index, tree) in enumerate(items):
        at: YamlPath = () if index < 0 else (index,)
        if not isinstance(tree, dict) or not misplaced_key(file, at, tree):
            continue
        if edit := _ordered(file, at, lines[: ends[number]], starts):
            yield edit


def _record_ends(file: YamlFile, count: int) -> list[int]:
    """Return for each record the number of lines up to the next one."""
    if not isinstance(file.tree, list):
        return [count]
    firsts = [file.marks[(index,)][0] - 1 for index in range(len(file.tree))]
    return [*firsts[1:], count]


def _ordered(
    file: YamlFile, at: YamlPath, lines: Sequence[str], starts: Sequence[int]
) -> Edit | None:
    marks = [
        (path[-1], mark)
        for path, mark in file.marks.items()
        if len(path) == len(at) + 1 and path[: len(at)] == at and isinstance(path[-1], str)
    ]
    marks.sort(key=lambda one: one[1])
    indent = marks[0][1][1] - 1
    if any(mark[1] - 1 != indent for _, mark in marks):
        return None
    first, end = marks[0][1][0] - 1, _end(lines, indent)
    blocks = _blocks(lines[:end], marks, indent)
    lead = blocks[0].lines[0][:indent]
    if lead.strip() not in ("", "-") or not lines[end - 1].endswith("\n"):
        return None
    blocks[0].lines[0] = " " * indent + blocks[0].lines[0][indent:]
    blocks.sort(key=lambda block: _GROUPS[block.key])
    text = "".join(_written(blocks, lead))
    return Edit(starts[first], starts[end], text)


def _end(lines: Sequence[str], indent: int) -> int:
    """Return the number of lines without blank ones and comments of what follows a record."""
    end = len(lines)
    while end and (not (bare := lines[end - 1].strip()) or bare.startswith("#")):
        if bare and len(lines[end - 1]) - len(lines[end - 1].lstrip(" ")) > indent:
            break
        end -= 1
    return end


def _blocks(
    lines: Sequence[str], marks: Sequence[tuple[object, Mark]], indent: int
) -> list[_Block]:
    """Cut lines before each key, and before the comments right above it that are indented alike."""
    firsts = [mark[0] - 1 for _, mark in marks]
    cuts = [firsts[0], *(_with_comments(lines, line, indent) for line in firsts[1:]), len(lines)]
    return [
        _Block(str(key), list(lines[cut:line]), list(lines[line:end]))
        for (key, _), line, (cut, end) in zip(marks, firsts, pairwise(cuts), strict=True)
    ]


def _with_comments(lines: Sequence[str], line: int, indent: int) -> int:
    while lines[line - 1].startswith(" " * indent + "#"):
        line -= 1
    return line


def _written(blocks: Sequence[_Block], lead: str) -> Iterator[str]:
    """Yield the lines of blocks; the first gets what leads a record: `- ` or nothing."""
    outer = " " * (len(lead) - len(lead.lstrip(" ")))
    for number, block in enumerate(blocks):
        is_first = number == 0
        yield from (outer + line.lstrip(" ") if is_first else line for line in block.comments)
        yield lead + block.lines[0][len(lead) :] if is_first else block.lines[0]
        yield from block.lines[1:]


def _lines(text: str) -> list[str]:
    """Cut a text where editors do; `str.splitlines` knows many more ends of lines."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _starts(lines: Sequence[str]) -> list[int]:
    return [0, *accumulate(map(len, lines))]
