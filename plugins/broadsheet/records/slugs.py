"""Slugs: names and titles as parts of URLs, in ASCII, the same on every file system."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

RESERVED = frozenset(
    {"index", "readme", "page", "con", "prn", "aux", "nul"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
"""Names that pages of lists need, and names of devices, which Windows refuses as files."""
_LONGEST = 80
_OTHERS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=50_000)
def slugify(text: str) -> str:
    """Return the text in a-z, 0-9 and hyphens, at most 80 characters; `x` where nothing is left."""
    words = _OTHERS.sub("-", anyascii(text).lower().replace("'", "")).strip("-")
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    slug = words or "x"
    return f"{slug}-x" if slug in RESERVED else slug


def unique_slugs(names: Iterable[str]) -> dict[str, str]:
    """Give each name a slug of its own; the first keeps the plain one, later ones count up."""
    slugs: dict[str, str] = {}
    taken: dict[str, int] = {}
    used: set[str] = set()
    for name in names:
        base = slugify(name)
        slug = base
        while slug in used:
            taken[base] = taken.get(base, 1) + 1
            slug = f"{base}-{taken[base]}"
        used.add(slug)
        slugs[name] = slug
    return slugs
