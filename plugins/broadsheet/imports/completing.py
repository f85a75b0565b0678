"""Facts completed by others of the same paper: what is there stays, what is missing is taken."""

from __future__ import annotations

from typing import Any

import msgspec

from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts

_UNITED = ("keywords", "links", "categories", "repositories", "notices")
_LONGEST_SHOWN = 60


def completed(first: Facts, second: Facts) -> Facts:
    """Return the first facts with what only the second ones say; lists of words are united."""
    if first == second:
        return first
    values: dict[str, Any] = {}
    for name in Facts.__struct_fields__:
        mine, theirs = getattr(first, name), getattr(second, name)
        if name == "ids":
            values[name] = _ids(mine, theirs)
        elif name in _UNITED:
            values[name] = tuple(dict.fromkeys((*mine, *theirs)))
        else:
            values[name] = mine or theirs
    return Facts(**values)


def _ids(first: Identifiers, second: Identifiers) -> Identifiers:
    names = Identifiers.__struct_fields__
    return Identifiers(**{name: getattr(first, name) or getattr(second, name) for name in names})


def changes(before: Facts, after: Facts) -> tuple[str, ...]:
    """Say what differs, a text a field: `venue: “SOCK” becomes “SOCK 2024”`."""
    return tuple(
        f"{name}: {_shown(old)} becomes {_shown(new)}" if old else f"{name}: {_shown(new)}"
        for name in Facts.__struct_fields__
        if (old := getattr(before, name)) != (new := getattr(after, name))
    )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        shown = ", ".join(getattr(one, "name", None) or _plain(one) for one in value)
    else:
        shown = _plain(value)
    return f"“{shown if len(shown) <= _LONGEST_SHOWN else shown[: _LONGEST_SHOWN - 1] + '…'}”"


def _plain(value: object) -> str:
    if value is None:
        return ""
    iso = getattr(value, "iso", None)
    if iso is not None:
        return str(iso)
    if isinstance(value, msgspec.Struct):
        return " ".join(str(one) for one in msgspec.structs.astuple(value) if one)
    return str(value)
