"""Charts: figures as inline SVG, each a picture with a name and a description."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec
from defusedxml.ElementTree import fromstring
from markupsafe import Markup

from broadsheet.cache import recall
from broadsheet.pages.stats.figures import Figure, FigureView
from broadsheet.pages.stats.specs import Spec, spec

# What Vega writes for programs that read its marks one by one; here the table is for them.
_NOISE = frozenset(
    ("role", "aria-roledescription", "aria-hidden", "class", "opacity", "pointer-events")
)
_FRAMES = ("background", "foreground")


def draw(figures: Sequence[Figure], cache: Path | None) -> tuple[FigureView, ...]:
    """Return figures with their drawings, out of the cache where they are as they were."""
    specs = [spec(one) for one in figures]
    drawings = _recalled(specs, cache) if cache else _drawn(specs)
    return tuple(
        FigureView(figure, _labelled(figure, drawing))
        for figure, drawing in zip(figures, drawings, strict=True)
    )


def _recalled(specs: Sequence[Spec], cache: Path) -> list[str]:
    content = msgspec.json.encode([version("vl-convert-python"), specs])
    key = hashlib.sha256(content).hexdigest()
    return recall(cache / "charts.json", key, list[str], lambda: _drawn(specs))


def _drawn(specs: Sequence[Spec]) -> list[str]:
    if not specs:
        return []
    # It brings an engine for JavaScript, which takes half a second to start.
    import vl_convert

    return [vl_convert.vegalite_to_svg(one) for one in specs]


def _labelled(figure: Figure, drawing: str) -> Markup:
    root = fromstring(drawing)
    picture = Element("svg", {"class": f"bs-chart bs-chart--{figure.kind}", "role": "img"})
    for name in ("viewBox", "width", "height"):
        picture.set(name, root.get(name, ""))
    picture.set("aria-labelledby", f"{figure.name}-name")
    picture.set("aria-describedby", f"{figure.name}-text")
    SubElement(picture, "title", {"id": f"{figure.name}-name"}).text = figure.title
    SubElement(picture, "desc", {"id": f"{figure.name}-text"}).text = figure.text
    picture.extend(map(_plain, root))
    return Markup(tostring(picture, encoding="unicode"))  # noqa: S704 - serialised from a tree


def _plain(element: Element) -> Element:
    attributes = {name: text for name, text in element.attrib.items() if name not in _NOISE}
    found = Element(element.tag.rpartition("}")[2], attributes)
    found.text = element.text
    found.extend(_plain(child) for child in element if child.get("class") not in _FRAMES)
    return found
