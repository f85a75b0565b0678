"""The folder of a site: a build writes what differs and removes what is gone, and nothing else.

A build goes into a folder beside it, and is moved over when it is whole; the many pages of a large
site are compared and written one by one. So a site is never half gone while it is built, files that
stay the same keep their dates, and what is uploaded after an edit is the edit.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

_BESIDE = ".{}-next"


class SiteFolder:
    """Where one build goes to."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.stage = path.with_name(_BESIDE.format(path.name))

    def open(self) -> Path:
        """Return the empty folder for what is moved over in the end.

        That is the site's own where its parent takes no other folder.
        """
        try:
            shutil.rmtree(self.stage, ignore_errors=True)
            self.stage.mkdir(parents=True)
            self.path.mkdir(exist_ok=True)
        except OSError:
            self.stage = self.path
        return self.stage

    def write(self, name: str, content: bytes) -> None:
        """Write a file at once, if it differs; names go down from the folder, by slashes.

        Raises:
            OSError: the file cannot be written.
        """
        write_file(f"{self.path}/{name}", content)

    def stamp(self, name: str) -> tuple[int, int] | None:
        """Return the bytes of a file and when it was written, in nanoseconds; else nothing."""
        try:
            found = os.stat(f"{self.path}/{name}")  # noqa: PTH116 - see `_write`
        except OSError:
            return None
        return found.st_size, found.st_mtime_ns

    def settle(self, written: Iterable[str]) -> None:
        """Move over what is in the stage, and remove what is neither there nor was written.

        Raises:
            OSError: a file cannot be moved.
        """
        if self.stage == self.path:
            return
        staged = list(_files(str(self.stage)))
        for name in staged:
            _move(f"{self.stage}/{name}", f"{self.path}/{name}")
        _remove_others(str(self.path), {*staged, *written})
        self.drop()

    def drop(self) -> None:
        """Remove the stage; what was built there is lost."""
        if self.stage != self.path:
            shutil.rmtree(self.stage, ignore_errors=True)


def folder_sizes(root: str) -> dict[str, int]:
    """Return the bytes below each folder that is right below another, by its name."""
    sizes: dict[str, int] = {}
    for name in _files(root):
        top = name.partition("/")[0] if "/" in name else "."
        sizes[top] = sizes.get(top, 0) + os.path.getsize(f"{root}/{name}")  # noqa: PTH202
    return sizes


def write_file(path: str, content: bytes) -> None:
    """Write a file if it differs, with as few calls to the system as there can be.

    Raises:
        OSError: the file cannot be written.
    """
    try:
        _write(path, content, os.O_EXCL)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - see `_write`
        _write(path, content, os.O_EXCL)
    except FileExistsError:
        if os.path.getsize(path) != len(content) or _read(path) != content:  # noqa: PTH202
            beside = f"{path}.next"
            _write(beside, content, os.O_TRUNC)
            os.replace(beside, path)  # noqa: PTH105


def _write(path: str, content: bytes, how: int) -> None:
    # A Path and an open file for each page would cost more than the page.
    file = os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o666)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def _move(source: str, target: str) -> None:
    new = _read(source)
    if new is not None and new == _read(target):
        return
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
    os.replace(source, target)  # noqa: PTH105


def _files(root: str, *, with_hidden: bool = True) -> Iterator[str]:
    """Yield every file below a folder by its name from there; or none of what is hidden in it.

    A site has a folder for each page; `os.walk` takes longer.
    """
    folders = [""]
    while folders:
        inner = folders.pop()
        with os.scandir(f"{root}/{inner}") as entries:
            for entry in entries:
                if inner or with_hidden or entry.name[0] != ".":
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{inner}{entry.name}/")
                    else:
                        yield f"{inner}{entry.name}"


def _remove_others(root: str, kept: set[str]) -> None:
    """Remove files that are not kept, and the folders that this empties."""
    # MkDocs leaves hidden ones alone as well: `.git`, `.nojekyll`.
    for name in [name for name in _files(root, with_hidden=False) if name not in kept]:
        os.remove(f"{root}/{name}")  # noqa: PTH107
        _remove_empty(root, name)


def _remove_empty(root: str, name: str) -> None:
    while name := name.rpartition("/")[0]:
        try:
            os.rmdir(f"{root}/{name}")  # noqa: PTH106
        except OSError:
            return
