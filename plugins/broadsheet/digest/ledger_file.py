"""The ledger on disk: one writer at a time, each line there for good before work goes on."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType

import filelock

from broadsheet.digest.ledger import Ledger, Line, decode_ledger, encode_line
from broadsheet.errors import BroadsheetError


class LedgerFile:
    """The ledger, open for one run; a context manager."""

    def __init__(self, path: Path, lock: Path) -> None:
        """Take the ledger's path and that of the file that keeps other runs out."""
        self._path = path
        self._lock_path = lock
        self._lock = filelock.FileLock(lock)

    def __enter__(self) -> LedgerFile:
        """Keep others out and drop half a line that a killed run left.

        Raises:
            BroadsheetError: another run is at work, or the file cannot be written.
        """
        try:
            self._lock_path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            message = "another digest is being sent; wait until it ends"
            raise BroadsheetError(f"{self._path}: {message}") from None
        except OSError as error:
            raise _unwritable(self._path, error) from error
        try:
            self._open()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let others in."""
        os.close(self._descriptor)
        self._lock.release()

    def _open(self) -> None:
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT
            self._descriptor = os.open(self._path, flags, 0o644)
            data = self._path.read_bytes()
            os.ftruncate(self._descriptor, data.rfind(b"\n") + 1)
            _sync_folder(self._path.parent)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def read(self, shown: str) -> Ledger:
        """Read all lines.

        Raises:
            BroadsheetError: some cannot be read, so that nobody knows who has got what.
        """
        ledger, problems = decode_ledger(self._path.read_bytes(), shown)
        if problems:
            raise BroadsheetError(f"nothing was sent: {problems[0]}")
        return ledger

    def append(self, *lines: Line) -> None:
        """Write lines; when this returns they survive a crash.

        Raises:
            BroadsheetError: the disk is full, for instance.
        """
        data = b"".join(map(encode_line, lines))
        try:
            # One write: a killed run leaves all of the lines or, torn, less.
            written = os.write(self._descriptor, data)
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
            os.fsync(self._descriptor)
        except OSError as error:
            raise _unwritable(self._path, error) from error


def read_ledger(path: Path, shown: str) -> Ledger:
    """Read a ledger without keeping others out, for a preview.

    Raises:
        BroadsheetError: it cannot be read.
    """
    try:
        ledger, problems = decode_ledger(path.read_bytes(), shown)
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise BroadsheetError(f"{shown}: cannot be read: {error.strerror}") from error
    if problems:
        raise BroadsheetError(str(problems[0]))
    return ledger


def _sync_folder(folder: Path) -> None:
    # A file that was just made is there for good once its folder is.
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> BroadsheetError:
    return BroadsheetError(f"{path}: cannot be written: {error.strerror or error}")
