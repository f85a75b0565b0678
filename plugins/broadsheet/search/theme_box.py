"""The theme's search box over our engine: what its small index says, in place of the papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

STAND_IN = "assets/broadsheet/search/stand-in.js"


def box_index(
    entries: Mapping[str, Any], words: Mapping[str, Any], page: str, titles: Mapping[str, str]
) -> bytes:
    """Return the theme's index without its documents.

    `words` are what the results say: the worker, which has no page, gets them by the index.
    `page` is the path of the page with all results, `titles` has those of hand-written pages by
    path: the box shows a page above its sections.
    """
    settings = {"words": words, "page": page, "titles": titles}
    config = {**entries["config"], "broadsheet": settings}
    return msgspec.json.encode({**entries, "config": config, "docs": []})


def index_script(index: bytes) -> bytes:
    """Return the index as the script that the theme reads from disk: `search/search_index.js`."""
    return b"var __index = " + index + b"\n"
