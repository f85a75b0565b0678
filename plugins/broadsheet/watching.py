"""Watching: an edit is told by the system, where it does so, instead of looked for twice a second.

MkDocs looks through all files again and again, which is right wherever they may lie: a network's
disk, or a folder shared with a container, tells nobody of what others write.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

_TELL = ("bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs")
"""File systems whose every change this machine makes itself."""
_MOUNTS = Path("/proc/self/mounts")
_CHANGES = ("created", "deleted", "modified", "moved")


def listen(server: Any, watched: Iterable[str], more: Iterable[str]) -> None:  # noqa: ANN401
    """Have MkDocs's server be told of edits, if it can be at what it watches and will watch."""
    watched = list(watched)
    if are_told(map(Path, (*watched, *more))):
        for path in watched:
            server.unwatch(path)
        server.observer = Listener()
        for path in watched:
            server.watch(path)


def are_told(paths: Iterable[Path], mounts: Path = _MOUNTS) -> bool:
    """Tell whether the system says what happens to files at all of these places."""
    if sys.platform != "linux" or not mounts.exists():
        return False
    lines = [line.split() for line in mounts.read_text("utf-8").splitlines()]
    kinds = {Path(line[1].encode().decode("unicode_escape")): line[2] for line in lines}
    return all(_kind(path.resolve(), kinds) in _TELL for path in paths)


def _kind(path: Path, kinds: dict[Path, str]) -> str:
    return next((kinds[one] for one in (path, *path.parents) if one in kinds), "")


class Listener:
    """Stands for the observer of MkDocs's server: it calls the same handlers, as soon as it hears.

    A file is heard of by its folder, for most editors put another file in its place.
    """

    def __init__(self) -> None:
        self._observer: BaseObserver = Observer()
        self.start, self.stop, self.join = (
            self._observer.start, self._observer.stop, self._observer.join,
        )  # fmt: skip
        self.unschedule = self._observer.unschedule

    def schedule(self, handler: Any, path: str, *, recursive: bool = False) -> Any:  # noqa: ANN401
        """Have a handler hear of what changes below a path."""
        place = Path(path)
        if place.is_dir():
            return self._observer.schedule(_Changes(handler), path, recursive=recursive)
        return self._observer.schedule(_Changes(handler, path), str(place.parent))


class _Changes(FileSystemEventHandler):
    """Hands on what changes a file; that somebody reads it, as a build does, is nothing new."""

    def __init__(self, handler: FileSystemEventHandler, only: str = "") -> None:
        self._handler = handler
        self._only = only

    def dispatch(self, event: FileSystemEvent) -> None:
        about = (event.src_path, event.dest_path)
        if event.event_type in _CHANGES and (not self._only or self._only in about):
            self._handler.dispatch(event)
