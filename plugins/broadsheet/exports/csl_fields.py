"""What elements of a citation style make of the fields of an item, each by the processor's rules.

The processor has no types: elements are whatever it parsed them into.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from operator import itemgetter
from typing import Any

from citeproc.model import FormatNumber, Label
from citeproc.source import Date
from citeproc.string import MixedString, NoCase, String

Item = Mapping[str, Any]
"""An item as CSL-JSON has it."""
Field = Callable[[Item], str]


def spelled(variable: str, value: str) -> MixedString:
    """Return a text as the processor has it; by itself it would write "ArXiv"."""
    is_fixed = value == "arXiv" or variable == "number"
    return MixedString([(NoCase if is_fixed else String)(value)])


def written(text: Any, variable: str, language: str) -> Field:  # noqa: ANN401
    """Return what prints a text, in the case that an element wants."""
    if not alters(text):
        return itemgetter(variable)

    def printed(item: Item) -> str:
        whole = spelled(variable, item[variable])
        return str(text.case(text.strip_periods(whole), language))

    return printed


def numbered(element: Any, variable: str) -> Field:  # noqa: ANN401
    """Return what prints numbers and ranges of them."""
    rules = _Numbers(element)

    @lru_cache(1000)
    def printed(value: str) -> str:
        text = rules.process(value, variable)
        return str(element.case(element.strip_periods(text)) if alters(element) else text)

    return lambda item: printed(item[variable])


def labelled(label: Any, variable: str) -> Field:  # noqa: ANN401
    """Return what prints the word before one number, or that before several."""
    one, many = (str(label.render(None, plural=plural)) for plural in (False, True))
    return lambda item: many if Label.RE_MULTIPLE_NUMBERS.search(item[variable]) else one


def date_part(part: Any, date: Any, at: int) -> Field:  # noqa: ANN401
    """Return what prints the year, the month or the day of a date."""
    name, own = part.get("name"), dict(part.attrib)

    @cache
    def printed(value: int) -> str:
        some_day = Date(year=2000, month=1, day=1)
        some_day[name] = value
        try:
            return str(part.render(some_day, date))
        finally:
            # The processor leaves what a date asks for in the part, which is that of all dates.
            part.attrib.clear()
            part.attrib.update(own)

    return lambda item: printed(item["issued"]["date-parts"][0][at])


class _Numbers(FormatNumber):  # type: ignore[misc]  # has no types
    """The rules for numbers, which ask an element for terms each time, with remembered answers."""

    def __init__(self, element: Any) -> None:  # noqa: ANN401
        self.get_root = cache(element.get_root)
        self.get_single_term = cache(element.get_single_term)
        self.unicode_character = cache(element.unicode_character)
        self.format_number = element.format_number
        self.process = self._process


def alters(element: Any) -> bool:  # noqa: ANN401
    """Tell whether an element changes the text that it prints."""
    return "text-case" in element.attrib or "strip-periods" in element.attrib
