"""The lock: all answers of all sources, in `content/fetched/<source>.jsonl`, one line a paper.

While a fetch runs, answers are appended to a journal beside it (`.<source>.jsonl.part`), which is
folded into the sorted file at the end, or by the next writer. Reading sees both at any moment.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from msgspec import Struct

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.answers import Answer, encode_answer
from broadsheet.fetch.keys import without_keys
from broadsheet.fetch.lock_file import (
    folded,
    journal_path,
    journals,
    locked_sources,
    read_source,
    shown_path,
    source_path,
    stream_source,
)
from broadsheet.records.journal import Journal, sole_writer
from broadsheet.records.store import replaced

__all__ = [
    "Answer", "Lock", "LockWriter", "read_lock", "read_sound_lock", "stream_sound_lock",
    "write_answers",
]  # fmt: skip

_BUSY = "another fetch is writing there; wait until it ends, then try again"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)


class Lock(Struct, frozen=True):
    """What the sources said, from source to paper id to Answer, and what cannot be read of it."""

    answers: Mapping[str, Mapping[str, Answer]]
    problems: tuple[Problem, ...] = ()


def read_lock(folder: Path, root: Path) -> Lock:
    """Read all files of a lock, whoever wrote them; Problems name paths below `root`."""
    answers: dict[str, Mapping[str, Answer]] = {}
    problems: list[Problem] = []
    for source in locked_sources(folder):
        try:
            answers[source], found = read_source(folder, source, root)
        except OSError as error:
            found = (_unreadable(folder, source, root, error),)
        problems += found
    return Lock(answers, tuple(problems))


def read_sound_lock(folder: Path, root: Path) -> Lock:
    """Read a lock that is to be written again, which would lose the lines that cannot be read.

    Raises:
        BroadsheetError: there are such lines.
    """
    lock = read_lock(folder, root)
    _refuse(lock.problems)
    return lock


def stream_sound_lock(folder: Path, root: Path) -> Iterator[tuple[str, Answer]]:
    """Yield each answer with its source, in little memory; else as `read_sound_lock`.

    Raises:
        BroadsheetError: there are lines that cannot be read; it is raised behind the last answer.
    """
    problems: list[Problem] = []
    for source in locked_sources(folder):
        try:
            for answer in stream_source(folder, source, root, problems):
                yield source, answer
        except OSError as error:
            problems.append(_unreadable(folder, source, root, error))
    _refuse(problems)


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise BroadsheetError(
            f"the lock has lines that cannot be read; mend or remove them first, "
            f"`broadsheet check` names them; the first: {problems[0]}"
        )


def _unreadable(folder: Path, source: str, root: Path, error: OSError) -> Problem:
    shown = shown_path(source_path(folder, source), root)
    return Problem(shown, 1, 1, f"cannot be read: {error.strerror}")


class LockWriter:
    """Takes answers while it is open; a context manager, to be used from any number of threads.

    Lines that cannot be read are left out when a file is written again; `read_lock` names them.
    """

    def __init__(self, folder: Path, *, wait: float = 0.0) -> None:
        """Take the lock's folder and the seconds to wait for another writer to end."""
        self._folder = folder
        self._wait = wait
        self._held = ExitStack()
        self._threads = threading.Lock()
        self._is_open = False

    def __enter__(self) -> LockWriter:
        """Keep others out and fold what a killed fetch left.

        Raises:
            BroadsheetError: another writer is at work, or the folder cannot be written.
        """
        with ExitStack() as stack:
            lock = self._folder / ".lock"
            stack.enter_context(sole_writer(lock, self._folder, _BUSY, self._wait))
            self._tidy()
            self._fold()
            self._held = stack.pop_all()
        self._is_open = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fold the journals into the sorted files and let others in."""
        with self._threads, self._held:
            self._is_open = False
            self._fold()

    def append(self, source: str, answers: Iterable[Answer]) -> None:
        """Put answers into a source's journal; when this returns they survive a crash.

        Raises:
            BroadsheetError: they cannot be written; what was there before is untouched.
        """
        if not _NAME.fullmatch(source):
            raise BroadsheetError(f"`{source}` is no name for a source; use a-z, 0-9 and hyphens")
        data = without_keys("".join(encode_answer(answer) for answer in answers)).encode()
        with self._threads:
            if not self._is_open:
                raise BroadsheetError(
                    f"{self._folder}: closed; an answer of {source} came too late"
                )
            if data:
                Journal(journal_path(self._folder, source)).append(data)

    def _fold(self) -> None:
        for source in journals(self._folder):
            path = source_path(self._folder, source)
            with replaced(path) as file:
                for line in folded(self._folder, source):
                    file.write(line.encode("utf-8", errors="replace"))
            journal_path(self._folder, source).unlink(missing_ok=True)

    def _tidy(self) -> None:
        """Remove what a writer left that was killed while it replaced a sorted file."""
        for path in self._folder.glob(".*.jsonl.*"):
            if path.suffix != ".part":
                path.unlink(missing_ok=True)


def write_answers(
    folder: Path, source: str, answers: Iterable[Answer], *, wait: float = 10.0
) -> None:
    """Merge answers into a source's file in one step; new ones replace those of the same papers.

    Raises:
        BroadsheetError: another writer works for more than `wait` seconds, or the disk is full.
    """
    with LockWriter(folder, wait=wait) as writer:
        writer.append(source, answers)
