"""Pieces: bytes put aside, each found again by its place.

The entries of 100,000 papers for feeds are 300 MB, so that from some size on they wait on the disk.
"""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path

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
        where = str(folder) if folder else None
        self._file = tempfile.SpooledTemporaryFile(most, dir=where)  # noqa: SIM115 - kept open
        weakref.finalize(self, self._file.close)
        self._end = 0

    def put(self, data: bytes) -> Place:
        """Put a piece aside.

        Raises:
            OSError: the disk is full.
        """
        self._file.seek(self._end)
        self._file.write(data)
        place = Place(self._end, len(data))
        self._end += len(data)
        return place

    def get(self, place: Place) -> bytes:
        """Return a piece."""
        self._file.seek(place.start)
        return self._file.read(place.size)
