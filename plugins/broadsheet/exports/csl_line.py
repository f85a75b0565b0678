"""A citation style as a line of pieces, for items of one shape.

A style prints the same of all items of a shape, in the same order, with the same between. So the
processor's rules are asked once what stands around each field; for an item its fields are put in.
`Citations` holds each line against the processor, which prints a hundred times slower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from citeproc import CitationStylesStyle
from citeproc.source import Reference
from citeproc.string import String

from broadsheet.exports.csl_fields import (
    Field,
    Item,
    alters,
    date_part,
    labelled,
    numbered,
    written,
)
from broadsheet.exports.csl_fitting import Shape
from broadsheet.exports.csl_names import NameList
from broadsheet.exports.csl_seams import LineError, attached

Pieces = list[str | Field]
_HOLE = "\ue00f"
"""Stands for a field while the processor is asked what it puts around it."""
_DATE_PARTS = ("year", "month", "day")


class Line:
    """What a fitted style prints of the items of a shape.

    Raises:
        Exception: the style asks for what only the processor knows.
    """

    def __init__(self, style: CitationStylesStyle, shape: Shape, formatter: Any) -> None:  # noqa: ANN401 - the processor has no types
        self._style = style  # its elements know each other no longer than it lives
        style.root.formatter = formatter
        self._pieces = tuple(_melted(_Walk(style.root, shape).pieces()))

    def print(self, item: Item) -> str:
        """Return an item as the style prints it in a bibliography."""
        text = ""
        for piece in self._pieces:
            text = attached(text, piece if isinstance(piece, str) else piece(item))
        return text


class _Walk:
    """Walks through a style; each element gives pieces, or none where it prints nothing."""

    def __init__(self, root: Any, shape: Shape) -> None:  # noqa: ANN401
        self._layout = root.bibliography.layout
        self._shape = shape
        self._language = shape.language or root.get("default-locale", "en")[:2]
        self._item = SimpleNamespace(reference=Reference("", "", language=self._language))

    def pieces(self) -> Pieces:
        """Return the pieces of the whole."""
        layout = self._layout
        return _around(lambda text: layout.format(layout.wrap(text)), self._children(layout))

    def _children(self, parent: Any) -> Pieces:  # noqa: ANN401
        return _row(map(self._element, parent), "")

    def _element(self, element: Any) -> Pieces:  # noqa: ANN401
        rules = {
            "Text": self._text, "Number": self._number, "Label": self._label,
            "Date": self._date, "Names": self._names, "Group": self._group,
        }  # fmt: skip
        return rules[type(element).__name__](element)

    def _text(self, text: Any) -> Pieces:  # noqa: ANN401
        if macro := text.get("macro"):
            pieces = self._called(text, self._children(text.get_macro(macro)))
        elif not (variable := text.get("variable")):
            return _some(text.render(self._item))
        elif variable not in self._shape.variables:
            return []
        elif variable.startswith("page"):
            pieces = [numbered(text, variable)]
        else:
            pieces = [written(text, variable, self._language)]
        return _around(lambda one: text.markup(one, self._language), pieces)

    @staticmethod
    def _called(text: Any, pieces: Pieces) -> Pieces:  # noqa: ANN401
        if alters(text) and not all(isinstance(piece, str) for piece in pieces):
            raise LineError(text.get("macro"))
        return pieces

    @staticmethod
    def _number(number: Any) -> Pieces:  # noqa: ANN401
        return _around(number.markup, [numbered(number, number.get("variable"))])

    @staticmethod
    def _label(label: Any) -> Pieces:  # noqa: ANN401
        return [labelled(label, label.get("variable"))] if label.render(None, plural=True) else []

    def _group(self, group: Any) -> Pieces:  # noqa: ANN401
        """A group whose variables are all empty prints nothing."""
        found = [(child.calls_variable(), self._element(child)) for child in group]
        asks = any(calls for calls, _ in found)
        answers = any(calls and pieces for calls, pieces in found)
        parts = [pieces for _, pieces in found if answers or not asks]
        return _around(group.markup, _row(parts, group.get("delimiter", "")))

    def _date(self, date: Any) -> Pieces:  # noqa: ANN401
        form, shown = date.get("form"), _DATE_PARTS[: self._shape.dates]
        asked = date.get("date-parts", "-".join(_DATE_PARTS)).split("-") if form else _DATE_PARTS
        parts: list[Pieces] = [
            [date_part(part, date, shown.index(name))]
            for part in (date.get_date(form) if form else date)
            if (name := part.get("name")) in asked and name in shown
        ]
        return _around(date.wrap, _row(parts, date.get("delimiter", "")))

    def _names(self, names: Any) -> Pieces:  # noqa: ANN401
        (role,) = self._shape.variables.intersection(names.get("variable").split())
        if names.name is None:
            names.insert(0, names.makeelement(f"{{{names.nsmap['cs']}}}name"))
        if names.label is not None and names.label.render(None, role, plural=True):
            raise LineError(role)
        people = NameList(names.name, self._layout)
        inner = _around(names.name.markup, [lambda item: people.print(item[role])])
        return _around(names.markup, inner)


def _around(markup: Callable[[Any], Any], pieces: Pieces) -> Pieces:
    """Return pieces with what an element puts around its text."""
    match list(_melted(pieces)):
        case []:
            return []
        case [str() as text]:
            return _some(markup(String(text)))
        case melted:
            before, after = str(markup(String(_HOLE))).split(_HOLE)
            return [before, *melted, after]


def _some(text: Any) -> Pieces:  # noqa: ANN401
    return [str(text)] if text else []


def _row(parts: Iterable[Pieces], delimiter: str) -> Pieces:
    """Return what prints something behind each other, with a delimiter between."""
    whole: Pieces = []
    for pieces in filter(None, parts):
        whole += [delimiter, *pieces] if whole else pieces
    return whole


def _melted(pieces: Pieces) -> Iterator[str | Field]:
    """Yield pieces of which no two texts stand beside each other, and none is empty."""
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text = attached(text, piece)
        else:
            if text:
                yield text
            yield piece
            text = ""
    if text:
        yield text
