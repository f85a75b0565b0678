"""Titles as keys: two spellings of one title compare equal."""

from __future__ import annotations

from functools import lru_cache

from anyascii import anyascii

from broadsheet.records.tex import plain_text, tex_to_unicode

_OTHERS = {code: None for code in range(128) if not chr(code).isalnum()}


@lru_cache(maxsize=50_000)
def title_key(title: str) -> str:
    """Return a title's letters and digits alone, in ASCII and lower case; empty if it has none."""
    return anyascii(plain_text(tex_to_unicode(title))).lower().translate(_OTHERS)
