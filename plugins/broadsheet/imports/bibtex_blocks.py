"""A BibTeX file as a stream of blocks, so that a library of any size is read in little memory.

A block starts at a line that begins with `@word{` or `@word(`, where the parser starts anew as well
after a bracket that was not closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

_START = re.compile(r"\s*@\s*(?P<type>[A-Za-z_][\w-]*)\s*[{(]\s*(?P<key>[^,\s{}()=\"]*)")
_OPENING = re.compile(r"\s*@\s*[A-Za-z_][\w-]*\s*$")
_AT = re.compile(r"@\s*[A-Za-z_][\w-]*\s*[{(]")
_PARENTS = re.compile(r"(?i)(?<![\w-])(?:crossref|xdata)\s*=\s*[{\"]?\s*([^}\"\n]*)")
OTHER_TYPES = frozenset(["comment", "preamble", "string", "set", "xdata"])
"""Blocks that are no works."""


class Block(Struct):
    """The text from one start of a block to the next, and where it starts."""

    line: int
    type: str
    """In small letters; empty for what stands before the first block."""
    key: str
    text: str


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """Yield the blocks of a file."""
    current, pending = Block(1, "", "", ""), ""
    pieces: list[str] = []
    for number, line in enumerate(lines, start=1):
        if pending:
            line, number, pending = pending + line.lstrip(), number - 1, ""
        elif _OPENING.match(line):
            # `@article` with its bracket on the next line.
            pending = line.rstrip("\n") + " "
            continue
        if match := _START.match(line):
            current.text = "".join(pieces)
            if current.type or current.text.strip():
                yield current
            current, pieces = Block(number, match["type"].lower(), match["key"], ""), []
        pieces.append(line)
    current.text = "".join([*pieces, pending])
    if current.type or current.text.strip():
        yield current


class Survey(Struct):
    """What a first reading finds: how many works, the macros, and whom others take fields from."""

    works: int = 0
    strings: list[str] = []
    parents: set[str] = set()


def survey(lines: Iterable[str]) -> Survey:
    """Look through a file once, for what may stand behind the entries that need it."""
    found = Survey()
    for block in blocks(lines):
        if block.type == "string":
            found.strings.append(block.text)
        elif block.type and block.type not in OTHER_TYPES:
            found.works += 1
            for match in _PARENTS.finditer(block.text):
                found.parents.update(key.strip().lower() for key in match[1].split(","))
    return found


def looks_like_bibtex(head: str) -> bool:
    """Tell whether a text has blocks, in a file whose name does not say so."""
    match = _START.search(head) if _AT.search(head) else None
    is_block = match is not None and head[: match.start()].count("{") == 0
    return is_block and re.search(r"[{(][^{}()]*,\s*[\w.-]+\s*=", head) is not None
