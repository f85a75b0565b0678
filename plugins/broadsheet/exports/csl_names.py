"""Names as one element of a citation style prints them, by the rules of the processor.

https://docs.citationstyles.org/en/stable/specification.html#names
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from types import SimpleNamespace
from typing import Any

from citeproc.model import Name

from broadsheet.exports.csl_seams import LineError, attached, row

Person = Mapping[str, str]
"""A name as CSL-JSON has it."""


class NameList:
    """Prints lists of names; the context of an element is where it is called from.

    Raises:
        LineError: it prints no names but their number.
    """

    def __init__(self, name: Any, context: Any) -> None:  # noqa: ANN401 - the processor has no types
        option = partial(name.get_option, context=context)
        if option("form") not in ("long", "short"):
            raise LineError(option("form"))
        self._is_short = option("form") == "short"
        self._turned = option("name-as-sort-order")
        self._separator = option("sort-separator")
        self._is_demoted = option("demote-non-dropping-particle") == "display-and-sort"
        self._parts = name.findall("cs:name-part", name.nsmap)
        self._initials = _initials(option("initialize-with"), option("initialize-with-hyphen"))
        self._delimiter = option("delimiter")
        self._before_last = name.get("delimiter", ", ")
        self._precedes_last = option("delimiter-precedes-last")
        terms = {None: "", "text": name.get_single_term(name="and"), "symbol": "&"}
        self._and = str(terms[option("and")])
        self._et_al = str(name.et_al() or "")
        self._precedes_et_al = option("delimiter-precedes-et-al")
        self._fewest, self._first = option("et-al-min"), option("et-al-use-first")
        self._has_last = option("et-al-use-last") and self._first <= self._fewest - 2

    def print(self, people: Sequence[Person]) -> str:
        """Return all names, or the first and what stands for the others."""
        is_cut = 1 < len(people) >= self._fewest > 0
        if is_cut:
            people = [*people[: self._first], *(people[-1:] if self._has_last else ())]
        names = [self._name(person, at) for at, person in enumerate(people)]
        if is_cut and self._et_al:
            return self._cut(names)
        if self._and and len(names) > 1:
            return self._listed(names)
        return row(names, self._delimiter)

    def _cut(self, names: list[str]) -> str:
        if self._has_last:
            return row([*names[:-1], f"… {names[-1]}"], self._delimiter)
        if _precedes(self._precedes_et_al, len(names) >= 2):
            return row([*names, self._et_al], self._delimiter)
        return attached(f"{row(names, self._delimiter)} ", self._et_al)

    def _listed(self, names: list[str]) -> str:
        text = row(names[:-1], self._before_last)
        is_apart = _precedes(self._precedes_last, len(names) > 2)
        text = attached(text, self._before_last) if is_apart else f"{text} "
        return f"{text}{self._and} {names[-1]}"

    def _name(self, person: Person, at: int) -> str:
        family = person.get("literal") or person.get("family")
        given, suffix = person.get("given"), person.get("suffix")
        particle = person.get("non-dropping-particle")
        if given is not None and self._initials:
            given = self._initials(given)
        is_turned = not self._is_short and (
            self._turned == "all" or (self._turned == "first" and at == 0)
        )
        if particle and is_turned and self._is_demoted:
            given = f"{given} {particle}" if given else particle
        elif particle:
            family = f"{particle} {family}" if family else particle
        for part in self._parts:
            # Of a name that is turned, the processor formats what is not there as well.
            given = "" if given is None and is_turned else given
            given, family = part.format_part(given, family)
        if self._is_short:
            return str(family)
        if is_turned:
            return str(self._separator.join(filter(None, (family, given, suffix))))
        return " ".join(filter(None, (given, family, suffix)))


def _precedes(when: str, is_usual: bool) -> bool:
    return when == "always" or (when == "contextual" and is_usual)


def _initials(mark: str | None, is_by_hyphens: bool) -> Any:  # noqa: ANN401
    """Return the processor's rule for initials, which asks its element for one option alone."""
    if mark is None:
        return None
    element = SimpleNamespace(get_option=lambda *_: is_by_hyphens)
    return lru_cache(10_000)(lambda given: Name.initialize(element, given, mark, None))
