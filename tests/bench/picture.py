"""What builds took as a picture: a bar a generator, in colours for light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence

import vl_convert
from msgspec import Struct

_INK = "#7a7a7a"
"""As far from white as from black."""
_OURS, _OTHERS = "#2a78d6", "#a8a49c"


class Bar(Struct, frozen=True):
    """One generator's build."""

    label: str
    seconds: float
    is_ours: bool


def bars(some: Sequence[Bar], title: str) -> str:
    """Return the builds as SVG, in their order."""
    values = [
        {"label": one.label, "seconds": round(one.seconds, 1), "ours": one.is_ours} for one in some
    ]
    y = {"field": "label", "type": "nominal", "sort": None, "title": None,
         "axis": {"labelLimit": 400, "ticks": False, "domain": False}}  # fmt: skip
    x = {"field": "seconds", "type": "quantitative", "title": title,
         "axis": {"grid": False, "tickCount": 6}}  # fmt: skip
    color = {"condition": {"test": "datum.ours", "value": _OURS}, "value": _OTHERS}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": 420,
        "height": {"step": 30},
        "background": None,
        "data": {"values": values},
        "encoding": {"y": y, "x": x},
        "layer": [
            {"mark": {"type": "bar", "height": 16, "cornerRadiusEnd": 3},
             "encoding": {"color": color}},
            {"mark": {"type": "text", "align": "left", "dx": 5},
             "encoding": {"text": {"field": "seconds", "format": ".1f"}}},
        ],
        "config": {
            "view": {"stroke": None},
            "text": {"color": _INK, "fontSize": 13},
            "axis": {"labelColor": _INK, "titleColor": _INK, "domainColor": _INK,
                     "tickColor": _INK, "labelFontSize": 13, "titleFontWeight": "normal"},
        },
    }  # fmt: skip
    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg
