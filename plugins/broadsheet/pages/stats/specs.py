"""Specs: figures in the words of Vega-Lite.

Every extent is given and every label is cut here, so that no drawing hangs on the fonts of the
machine that makes it. The colours are custom properties of CSS: one drawing serves light and dark.

https://vega.github.io/vega-lite/docs/
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from broadsheet.pages.markup import shorten
from broadsheet.pages.stats.figures import Figure

Spec: TypeAlias = dict[str, Any]

_WIDTH = 420
"""Pixels: what a telephone shows at nearly its own size."""
_LONGEST = 24
"""Characters of a label."""
_CHARACTER = 7
"""Pixels that a character takes, at most about."""
_RULE, _INK, _ACCENT = "var(--bs-rule)", "var(--bs-ink)", "var(--bs-accent)"
_AXIS: Spec = {
    "title": None, "labelLimit": 0, "labelOverlap": False, "ticks": False, "domain": False,
}  # fmt: skip
_CONFIG: Spec = {
    "aria": False,
    "font": "inherit",
    "view": {"stroke": None},
    "axis": {"labelColor": _INK, "labelFontSize": 12, "labelPadding": 6, "gridColor": _RULE},
    "text": {"color": _INK, "fontSize": 12},
}
_BAR: Spec = {"mark": {"type": "bar", "color": _ACCENT}}
_CELL: Spec = {
    "mark": {"type": "rect", "color": _ACCENT},
    "encoding": {
        "fillOpacity": {
            "field": "value",
            "type": "quantitative",
            "legend": None,
            "scale": {"range": [0.1, 0.55], "zero": True},
        }
    },
}
_NUMBER: Spec = {"text": {"field": "value", "type": "quantitative"}}


def spec(figure: Figure) -> Spec:
    """Return what Vega-Lite draws a figure by."""
    return _KINDS[figure.kind](figure)


def _columns(figure: Figure) -> Spec:
    labels, values = _values(figure)
    room = max(_WIDTH // (_CHARACTER * max(map(len, labels)) + 20), 1)
    ticks = labels[::-1][:: -(-len(labels) // room)]
    amounts = _AXIS | {"format": "d", "tickMinStep": 1, "tickCount": 4}
    return _sheet(180, {"left": 44, "right": 20, "top": 10, "bottom": 30}) | {
        "data": {"values": values},
        **_BAR,
        "encoding": {
            "x": _ordinal("at", labels, _AXIS | {"values": ticks, "labelAngle": 0}),
            "y": _amount(amounts),
        },
    }


def _bars(figure: Figure) -> Spec:
    labels, values = _values(figure)
    number = {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": _NUMBER}
    padding = {"left": _room(labels), "right": 40, "top": 4, "bottom": 4}
    return _sheet(20 * len(labels), padding) | {
        "data": {"values": values},
        "encoding": {"y": _ordinal("at", labels, _AXIS), "x": _amount(None)},
        "layer": [_BAR, number],
    }


def _grid(figure: Figure) -> Spec:
    rows = _short([row.subject.label for row in figure.rows])
    columns = _short(figure.columns)
    if rows == columns:
        # Names do not fit above narrow columns; the rows tell which number is whose.
        columns = [str(number) for number in range(1, len(rows) + 1)]
        rows = [f"{row}  {number}" for row, number in zip(rows, columns, strict=True)]
    padding = {"left": _room(rows), "right": 10, "top": 28, "bottom": 4}
    return _sheet(26 * len(rows), padding) | {
        "data": {"values": _cells(figure, rows, columns)},
        "encoding": {
            "x": _ordinal(
                "column", columns, _AXIS | {"orient": "top", "labelAngle": 0, "labelFontSize": 11}
            ),
            "y": _ordinal("row", rows, _AXIS),
        },
        "layer": [_CELL, {"mark": "text", "encoding": _NUMBER}],
    }


_KINDS: Mapping[str, Callable[[Figure], Spec]] = {
    "columns": _columns, "bars": _bars, "grid": _grid,
}  # fmt: skip


def _sheet(height: int, padding: Mapping[str, int]) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None,
        "config": _CONFIG,
        "autosize": {"type": "none"},
        "padding": dict(padding),
        "width": _WIDTH - padding["left"] - padding["right"],
        "height": height,
    }


def _room(labels: Sequence[str]) -> int:
    return _CHARACTER * max(map(len, labels)) + 20


def _values(figure: Figure) -> tuple[list[str], list[Spec]]:
    labels = _short([row.subject.label for row in figure.rows])
    pairs = zip(labels, figure.rows, strict=True)
    return labels, [{"at": label, "value": row.values[0]} for label, row in pairs]


def _cells(figure: Figure, rows: Sequence[str], columns: Sequence[str]) -> list[Spec]:
    return [
        {"row": name, "column": column, "value": value}
        for name, row in zip(rows, figure.rows, strict=True)
        for column, value in zip(columns, row.values, strict=True)
        if value
    ]


def _ordinal(name: str, order: Sequence[str], axis: Spec) -> Spec:
    scale = {"domain": list(order), "paddingInner": 0.15, "paddingOuter": 0.05}
    return {"field": name, "type": "ordinal", "scale": scale, "sort": None, "axis": axis}


def _amount(axis: Spec | None) -> Spec:
    return {"field": "value", "type": "quantitative", "axis": axis}


def _short(labels: Sequence[str]) -> list[str]:
    """Cut labels to the room there is; those that end up the same are told apart by a number."""
    found: dict[str, None] = {}
    for label in labels:
        short = cut = shorten(label, _LONGEST)
        number = 1
        while short in found:
            number += 1
            short = f"{cut} ({number})"
        found[short] = None
    return list(found)
