"""An archive: a folder as one zip file whose bytes depend on the folder's files alone."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from broadsheet.errors import BroadsheetError

_EARLIEST = 315_532_800
"""1980-01-01 in seconds since 1970: zip knows no earlier day."""
_MODE = 0o100644


def write_archive(folder: Path, target: Path, top: str, epoch: int = _EARLIEST) -> int:
    """Write a folder's files, sorted, below `top` in a zip, and return its size in bytes.

    Every file gets the time `epoch`, in seconds since 1970 UTC, and the same mode. The zip is
    written beside its place and then put there: until it is whole, an older one stays.

    Raises:
        BroadsheetError: the disk is full or the folder cannot be written.
    """
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        temporary = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                _write(folder, file, top, epoch)
            temporary.chmod(0o644)
            size = temporary.stat().st_size
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise BroadsheetError(f"{target}: cannot be written: {error.strerror}") from error
    return size


def _write(folder: Path, file: IO[bytes], top: str, epoch: int) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in _files(folder):
            name = f"{top}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, _date(epoch))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever builds: zipfile writes the builder's own
            entry.external_attr = _MODE << 16
            with path.open("rb") as source, archive.open(entry, "w") as copy:
                while chunk := source.read(1 << 20):
                    copy.write(chunk)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _date(epoch: int) -> tuple[int, int, int, int, int, int]:
    moment = dt.datetime.fromtimestamp(max(epoch, _EARLIEST), dt.UTC)
    # zip counts seconds in twos and knows no time zone.
    day = (moment.year, moment.month, moment.day)
    return (*day, moment.hour, moment.minute, moment.second // 2 * 2)
