"""Writing files whole or not at all: beside the target first, then in its place."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from broadsheet.errors import BroadsheetError


def write_text(path: Path, text: str) -> None:
    """Replace a file's text in one step, so that a crash leaves the old text or the new.

    Raises:
        BroadsheetError: the disk is full or the folder cannot be written; the old text stays.
    """
    # Half a surrogate pair, which a server's JSON may hold, is no character that a file can have.
    with replaced(path) as file:
        file.write(text.encode("utf-8", errors="replace"))


@contextmanager
def replaced(path: Path) -> Iterator[BinaryIO]:
    """Open a new file that takes a path's place when the block ends well; else the old one stays.

    Raises:
        BroadsheetError: the disk is full or the folder cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(_mode(path))
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise BroadsheetError(f"{path}: cannot be written: {error.strerror}") from error


def _mode(path: Path) -> int:
    # mkstemp makes private files; a new file gets what the umask leaves of rw for all.
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
