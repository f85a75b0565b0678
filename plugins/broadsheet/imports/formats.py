"""The formats that can be imported, and a file read by the first that knows it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.imports.daily_papers import DailyPapers
from broadsheet.imports.importer import Imported, Importer

IMPORTERS: tuple[Importer, ...] = (DailyPapers(),)
"""In the order they are asked."""
MAX_BYTES = 64 * 1024 * 1024


def read_import(
    path: Path, shown: str, edition: dt.date | None = None
) -> tuple[Importer, Imported]:
    """Read a file in whatever known format it has; Problems name it as `shown`.

    Raises:
        BroadsheetError: it cannot be read, is too large, is no UTF-8, or has no known format.
    """
    text = _read_text(path, shown)
    for importer in IMPORTERS:
        if importer.recognises(shown, text):
            return importer, importer.read(shown, text, edition)
    known = ", ".join(importer.label for importer in IMPORTERS)
    raise BroadsheetError(f"{shown}: its format is not known; known are: {known}")


def _read_text(path: Path, shown: str) -> str:
    try:
        if path.exists() and not path.is_file():
            raise BroadsheetError(f"{shown}: is not a file")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise BroadsheetError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise BroadsheetError(f"{shown}: has more than {MAX_BYTES // 1024**2} MB; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BroadsheetError(f"{shown}:{line}: is not UTF-8; save the file as UTF-8") from None
