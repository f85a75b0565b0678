"""Indentation: taken out of templates before they are compiled, for every page would repeat it.

A third of what the theme prints around a page is blanks at the beginnings of lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2.ext import Extension

# Where white space is meant as it stands.
_KEPT = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</|\{%-?\s*raw\b.*?\bendraw\b)", re.DOTALL)
_BREAK = re.compile(r"\s*\n\s*")
# A tag that has a line to itself and prints nothing leaves no line.
_TAG = re.compile(
    r"\n(\{%-?\s*(?:if|elif|else|endif|for|endfor|set|import|from|endblock)\b[^%\n]*%\}"
    r"|\{#[^#\n]*#\})(?=\n)"
)


class Unindented(Extension):
    """Compiles HTML templates without their indentation; a break stays one, as HTML reads it."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source of a template as it is compiled."""
        if not name or not name.endswith(".html"):
            return source
        return without_indentation(source, drops_lines=not self.environment.trim_blocks)


def without_indentation(source: str, *, drops_lines: bool = True) -> str:
    """Return a template that prints the same page with fewer blanks.

    Of blanks between two words or elements one remains, which is what browsers show of them.
    `drops_lines` is for an environment that does not trim the lines of tags by itself.
    """
    return "".join(_pieces(source, drops_lines))


def _pieces(source: str, drops_lines: bool) -> Iterator[str]:
    for at, piece in enumerate(_KEPT.split(source)):
        if at % 2 == 0:
            piece = _BREAK.sub("\n", piece)
            piece = _TAG.sub(r"\1", piece) if drops_lines else piece
        yield piece
