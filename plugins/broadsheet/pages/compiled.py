"""Compiled templates, kept in the cache: to compile those of the theme takes half a second."""

from __future__ import annotations

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache


def keep_compiled(environment: Environment, cache: Path, *more: str) -> None:
    """Have an environment keep what it compiles, apart from others that would compile otherwise.

    `more` is what its extensions go by. A folder that cannot be written costs time only.
    """
    said = (*sorted(environment.extensions), *more, *_code())
    digest = hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()
    folder = cache / "templates" / digest
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return
    environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def _code() -> list[tuple[str, int]]:
    """Return what changes with the extensions themselves, which stand beside this module."""
    here = Path(__file__).parent
    return [(path.name, path.stat().st_mtime_ns) for path in sorted(here.glob("*.py"))]
