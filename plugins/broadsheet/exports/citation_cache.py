"""Citations kept between builds, by what they were made of; the file may be deleted at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from broadsheet.errors import BroadsheetError
from broadsheet.records.store import replaced

_FORM = "2"
"""Counts up with every change of ours to how citations come out."""


Kept = tuple[list[str], dict[str, list[str]]]
"""The keys of what was kept already, and what was made."""


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

    def gathered(self) -> Kept:
        """Return what was asked for here since the last time, for the cache of another process."""
        new = self._used.keys() - self._told
        self._told |= new
        kept = [key for key in new if key in self._kept]
        return kept, {key: self._used[key] for key in new if key not in self._kept}

    def gather(self, found: Kept) -> None:
        """Take in what another process was asked for, which has most likely read the same file."""
        kept, made = found
        self._used |= {key: self._kept[key] for key in kept if key in self._kept} | made

    def save(self) -> None:
        """Write down what was asked for since the last time, if that changed.

        A folder that cannot be written costs time only.
        """
        if self.path and self._used != self._kept:
            with suppress(OSError, BroadsheetError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with replaced(self.path) as file:
                    file.writelines(self._lines())
        self._kept, self._used = self._used, {}

    def _lines(self) -> Iterator[bytes]:
        yield msgspec.json.encode(self.form) + b"\n"
        for entry in sorted(self._used.items()):
            yield msgspec.json.encode(entry) + b"\n"

    def _read(self) -> dict[str, list[str]]:
        """Return what the file keeps, if it is whole and of this form: else nothing."""
        if self.path is None:
            return {}
        entry = msgspec.json.Decoder(tuple[str, list[str]])
        with (
            suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError),
            self.path.open("rb") as lines,
        ):
            if msgspec.json.decode(next(lines, b"")) == self.form:
                return dict(map(entry.decode, lines))
        return {}


def _digest(value: object) -> str:
    return blake2b(msgspec.json.encode(value, order="sorted"), digest_size=12).hexdigest()
