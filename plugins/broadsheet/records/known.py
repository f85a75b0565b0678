"""Known files: what was read of record files, kept until their bytes change.

Reading YAML takes longer than all else about a record. What is kept is one file in the cache
and may be deleted at any time; files that are new are shared among processes where that pays.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from broadsheet.digests import program_digest
from broadsheet.errors import BroadsheetError
from broadsheet.records.loader import Records, joined, read_records, yaml_paths
from broadsheet.records.shared import Shared
from broadsheet.records.store import replaced
from broadsheet.records.yaml_file import MAX_BYTES
from broadsheet.workers import spread

_FILE = "records.msgpack"
_SIZE = 8
"""Bytes that say how many the next entry has."""


class _Known(Struct, frozen=True):
    digest: str
    found: Records


class KnownFiles:
    """What was read of the record files of a collection, for one build or for many."""

    def __init__(self) -> None:
        self._files: dict[str, _Known] = {}
        self._shared = Shared()
        self._kept = 0
        """Entries in the cache, with those that another one stands for now."""

    def load(self, folder: Path, root: Path, cache: Path, jobs: int = 1) -> Records:
        """Read the files below a folder as `load_records` does, but for those known already."""
        before = self._files or self._read(cache / _FILE)
        paths = {path.relative_to(root).as_posix(): path for path in yaml_paths(folder)}
        digests = {shown: _digest(path) for shown, path in paths.items()}
        now = {
            shown: before[shown]
            for shown, digest in digests.items()
            if shown in before and digest and before[shown].digest == digest
        }
        new = [(shown, paths[shown]) for shown in paths if shown not in now]
        for (shown, _), found in zip(new, _read_all(new, jobs), strict=True):
            now[shown] = _Known(digests[shown], self._shared.records(found))
        # Of a site that is served no edit waits for the cache: the next build reads that file.
        if not self._files:
            self._keep(cache / _FILE, now, [shown for shown, _ in new])
        self._files = now
        return joined(now[shown].found for shown in paths)

    def _read(self, path: Path) -> dict[str, _Known]:
        """Return what is kept; nothing where anything about it is not as it should be."""
        with contextlib.suppress(OSError, msgspec.DecodeError), path.open("rb") as file:
            if file.readline() == _form():
                # One by one: together they would be as large again before anything is shared.
                entries = [
                    (shown, _Known(known.digest, self._shared.records(known.found)))
                    for shown, known in _entries(file)
                ]
                self._kept = len(entries)
                return dict(entries)
        return {}

    def _keep(self, path: Path, files: dict[str, _Known], new: Sequence[str]) -> None:
        """Add what is new, or write all again where half of it would be of no use."""
        # A folder that cannot be written costs time only.
        with contextlib.suppress(OSError, BroadsheetError):
            if not self._kept or self._kept + len(new) > 2 * len(files):
                path.parent.mkdir(parents=True, exist_ok=True)
                with replaced(path) as file:
                    file.write(_form())
                    _put(file, files)
            elif new:
                with path.open("ab") as file:
                    _put(file, {shown: files[shown] for shown in new})


def _digest(path: Path) -> str:
    """Return what tells a file's content; nothing where it cannot be read, so that it is new."""
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return ""


def _read_all(files: Sequence[tuple[str, Path]], jobs: int) -> Iterable[Records]:
    for some in spread(_packed, files, jobs):
        yield from msgspec.msgpack.decode(some, type=list[Records])


def _packed(files: Sequence[tuple[str, Path]]) -> bytes:
    return msgspec.msgpack.encode([read_records(path, shown) for shown, path in files])


def _entries(file: BinaryIO) -> Iterator[tuple[str, _Known]]:
    while size := file.read(_SIZE):
        yield msgspec.msgpack.decode(file.read(int.from_bytes(size)), type=tuple[str, _Known])


def _put(file: BinaryIO, files: dict[str, _Known]) -> None:
    """Write files one by one: together they would be as large again as what was read of them."""
    for entry in files.items():
        data = msgspec.msgpack.encode(entry)
        file.write(len(data).to_bytes(_SIZE) + data)


def _form() -> bytes:
    return program_digest().hex().encode() + b"\n"
