"""Texts of the ACL Anthology: marked-up ones to plain text, formulas kept as `$...$`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from broadsheet.records.tex import tex_to_unicode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DEEPEST = 20


def markup_of(element: Element | None) -> str:
    """Return a title or an abstract without its markup."""
    return "" if element is None else tex_to_unicode("".join(_pieces(element, 0)))


def line_of(element: Element, tag: str) -> str:
    """Return the plain text of a child on one line, or empty text."""
    return tex_to_unicode(element.findtext(tag) or "")


def _pieces(element: Element, depth: int) -> Iterator[str]:
    is_formula = element.tag == "tex-math"
    text = element.text or ""
    yield f"${text.strip()}$" if is_formula and text.strip() else text
    for child in element if depth < _DEEPEST and not is_formula else ():
        yield from _pieces(child, depth + 1)
        yield child.tail or ""
