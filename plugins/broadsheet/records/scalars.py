"""Scalars: which plain text of YAML other programs take for something else than text."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import yaml

# The words and numbers of https://yaml.org/type/; all else is text to everyone.
_MAYBE = re.compile(
    r"[-+]?[.0-9][0-9_.:eExXoa-fA-F+-]{0,40}|[-+]?\.(?:inf|nan)|yes|no|on|off|true|false",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def loses_its_form(text: str) -> bool:
    """Tell whether a reader of YAML 1.1 gives a plain scalar back in another form.

    `2401.10000` comes back as 2401.1 and `No` as false; `2405.21018` and `12` stay what they are.
    """
    if not _MAYBE.fullmatch(text):
        return False
    try:
        value = yaml.load(text, yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return False
    return not isinstance(value, str | dt.date) and value is not None and str(value) != text
