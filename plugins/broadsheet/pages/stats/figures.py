"""Figures: what a chart shows and its table says, before it is drawn."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.inner import Inner


class Row(Struct, frozen=True):
    """One line of a figure's table: what is counted, and its numbers."""

    subject: Inner
    """Its key is empty where no page lists the papers."""
    values: tuple[int, ...]


class Figure(Struct, frozen=True, kw_only=True):
    """A chart with the table that says the same."""

    name: str
    """What stands in anchors: `over-time`."""
    kind: str
    """`columns` over time, `bars` by rank, or a `grid` with a number in each cell."""
    title: str
    text: str
    """What is to be seen, in a sentence."""
    subject: str
    """The heading of the table's first column."""
    columns: tuple[str, ...]
    """The headings of the numbers."""
    rows: tuple[Row, ...]


class FigureView(Struct, frozen=True):
    """A figure and its drawing, an `svg` element."""

    figure: Figure
    drawing: Markup


class StatsView(Struct, frozen=True, kw_only=True):
    """The page of statistics; `map` leads to the map where there is one."""

    count: int
    figures: tuple[FigureView, ...]
    map: Inner | None
