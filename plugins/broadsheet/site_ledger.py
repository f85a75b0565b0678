"""The ledger of a site: what each file was made of, so that only what changed is made again.

An entry holds as long as the file is the one that was written: of that size, at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from broadsheet.cache import pack, unpacked
from broadsheet.output import Output


class Entry(Struct, frozen=True, array_like=True):
    """A file of the site, and a digest of all that it was made of."""

    digest: bytes
    size: int
    time: int
    """When it was written, in nanoseconds; 0 where nobody can tell."""


class SiteLedger:
    """Writes files of a site, those that would come out as they are aside."""

    def __init__(self, output: Output, path: Path | None = None) -> None:
        """Take where files go to, and where to remember them; without that all are made."""
        self._output = output
        self._path = path
        self._before = unpacked(path, dict[str, Entry]) or {}
        self._entries: dict[str, Entry] = {}
        self._told: set[str] = set()

    def put(self, name: str, digest: bytes, make: Callable[[], bytes]) -> int:
        """Have a file stand in the site, made if it was not made of the same; return its bytes.

        Raises:
            OSError: the file cannot be written.
        """
        entry = self._standing(name, digest) or self._written(name, digest, make())
        self._entries[name] = entry
        return entry.size

    def _standing(self, name: str, digest: bytes) -> Entry | None:
        entry = self._before.get(name)
        if entry is None or entry.digest != digest or not entry.time:
            return None
        return entry if self._output.stamp(name) == (entry.size, entry.time) else None

    def _written(self, name: str, digest: bytes, content: bytes) -> Entry:
        self._output.write(name, content)
        stamp = self._output.stamp(name) if self._path else None
        return Entry(digest, *(stamp or (len(content), 0)))

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the files of this build."""
        return iter(self._entries)

    def gathered(self) -> dict[str, Entry]:
        """Return what was put here since the last time, for the ledger of another process."""
        new = self._entries.keys() - self._told
        self._told |= new
        return {name: self._entries[name] for name in new}

    def gather(self, found: dict[str, Entry]) -> None:
        """Take in what was put in another process."""
        self._entries |= found
        self._told |= found.keys()

    def save(self) -> None:
        """Remember the files of this build; a folder that cannot be written costs time only."""
        if self._path and self._entries != self._before:
            pack(self._path, self._entries)
