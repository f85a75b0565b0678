"""Digests: what tells whether something is the same as in the build before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import msgspec

_SIZE = 16
"""Bytes of a digest."""
_CODE = Path(__file__).parent
_encoder = msgspec.msgpack.Encoder(enc_hook=str, order="deterministic")


def digest_of(*values: object) -> bytes:
    """Return a digest of values that msgspec knows, sets and mappings in any order; 16 bytes.

    What it does not know, such as markup, counts by its text.
    """
    return blake2b(_encoder.encode(values), digest_size=_SIZE).digest()


@cache
def program_digest() -> bytes:
    """Return a digest of this program, so that nothing kept outlives the code that made it.

    The libraries that it stands on count by their versions.
    """
    paths = (path for path in _CODE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    digest = blake2b(digest_of(*_libraries()), digest_size=_SIZE)
    for path in sorted(paths):
        digest.update(digest_of(path.relative_to(_CODE).as_posix(), path.read_bytes()))
    return digest.digest()


def _libraries() -> Iterator[tuple[str, str]]:
    for requirement in requires("broadsheet") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        try:
            yield name, version(name)
        except PackageNotFoundError:
            yield name, ""
