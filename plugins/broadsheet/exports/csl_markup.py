"""What the processor prints as HTML: its marks as elements, all else as text."""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

from broadsheet.exports.cited_item import GLUED

# The processor's marks are signs that no text has, so that what it returns can be escaped whole.
_MARKS = {
    "i": ("\ue000", "\ue001"),
    "b": ("\ue002", "\ue003"),
    "sup": ("\ue004", "\ue005"),
    "sub": ("\ue006", "\ue007"),
}
_SHOWN = tuple(
    (sign, f"<{slash}{tag}>")
    for tag, signs in _MARKS.items()
    for sign, slash in zip(signs, ("", "/"), strict=True)
)
_TWICE = re.compile("([?!][\ue001\ue003]?)\\.(?= |$)")


def html(text: str) -> Markup:
    """Return what was printed as HTML of nothing but text and four elements."""
    shown = str(escape(_tidy(text)))
    for sign, tag in _SHOWN:
        shown = shown.replace(sign, tag)
    return Markup(shown)  # noqa: S704 - escaped before


def plain(text: str) -> str:
    """Return what was printed without its marks."""
    text = _tidy(text)
    for sign, _ in _SHOWN:
        text = text.replace(sign, "")
    return " ".join(text.split())


def _tidy(text: str) -> str:
    for sign, glue in GLUED.items():
        text = text.replace(glue, sign)
    text = " ".join(text.split())
    return _TWICE.sub(r"\1", text) if "?" in text or "!" in text else text


def american(text: str) -> str:
    """Return a text with commas and full stops before the quotation marks that they follow."""
    said, *others = text.split("”")
    for other in others:
        sign, rest = other[:1], other[1:]
        said = f"{_ended(said, sign)}”{rest}" if sign in (".", ",") else f"{said}”{other}"
    return said


def _ended(said: str, sign: str) -> str:
    mark = said[-1:] if said.endswith(("\ue001", "\ue003")) else ""
    words = said.removesuffix(mark)
    ends = ("?", "!", ".", "…") if sign == "." else ("?", "!")
    return said if words.endswith(ends) else f"{words}{sign}{mark}"


def _marked(tag: str) -> Any:  # noqa: ANN401 - the processor has no types
    start, end = _MARKS[tag]
    return staticmethod(lambda text: f"{start}{text}{end}")


class Marks:
    """How the processor marks text, in place of its own HTML, which it does not escape."""

    preformat = staticmethod(str)
    Italic = Oblique = _marked("i")
    Bold = _marked("b")
    Superscript = _marked("sup")
    Subscript = _marked("sub")
    Light = Underline = SmallCaps = staticmethod(str)
