"""A journal: a file that whole lines are appended to, by one writer at a time.

What `append` has returned from survives a crash. Whoever is killed while it writes leaves half a
line at the end, which `begin` and all readers drop.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import filelock
from msgspec import Struct

from broadsheet.errors import BroadsheetError


class JournalLine(Struct, frozen=True):
    """A line, its number from 1 and the byte it starts at; the text is cut where it is too long."""

    number: int
    start: int
    text: bytes

    @property
    def is_torn(self) -> bool:
        """Tell whether its end is missing, as where its writer was killed."""
        return not self.text.endswith(b"\n")


class Journal:
    """The file to append to; make sure by `sole_writer` that nobody else does."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self) -> None:
        """Make the file where it is missing, and drop half a line at its end.

        Raises:
            BroadsheetError: it cannot be written.
        """
        with _writing(self.path), self.path.open("ab+") as file:
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
            os.fsync(file.fileno())
            _sync_folder(self.path.parent)

    def append(self, data: bytes) -> None:
        """Write lines; when this returns they survive a crash.

        Raises:
            BroadsheetError: the disk is full, for instance; what was there before is untouched.
        """
        with _writing(self.path), self.path.open("ab", buffering=0) as file:
            size = file.tell()
            try:
                written = 0
                while written < len(data):
                    written += file.write(data[written:])
                os.fsync(file.fileno())
            except OSError:
                # Half a line in the middle would spoil the line behind it.
                with suppress(OSError):
                    file.truncate(size)
                raise
            if not size:
                _sync_folder(self.path.parent)


def journal_lines(file: BinaryIO, most: int) -> Iterator[JournalLine]:
    """Yield the lines that are not empty, of those longer than `most` bytes the beginning."""
    number = start = 0
    while text := file.readline(most):
        number += 1
        rest, size = text, len(text)
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(most)
            size += len(rest)
        if text.strip():
            yield JournalLine(number, start, text)
        start += size


@contextmanager
def sole_writer(lock: Path, path: Path, busy: str, wait: float = 0.0) -> Iterator[None]:
    """Keep other writers of a path out by a lock file; `wait` for another one, in seconds.

    Raises:
        BroadsheetError: there still is another, which `busy` says; or the folder cannot be written.
    """
    held = filelock.FileLock(lock)
    with _writing(path):
        lock.parent.mkdir(parents=True, exist_ok=True)
        try:
            held.acquire(timeout=wait)
        except filelock.Timeout:
            raise BroadsheetError(f"{path}: {busy}") from None
    try:
        yield
    finally:
        held.release()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise BroadsheetError(f"{path}: cannot be written: {reason}") from error


def _sync_folder(folder: Path) -> None:
    # A file that was just made is there for good once its folder is.
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
