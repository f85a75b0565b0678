"""Options of single sources: what a source may be told beyond its address and pace.

A source that has some lists them in `options`, takes them as keywords when it is made, and has
attributes of the same names whose types say what fits: true or false, text, or several words. One
that wants the contact in its requests names the keyword in `contact_as`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from broadsheet.errors import Invalid
from broadsheet.fetch.source import Source
from broadsheet.records.yaml_file import Tree

_SWITCHES = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def option_names(source: Source) -> tuple[str, ...]:
    """Return what a source may be told."""
    return tuple(getattr(source, "options", ()))


def configured(source: Source, chosen: Mapping[str, Tree], contact: str) -> Source:
    """Return a source made anew with what was chosen, or itself where nothing was.

    Raises:
        Invalid: a value is not of the option's kind.
    """
    values: dict[str, Any] = {
        name: _value(name, getattr(source, name), tree) for name, tree in chosen.items()
    }
    if (contact_as := getattr(source, "contact_as", "")) and "@" in contact:
        values[contact_as] = contact
    return type(source)(**values) if values else source


def parse_switch(text: str) -> bool:
    """Read `true` or `false`, in YAML's other words for them too.

    Raises:
        Invalid: it is neither.
    """
    found = _SWITCHES.get(text.strip().lower())
    if found is None:
        raise Invalid(f"`{text}` is neither true nor false")
    return found


def _value(name: str, now: object, tree: Tree) -> object:
    if isinstance(now, bool) and isinstance(tree, str):
        return parse_switch(tree)
    if isinstance(now, str) and isinstance(tree, str):
        return tree
    if isinstance(now, frozenset):
        words = tree.replace(",", " ").split() if isinstance(tree, str) else tree
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return frozenset(words)
    raise Invalid(f"`{name}` cannot be that", "see the guide on sources.yaml")
