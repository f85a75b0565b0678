"""The elements of marked-up text, each turned into plain text when it closes."""

from __future__ import annotations

import re

from broadsheet.records.markup_tags import BLOCKS, MATH, Tag, Text, split_tags
from broadsheet.records.scripts import lowered, raised

_DEEPEST = 60
"""Elements within elements; nobody nests deeper, and an attack would cost time."""
_SILENT = frozenset({"script", "style", "annotation-xml", "mprescripts", "none", "head"})
_FORMULAS = frozenset({"inline-formula", "disp-formula", "alternatives", "math", "semantics"})
"""Elements that hold one formula, perhaps in several forms."""
_HEADINGS = frozenset(
    {
        "abstract",
        "summary",
        "résumé",
        "resumen",
        "resumo",
        "zusammenfassung",
        "riassunto",
        "abstrakt",
    }
)
_DOCUMENT = re.compile(r"\\begin\s*\{document\}(.*?)\\end\s*\{document\}", re.DOTALL)
_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the TeX of a formula, until all is joined; UNPRINTABLE keeps both out of any text."""
_FORMULA = re.compile(f"{_OPEN}([^{_OPEN}{_CLOSE}]*){_CLOSE}")
_LOOSE = re.compile(f"(?<=[$\\\\])(?={_OPEN})|(?<={_CLOSE})(?=[\\d$]|{_OPEN})")


class _Element:
    """An element that is open, with the texts of what is in it so far."""

    def __init__(self, tag: Tag) -> None:
        self.tag = tag
        self.parts: list[str] = []
        self.children: list[str] = []
        """The texts of its elements alone, which are the arguments of MathML."""


def read_markup(text: str) -> str:
    """Return a text without its tags; unclosed elements end with the text."""
    stack = [_Element(Tag(""))]
    for piece in split_tags(text):
        if isinstance(piece, Text):
            is_math = stack[-1].tag.name in MATH and stack[-1].tag.name != "mtext"
            stack[-1].parts.append(piece.text.strip() if is_math else piece.text)
        elif piece.is_alone or len(stack) > _DEEPEST:
            stack[-1].parts.append(" " if piece.name in BLOCKS else "")
        elif not piece.is_close:
            stack.append(_Element(piece))
        elif any(one.tag.name == piece.name for one in stack):
            while _close(stack) != piece.name:
                pass
    while len(stack) > 1:
        _close(stack)
    joined = _LOOSE.sub(" ", "".join(stack[0].parts))
    return _FORMULA.sub(lambda match: f"${match[1]}$", joined)


def _close(stack: list[_Element]) -> str:
    element = stack.pop()
    text = _text(element)
    stack[-1].parts.append(text)
    stack[-1].children.append(text)
    return element.tag.name


def _text(element: _Element) -> str:
    name, text = element.tag.name, "".join(element.parts)
    if name in _SILENT:
        return ""
    if name == "tex-math" or (name == "annotation" and "tex" in element.tag.attributes.lower()):
        return _tex(text)
    if name == "annotation":
        return ""
    if name in _FORMULAS and (formula := _FORMULA.search(text)):
        return f" {formula[0]} " if name in BLOCKS else formula[0]
    if name == "title":
        return _title(text)
    if name in BLOCKS:
        return f" {text} "
    return _shifted(name, text) if name not in MATH else _math(name, text, element.children)


def _tex(text: str) -> str:
    """Return the TeX alone: publishers send whole documents with packages and dollars."""
    document = _DOCUMENT.search(text)
    tex = " ".join((document[1] if document else text).split()).strip("$ ")
    tex = re.sub(r"\\[()\[\]]", "", tex).strip().replace("$", "")
    return f"{_OPEN}{tex}{_CLOSE}" if tex and not tex.endswith("\\") else ""


def _title(text: str) -> str:
    """Return a section's heading as the beginning of a sentence; `Abstract` says nothing."""
    title = " ".join(text.split())
    if title.rstrip(":.").lower() in _HEADINGS:
        return " "
    return f" {title} " if not title or title[-1] in ".:!?" else f" {title}: "


def _shifted(name: str, text: str) -> str:
    if name in ("sup", "superscript"):
        return raised(text.strip())
    return lowered(text.strip()) if name in ("sub", "subscript") else text


def _math(name: str, text: str, parts: list[str]) -> str:
    """Return a formula of MathML in plain characters."""
    match name, parts:
        case ("msup", [base, over]):
            return base + _script("^", over, raised(over))
        case ("msub", [base, under]):
            return base + _script("_", under, lowered(under))
        case ("msubsup", [base, under, over]):
            under, over = _script("_", under, lowered(under)), _script("^", over, raised(over))
            return base + under + over
        case ("mfrac", [above, below]):
            return f"{_grouped(above)}/{_grouped(below)}"
        case ("msqrt", _):
            return f"√{_grouped(text)}"
        case ("mroot", [base, _]):
            return f"√{_grouped(base)}"
        case ("mfenced", _):
            return f"({','.join(parts)})"
        case ("mspace", _):
            return " "
    return text


def _script(mark: str, text: str, shifted: str) -> str:
    return shifted if not text or shifted != text else mark + _grouped(text)


def _grouped(text: str) -> str:
    return text if len(text) == 1 or text.isalnum() else f"({text})"
