"""What every page loads beside the theme: one style sheet and one script.

Both are put together from files of one subject each: a browser that asks once begins sooner.
"""

from __future__ import annotations

from pathlib import Path

from broadsheet.lean_source import lean

STYLES = "assets/broadsheet/broadsheet.css"
SCRIPT = "assets/broadsheet/broadsheet.js"

CLIENT = Path(__file__).parent
"""The folder of the sources."""
_STYLES = (
    "identity", "type", "masthead", "links", "cards", "columns", "paper", "cite", "changes",
    "facets", "terms", "authors", "progress", "comments", "ways", "related", "stats", "map",
    "marks", "lists", "shelf", "keys", "feeds", "search-box", "join", "forced-colors", "print",
)  # fmt: skip
"""Of two rules of the same weight the later one counts."""
SCRIPTS = ("shelf", "store", "marks", "lists", "keys", "lost")
"""Each stands on those before it, and on the words."""


def style_sheet() -> str:
    """Return the style sheet."""
    return _joined("styles", "css", _STYLES)


def script(words: str) -> str:
    """Return the script; `words` is that which sets what the others say."""
    return words + _joined("scripts", "js", SCRIPTS)


def _joined(folder: str, suffix: str, names: tuple[str, ...]) -> str:
    files = (CLIENT / folder / f"{name}.{suffix}" for name in names)
    return lean("".join(file.read_text("utf-8") for file in files))
