"""Markdown for a forge's comments: whatever strangers wrote is text there, and nothing but text."""

from __future__ import annotations

import re

# https://github.github.com/gfm/#backslash-escapes
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$])")
_MENTION = re.compile(r"(?<=[@#])(?=\w)|(?<=[A-Za-z]{2}-)(?=\d)")
_ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=\bwww)(?=\.)", re.IGNORECASE)
_BREAK = "\u2060"
"""A word joiner: not to be seen, and what stands around it is no name or address any more."""


def text(words: str) -> str:
    """Return a text on one line that a forge shows as it is: no markup, mention, link or number."""
    line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    line = _ADDRESS.sub(_BREAK, _MENTION.sub(_BREAK, line))
    return _SIGNS.sub(r"\\\1", line.replace("&", "&amp;")).replace("<", "&lt;")


def code(words: str) -> str:
    """Return a text on one line as code, which forges search for nothing."""
    line = " ".join("".join(one if one.isprintable() else " " for one in words).split())
    fence = "`" * (_longest_run(line) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def block(lines: list[str], language: str) -> str:
    """Return lines as a block of code; none of them can end it."""
    clean = ["".join(one if one.isprintable() else " " for one in line) for line in lines]
    fence = "`" * max(3, _longest_run("\n".join(clean)) + 1)
    return "\n".join((f"{fence}{language}", *clean, fence))


def _longest_run(words: str) -> int:
    return max(map(len, re.findall(r"`+", words)), default=0)
