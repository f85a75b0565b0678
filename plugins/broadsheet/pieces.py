"""Pieces: bytes put aside, each found again by its place.

The entries of 100,000 papers for feeds are 300 MB, so that from some size on they wait on the disk.
"""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path
from typing import IO

from msgspec import Struct

_IN_MEMORY = 64_000_000
"""Bytes."""


class Place(Struct, frozen=True):
    """Where a piece is."""

    start: int
    size: int


class Pieces:
    """Holds pieces, beyond a size in a file without a name in the folder."""

    def __init__(self, folder: Path | None = None, most: int = _IN_MEMORY) -> None:
        self._folder = folder
        self._most = most
        self._latest = bytearray()
        """What is not in the file."""
        self._file: IO[bytes] | None = None
        self._size = 0
        """Bytes of the file."""

    def put(self, data: bytes) -> Place:
        """Put a piece aside.

        Raises:
            OSError: the disk is full.
        """
        place = Place(self._size + len(self._latest), len(data))
        self._latest += data
        if len(self._latest) > self._most:
            self._move_to_disk()
        return place

    def get(self, place: Place) -> bytes:
        """Return a piece."""
        start = place.start - self._size
        if self._file is None or start >= 0:
            return bytes(self._latest[start : start + place.size])
        self._file.seek(place.start)
        return self._file.read(place.size)

    def _move_to_disk(self) -> None:
        if self._file is None:
            # A buffer would read a page for each piece, and pieces are read from anywhere.
            self._file = tempfile.TemporaryFile(buffering=0, dir=self._folder)  # noqa: SIM115 - kept open
            weakref.finalize(self, self._file.close)
        self._file.seek(self._size)
        rest = memoryview(self._latest)
        while rest:
            rest = rest[self._file.write(rest) :]
        self._size += len(self._latest)
        self._latest = bytearray()
