"""Where a site goes: a folder of this machine, or any place that fsspec knows, such as `s3://…`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from broadsheet.errors import BroadsheetError
from broadsheet.site_folder import SiteFolder


class Output(Protocol):
    """Takes the files of a site, as `SiteFolder` does."""

    def open(self) -> Path:
        """Return an empty folder of this machine for what is moved over in the end."""

    def write(self, name: str, content: bytes) -> None:
        """Write a file at once."""

    def stamp(self, name: str) -> tuple[int, int] | None:
        """Return size and moment of a file, which tell whether it was written since."""

    def settle(self, written: Iterable[str]) -> None:
        """Move over what is in the folder; remove what is neither there nor was written."""

    def drop(self) -> None:
        """Give up what is in the folder."""


class RemoteFolder:
    """A place that fsspec knows: https://filesystem-spec.readthedocs.io/."""

    def __init__(self, system: Any, root: str) -> None:  # noqa: ANN401 - fsspec has no types
        self._system = system
        self._root = root.rstrip("/")
        self._stage: Path | None = None

    def open(self) -> Path:
        """Return an empty folder of this machine for what is moved over in the end."""
        self._stage = Path(tempfile.mkdtemp(prefix="broadsheet-"))
        return self._stage

    def write(self, name: str, content: bytes) -> None:
        """Write a file; stores of objects replace it whole."""
        path = f"{self._root}/{name}"
        self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
        self._system.pipe_file(path, content)

    def stamp(self, name: str) -> None:
        """Return nothing: what stands in a store is not asked for file by file."""

    def settle(self, written: Iterable[str]) -> None:
        """Move over what is in the folder; remove what is neither there nor was written."""
        kept = set(written)
        stage = self._stage
        for path in sorted(stage.rglob("*")) if stage else ():
            if stage and path.is_file():
                name = path.relative_to(stage).as_posix()
                self.write(name, path.read_bytes())
                kept.add(name)
        for path in self._system.find(self._root):
            if path.removeprefix(self._root).lstrip("/") not in kept:
                self._system.rm_file(path)
        self.drop()

    def drop(self) -> None:
        """Give up what is in the folder."""
        if self._stage:
            shutil.rmtree(self._stage, ignore_errors=True)


def open_output(place: str) -> Output:
    """Return where a place leads: a path, or a URL with the scheme of a file system.

    Raises:
        BroadsheetError: no such file system is known here.
    """
    if "://" not in place:
        return SiteFolder(Path(place))
    try:
        from fsspec.core import url_to_fs

        return RemoteFolder(*url_to_fs(place))
    except (ImportError, ValueError) as error:
        hint = "install `broadsheet[cluster]`, and what fsspec needs for this place, such as s3fs"
        raise BroadsheetError(f"{place}: {error}; {hint}") from error
