"""A paper's citation as text, in the styles that authors are asked for; by a CSL processor."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
)
from citeproc.source.json import CiteProcJSON
from citeproc.string import MixedString
from markupsafe import Markup

from broadsheet.digests import digest_of
from broadsheet.exports.citation_styles import CitationStyle
from broadsheet.exports.cited_item import cited_item
from broadsheet.exports.csl_fields import Item, spelled
from broadsheet.exports.csl_fitting import Shape, fitted
from broadsheet.exports.csl_line import Line
from broadsheet.exports.csl_markup import Marks, american, html, plain
from broadsheet.records.models import Paper

Locales = list[Any]
"""The words of a style, in the languages that it looks for them."""
_FEW = 2
"""Items of a shape that cost the processor less than it does to make a line and prove it."""
# Names of every kind, for proofs.
_NAMES = [
    {"family": "Rohe", "given": "Ludwig M.", "non-dropping-particle": "van der", "suffix": "Jr."},
    {"literal": "Plato"},
    {"family": "Hare", "given": "Anne-Marie", "suffix": "III"},
    {"family": "Bee", "given": "Otto", "non-dropping-particle": "de"},
]


class Citations:
    """Makes the citations of papers in some styles."""

    def __init__(self, styles: Sequence[CitationStyle]) -> None:
        self.styles = styles
        self.failed: set[tuple[str, str]] = set()
        """The papers that the processor could not cite, and in which style."""
        self._presses: dict[Shape, list[_Press]] = {}
        self._locales: dict[str, Locales] = {}

    @property
    def digest(self) -> bytes:
        """Return what changes with every style."""
        return digest_of([style.digest for style in self.styles])

    def of(self, paper: Paper) -> tuple[tuple[str, Markup], ...]:
        """Return label and text of each style that can cite a paper: without authors none can."""
        labels = (style.label for style in self.styles)
        return tuple(
            (label, text) for label, text in zip(labels, self.texts(paper), strict=True) if text
        )

    def texts(self, paper: Paper) -> tuple[Markup, ...]:
        """Return the text of each style, empty where it cannot cite the paper."""
        return tuple(map(html, self._printed(paper)))

    def plain(self, paper: Paper) -> tuple[str, ...]:
        """Return the same without markup."""
        return tuple(map(plain, self._printed(paper)))

    def gathered(self) -> set[tuple[str, str]]:
        """Return what came together in this process, for the one that it works for."""
        failed, self.failed = self.failed, set()
        return failed

    def gather(self, found: set[tuple[str, str]]) -> None:
        """Take in what came together in a process that worked for this one."""
        self.failed |= found

    def _printed(self, paper: Paper) -> list[str]:
        if not paper.authors:
            return ["" for _ in self.styles]
        item = cited_item(paper)
        shape = Shape.of(item)
        if shape not in self._presses:
            self._presses[shape] = [_Press(style, shape, self._locales) for style in self.styles]
        return [self._cite(paper.id, item, press) for press in self._presses[shape]]

    def _cite(self, paper_id: str, item: Item, press: _Press) -> str:
        try:
            return press.print(item)
        except Exception:  # noqa: BLE001 - the processor raises what it likes; others may yet work
            self.failed.add((paper_id, press.name))
            return ""


class _Press:
    """Prints the items of one shape in one style: many by a line, if it proves to do it right."""

    def __init__(self, style: CitationStyle, shape: Shape, locales: dict[str, Locales]) -> None:
        self.name, self._root = style.name, style.root
        self._locales = locales
        self._shape = shape
        self._printed = 0
        self._line: Line | None = None

    def print(self, item: Item) -> str:
        """Return an item as text with the processor's marks."""
        if self._printed == _FEW:
            self._line = self._proven(item)
        self._printed += 1
        text = self._by_line(item) or self._processed(item)
        return american(text) if self._is_american else text

    def _proven(self, item: Item) -> Line | None:
        """Return a line that prints an item as the processor does, by few and by many authors."""
        with suppress(Exception):  # another version of the processor may have other insides
            line = Line(self._lean_style(), self._shape, Marks)
            proofs = [{**item, "author": names} for names in (_NAMES, 8 * _NAMES)]
            if all(line.print(one) == self._processed(one) for one in proofs):
                return line
        return None

    def _by_line(self, item: Item) -> str:
        if self._line:
            with suppress(Exception):  # what a line cannot print, the processor may
                return self._line.print(item)
        return ""

    def _processed(self, item: Item) -> str:
        bibliography = CitationStylesBibliography(self._style(), _Source(item), Marks)
        bibliography.register(Citation([CitationItem("paper")]))
        return " ".join(map(str, bibliography.bibliography()))

    def _style(self) -> CitationStylesStyle:
        # A new one each time: what the processor prints leaves traces in a style.
        return CitationStylesStyle(io.BytesIO(self._xml), validate=False)

    def _lean_style(self) -> CitationStylesStyle:
        # Locales are the larger part of a style, and the same for all shapes.
        style = self._style()
        style.root.locales = self._locales.setdefault(self.name, style.root.locales)
        return style

    @cached_property
    def _xml(self) -> bytes:
        return fitted(self._root, self._shape)

    @cached_property
    def _is_american(self) -> bool:
        return str(self._style().root.get_locale_option("punctuation-in-quote")) == "true"


class _Source(CiteProcJSON):  # type: ignore[misc]  # has no types
    """The one item for the processor, which would read tags of its own in texts."""

    def __init__(self, item: Item) -> None:
        texts = {
            key: spelled(key, value)
            for key, value in item.items()
            if isinstance(value, str) and key not in ("type", "language")
        }
        super().__init__([{**item, **texts, "id": "paper"}])

    def parse_string(self, string: MixedString) -> MixedString:
        """Return a text that is what the processor wants already."""
        return string
