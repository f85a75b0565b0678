"""The store of blocks between builds, each by all that it is made of; safe to delete."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.digests import digest_of
from broadsheet.errors import BroadsheetError
from broadsheet.records.store import replaced
from broadsheet.search.block import Block

_SEAL = len(digest_of())


class KeptBlock(Struct, frozen=True):
    """A block by a digest of all that it is made of: its file, or its bytes where there is none."""

    digest: bytes
    path: Path | None = None
    data: bytes = b""

    def read(self) -> Block:
        """Return the block."""
        data = self.path.read_bytes()[_SEAL:] if self.path else self.data
        return msgspec.msgpack.decode(data, type=Block)


class BlockStore:
    """Keeps blocks in a folder, if there is one: a file each, behind what tells of damage."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def keep(self, made_of: bytes, make: Callable[[], Block]) -> KeptBlock:
        """Return a block by a digest of all that it is made of; it is made if none is kept."""
        path = self._folder / made_of.hex() if self._folder else None
        if path and _is_sound(path):
            return KeptBlock(made_of, path)
        data = msgspec.msgpack.encode(make())
        if path and _is_written(path, data):
            return KeptBlock(made_of, path)
        return KeptBlock(made_of, data=data)

    def keep_only(self, blocks: Iterable[KeptBlock]) -> None:
        """Remove all other blocks."""
        kept = {one.path for one in blocks}
        with contextlib.suppress(OSError):
            for path in self._folder.iterdir() if self._folder else ():
                if path not in kept:
                    path.unlink(missing_ok=True)


def _is_written(path: Path, data: bytes) -> bool:
    """Write a file, and tell whether that went well: a folder that takes none costs time only."""
    with contextlib.suppress(OSError, BroadsheetError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with replaced(path) as file:
            file.write(digest_of(data) + data)
        return True
    return False


def _is_sound(path: Path) -> bool:
    """Tell whether a file is there and whole."""
    with contextlib.suppress(OSError):
        data = path.read_bytes()
        return data[:_SEAL] == digest_of(data[_SEAL:])
    return False
