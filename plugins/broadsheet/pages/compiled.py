"""Compiled templates, kept in the cache: to compile those of the theme takes half a second."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket


def keep_compiled(environment: Environment, cache: Path, *more: str) -> None:
    """Have an environment keep what it compiles, apart from others that would compile otherwise.

    `more` is what its extensions go by. What an earlier version of the program kept is removed. A
    folder that cannot be written costs time only.
    """
    templates = cache / "templates"
    version = _digest(_code())
    folder = templates / version / _digest((*sorted(environment.extensions), *more))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        others = [path for path in templates.iterdir() if path.name != version]
    except OSError:
        return
    for path in others:
        shutil.rmtree(path, ignore_errors=True)
    environment.bytecode_cache = _Compiled(str(folder))


class _Compiled(FileSystemBytecodeCache):
    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template; where its folder is gone or full, it is compiled anew next time."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _digest(said: object) -> str:
    return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()


def _code() -> list[tuple[str, int]]:
    """Return what changes with the extensions themselves, which stand beside this module."""
    here = Path(__file__).parent
    return [(path.name, path.stat().st_mtime_ns) for path in sorted(here.glob("*.py"))]
