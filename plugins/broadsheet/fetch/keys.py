"""Keys of sources: from the environment alone, and taken out of every text that could show one."""

from __future__ import annotations

import json
import os
from urllib.parse import quote, quote_plus

NAMES = (
    "SEMANTIC_SCHOLAR_API_KEY",
    "OPENALEX_API_KEY",
    "GITHUB_TOKEN",
    "HF_TOKEN",
    "NCBI_API_KEY",
    "OPENREVIEW_USERNAME",
    "OPENREVIEW_PASSWORD",
)
"""The variables that are read."""
_SHORTEST = 6
"""Characters; what is shorter is no key, and hiding it would spoil ordinary words."""
_HIDDEN = "[key]"


def api_key(name: str) -> str:
    """Return the key of a variable of the environment, one of NAMES; empty where there is none.

    Raises:
        ValueError: the name is no known one, which a test would see.
    """
    if name not in NAMES:
        raise ValueError(f"`{name}` is no variable that a key is read from")
    key = os.environ.get(name, "").strip()
    # A key with a line break or letters beyond ASCII could not be sent as a header.
    return key if key.isascii() and key.isprintable() else ""


def without_keys(text: str) -> str:
    """Return a text with every key taken out: servers repeat in errors what they were sent."""
    for key in _keys():
        text = text.replace(key, _HIDDEN)
    return text


def holds_key(data: bytes) -> bool:
    """Tell whether a key stands in some bytes, which are not to be kept then."""
    return any(key.encode() in data for key in _keys())


def _keys() -> list[str]:
    keys = [key for name in NAMES if len(key := api_key(name)) >= _SHORTEST]
    return sorted({form for key in keys for form in _forms(key)}, key=len, reverse=True)


def _forms(key: str) -> tuple[str, ...]:
    """Return a key as it stands in texts, in addresses and in JSON."""
    return key, quote(key, safe=""), quote_plus(key), json.dumps(key)[1:-1]
