"""Citations kept between builds, by what they were made of; the file may be deleted at any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.records.store import write_text

_FORM = "1"
"""Counts up with every change of ours to how citations come out."""


class _Kept(Struct):
    form: str
    citations: dict[str, list[str]]


class CitationCache:
    """The citations of a collection in the styles of given digests, kept if there is a path."""

    def __init__(self, path: Path | None, styles: Sequence[str]) -> None:
        self.path = path
        self.form = _digest([_FORM, version("citeproc-py"), *styles])
        self._kept = self._read()
        self._used: dict[str, list[str]] = {}
        self._told: set[str] = set()

    def get(self, item: Mapping[str, Any], make: Callable[[], list[str]]) -> list[str]:
        """Return what is kept for an item, else what is made for it."""
        key = _digest(item)
        if key not in self._used:
            self._used[key] = self._kept[key] if key in self._kept else make()
        return self._used[key]

    def gathered(self) -> dict[str, list[str]]:
        """Return what was asked for here since the last time, for the cache of another process."""
        new = {key: self._used[key] for key in self._used.keys() - self._told}
        self._told |= new.keys()
        return new

    def gather(self, used: Mapping[str, list[str]]) -> None:
        """Take in what another process was asked for."""
        self._used |= used

    def save(self) -> None:
        """Write down what was asked for since the last time, if that changed.

        A folder that cannot be written costs time only.
        """
        if self.path and self._used != self._kept:
            kept = msgspec.json.encode(_Kept(self.form, self._used), order="sorted")
            with suppress(OSError, BroadsheetError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                write_text(self.path, kept.decode())
        self._kept, self._used = self._used, {}

    def _read(self) -> dict[str, list[str]]:
        if self.path is None:
            return {}
        try:
            kept = msgspec.json.decode(self.path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return {}
        return kept.citations if kept.form == self.form else {}


def _digest(value: object) -> str:
    return blake2b(msgspec.json.encode(value, order="sorted"), digest_size=12).hexdigest()
