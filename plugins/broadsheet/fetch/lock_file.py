"""The files of one source in the lock: the sorted file and, while a fetch runs, its journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from broadsheet.errors import BroadsheetError, Invalid, Problem, Severity
from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.records.journal import JournalLine, journal_lines

_Kept = TypeVar("_Kept", Answer, "_Place")
MAX_LINE = 4 * 1024 * 1024
"""Bytes; 3,000 authors with affiliations are about 0.5 MB."""


def locked_sources(folder: Path) -> list[str]:
    """Return the names of the sources that have a file or a journal."""
    names = {path.stem for path in folder.glob("*.jsonl") if not path.name.startswith(".")}
    return sorted(names | set(journals(folder)))


def journals(folder: Path) -> list[str]:
    """Return the names of the sources whose journal waits to be folded."""
    paths = folder.glob(".*.jsonl.part")
    return sorted(path.name.removeprefix(".").removesuffix(".jsonl.part") for path in paths)


def source_path(folder: Path, source: str) -> Path:
    """Return the sorted file of a source."""
    return folder / f"{source}.jsonl"


def journal_path(folder: Path, source: str) -> Path:
    """Return the file that a source's answers are appended to while a fetch runs."""
    return folder / f".{source}.jsonl.part"


def read_source(
    folder: Path, source: str, root: Path
) -> tuple[dict[str, Answer], tuple[Problem, ...]]:
    """Read what one source said; of two answers the journal's, else the later counts.

    Raises:
        OSError: a file is there and cannot be read.
    """
    main = _read_file(source_path(folder, source), root, _answer, is_journal=False)
    journal = _read_file(journal_path(folder, source), root, _answer, is_journal=True)
    return main[0] | journal[0], (*main[1], *journal[1])


def stream_source(
    folder: Path, source: str, root: Path, problems: list[Problem]
) -> Iterator[Answer]:
    """Yield what `read_source` returns, in little memory; what cannot be read joins the problems.

    Raises:
        OSError: a file is there and cannot be read.
    """
    main, journal = source_path(folder, source), journal_path(folder, source)
    later, wrong = _read_file(journal, root, _answer, is_journal=True)
    problems += wrong
    met: set[str] = set()
    for line, answer in _answers(main, root, problems, is_journal=False):
        if answer.paper in met:
            problems.append(_repeated(main, root, line.number, answer))
        elif answer.paper not in later:
            yield answer
        met.add(answer.paper)
    yield from later.values()


class _Place(Struct, frozen=True):
    """Where an answer stands in its file, and when it was asked for."""

    asked: dt.date
    path: Path
    start: int


def folded(folder: Path, source: str) -> Iterator[str]:
    """Yield what `read_source` reads as lines, by paper, each answer read when its turn comes.

    Raises:
        BroadsheetError: a file is there and cannot be read.
    """
    main, journal = source_path(folder, source), journal_path(folder, source)
    try:
        places = _read_file(main, folder, _place, is_journal=False)[0]
        places |= _read_file(journal, folder, _place, is_journal=True)[0]
        with ExitStack() as stack:
            files = {path: stack.enter_context(path.open("rb")) for path in (main, journal)
                     if path.exists()}  # fmt: skip
            for _, place in sorted(places.items()):
                file = files[place.path]
                file.seek(place.start)
                yield encode_answer(decode_answer(file.readline()))
    except OSError as error:
        raise BroadsheetError(f"{main}: cannot be read: {error.strerror}") from error


def shown_path(path: Path, root: Path) -> str:
    """Return a path as Problems show it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _read_file(
    path: Path, root: Path, keep: Callable[[Answer, Path, int], _Kept], *, is_journal: bool
) -> tuple[dict[str, _Kept], list[Problem]]:
    """Return what is to be kept of each paper's answer in a file, and what cannot be read."""
    kept: dict[str, _Kept] = {}
    problems: list[Problem] = []
    for line, answer in _answers(path, root, problems, is_journal=is_journal):
        if answer.paper in kept and not is_journal:
            problems.append(_repeated(path, root, line.number, answer))
            if answer.asked <= kept[answer.paper].asked:
                continue
        kept[answer.paper] = keep(answer, path, line.start)
    return kept, problems


def _answers(
    path: Path, root: Path, problems: list[Problem], *, is_journal: bool
) -> Iterator[tuple[JournalLine, Answer]]:
    """Yield the answers of a file with their lines; what cannot be read joins the problems."""
    try:
        with path.open("rb") as file:
            for line in journal_lines(file, MAX_LINE):
                try:
                    yield line, decode_answer(line.text)
                except Invalid as error:
                    if not (is_journal and line.is_torn):
                        shown = shown_path(path, root)
                        problems.append(Problem(shown, line.number, 1, error.message, error.hint))
    except FileNotFoundError:
        return


def _answer(answer: Answer, path: Path, start: int) -> Answer:
    return answer


def _place(answer: Answer, path: Path, start: int) -> _Place:
    return _Place(answer.asked, path, start)


def _repeated(path: Path, root: Path, number: int, answer: Answer) -> Problem:
    shown = shown_path(path, root)
    message = f"`{answer.paper}` stands twice; the later answer counts"
    return Problem(shown, number, 1, message, "remove one of the lines", Severity.WARNING)
