"""A citation style fitted to papers of one shape: only what can be printed of them is left.

The processor walks the whole style for every paper, and styles hold rules for films, treaties and
tweets. What is left out here is what the specification says prints nothing, so the words stay the
same and come several times sooner. On the way two rules are settled that the processor does not
know: `initialize="false"` and `disambiguate`.
https://docs.citationstyles.org/en/stable/specification.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import copy
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from msgspec import Struct

_CSL = "http://purl.org/net/xbiblio/csl"
_NUMERIC = re.compile(r"[^\W\d_]*\d+[^\W\d_]*(?:\s*[,&–-]\s*[^\W\d_]*\d+[^\W\d_]*)*")
_GENERATED = ("year-suffix",)
register_namespace("", _CSL)


class Shape(Struct, frozen=True):
    """What decides which parts of a style print an item, and with which words between."""

    type: str
    variables: frozenset[str]
    numeric: frozenset[str]
    dates: int = 0
    """How much is known of the day: the year, the month, all."""
    language: str = ""

    @classmethod
    def of(cls, item: Mapping[str, Any]) -> Shape:
        """Return the shape of a CSL item."""
        texts = {key: value for key, value in item.items() if isinstance(value, str)}
        numeric = (key for key, value in texts.items() if _NUMERIC.fullmatch(value))
        dates = len(item["issued"]["date-parts"][0]) if "issued" in item else 0
        language = item.get("language", "")[:2]
        return cls(item["type"], frozenset(item), frozenset(numeric), dates, language)


def fitted(style: Element, shape: Shape) -> bytes:
    """Return a style as XML for the bibliography of items of one shape."""
    return bytes(tostring(_Fitting(style, shape).style(), encoding="utf-8"))


class _Fitting:
    def __init__(self, style: Element, shape: Shape) -> None:
        self.root = style
        self.shape = shape
        self.macros = {one.get("name", ""): one for one in style.iterfind(_tag("macro"))}
        self.fitted: dict[str, Element] = {}

    def style(self) -> Element:
        root = Element(self.root.tag, self.root.attrib)
        root.extend(one for one in self.root if one.tag in (_tag("info"), _tag("locale")))
        for part in self.root.iterfind(_tag("bibliography")):
            bibliography = SubElement(root, part.tag, part.attrib)
            for layout in part.iterfind(_tag("layout")):
                bibliography.append(self.parent(layout))
        root.extend(self.fitted[name] for name in sorted(self.fitted))
        _settle_initials(root)
        return root

    def parent(self, element: Element) -> Element:
        """Return an element with what is left of its children."""
        found = _bare(element)
        found.extend(kept for child in self.live(element) if (kept := self.fit(child)) is not None)
        return found

    def live(self, element: Element) -> Iterator[Element]:
        """Yield children, those of the branch that holds in place of each `choose`."""
        for child in element:
            if child.tag == _tag("choose"):
                branch = next((one for one in child if self.holds(one)), None)
                if branch is not None:
                    yield from self.live(branch)
            else:
                yield child

    def fit(self, element: Element) -> Element | None:
        """Return what is left of an element, or none where it prints nothing."""
        if macro := element.get("macro"):
            return self.call(element, self.macro(macro))
        if element.tag == _tag("group"):
            return self.group(element)
        if element.tag == _tag("names"):
            return self.names(element)
        variable = element.get("variable")
        return element if variable is None or self.has(variable) else None

    def macro(self, name: str) -> Element:
        if name not in self.fitted:
            self.fitted[name] = Element(_tag("macro"), name=name)  # against one that calls itself
            if name in self.macros:
                self.fitted[name] = self.parent(self.macros[name])
        return self.fitted[name]

    @staticmethod
    def call(element: Element, macro: Element) -> Element | None:
        """A macro of one part that is called without a form of its own is that part."""
        if len(macro) == 1 and len(element.attrib) == 1:
            return macro[0]
        return element if len(macro) else None

    def group(self, element: Element) -> Element | None:
        """A group whose variables are all empty prints nothing, not even its terms."""
        found = self.parent(element)
        asks = any(self.calls(child) for child in self.live(element))
        answers = any(self.calls(child) for child in found)
        return found if len(found) and asks <= answers else None

    def names(self, element: Element) -> Element | None:
        """Names that are there need no substitute; a substitute prints one of its children."""
        if any(map(self.has, element.get("variable", "").split())):
            found = _bare(element)
            found.extend(child for child in element if child.tag != _tag("substitute"))
            return found
        for substitute in element.iterfind(_tag("substitute")):
            for child in self.live(substitute):
                if (kept := self.fit(child)) is not None:
                    return self.substituted(element, kept)
        return None

    @staticmethod
    def substituted(element: Element, kept: Element) -> Element:
        """A substitute without a form of its own has that of the names it stands for."""
        if kept.tag == _tag("names") and not len(kept):
            kept = _bare(kept)
            kept.extend(child for child in element if child.tag != _tag("substitute"))
        return kept

    def calls(self, element: Element) -> bool:
        if macro := element.get("macro"):
            name = self.macros.get(macro)
            return name is not None and any(map(self.calls, self.live(name)))
        if element.tag in (_tag("group"), _tag("names")):
            return True
        return element.tag != _tag("label") and element.get("variable") not in (None, "year-suffix")

    def has(self, variable: str) -> bool:
        return variable in self.shape.variables or variable in _GENERATED

    def holds(self, branch: Element) -> bool:
        """Tell whether a branch of a `choose` is the one to take."""
        if branch.tag == _tag("else"):
            return True
        results = list(self.results(branch))
        match branch.get("match", "all"):
            case "any":
                return any(results)
            case "none":
                return not any(results)
            case _:
                return all(results)

    def results(self, branch: Element) -> Iterator[bool]:
        tests = {
            "type": (self.shape.type,),
            "variable": self.shape.variables,
            "is-numeric": self.shape.numeric,
        }
        for name, value in branch.attrib.items():
            # A lone entry of a bibliography has no locator, no position and no double.
            if name != "match":
                yield from (one in tests.get(name, ()) for one in value.split())


def _settle_initials(root: Element) -> None:
    """Move what initials end in from the style to those names alone that have initials."""
    end = root.attrib.pop("initialize-with", None)
    for bibliography in root.iterfind(_tag("bibliography")):
        end = bibliography.attrib.pop("initialize-with", end)
    for name in root.iter(_tag("name")):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif end is not None:
            name.attrib.setdefault("initialize-with", end)


def _bare(element: Element) -> Element:
    found = copy(element)
    found[:] = []
    return found


def _tag(name: str) -> str:
    return f"{{{_CSL}}}{name}"
