"""Titles as keys: two spellings of one title compare equal."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from broadsheet.records.tex import plain_text, tex_to_unicode


@lru_cache(maxsize=50_000)
def title_key(title: str) -> str:
    """Return a title's letters and digits alone, in ASCII and lower case; empty if it has none."""
    return re.sub(r"[^a-z0-9]+", "", anyascii(plain_text(tex_to_unicode(title))).lower())
