"""The files of one source in the lock: the sorted file and, while a fetch runs, its journal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from broadsheet.errors import Invalid, Problem, Severity
from broadsheet.fetch.answers import Answer, decode_answer

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
    main = _read_file(source_path(folder, source), root, is_journal=False)
    journal = _read_file(journal_path(folder, source), root, is_journal=True)
    return main[0] | journal[0], (*main[1], *journal[1])


def shown_path(path: Path, root: Path) -> str:
    """Return a path as Problems show it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _read_file(
    path: Path, root: Path, *, is_journal: bool
) -> tuple[dict[str, Answer], list[Problem]]:
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    shown = shown_path(path, root)
    try:
        for number, line in _lines(path):
            try:
                answer = decode_answer(line)
            except Invalid as error:
                # A journal's last line is torn where its writer was killed.
                if not (is_journal and not line.endswith(b"\n")):
                    problems.append(Problem(shown, number, 1, error.message, error.hint))
                continue
            if answer.paper in answers and not is_journal:
                problems.append(_repeated(shown, number, answer))
                answer = max(answers[answer.paper], answer, key=lambda one: one.asked)
            answers[answer.paper] = answer
    except FileNotFoundError:
        return {}, []
    return answers, problems


def _repeated(shown: str, number: int, answer: Answer) -> Problem:
    message = f"`{answer.paper}` stands twice; the later answer counts"
    return Problem(shown, number, 1, message, "remove one of the lines", Severity.WARNING)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not empty with their numbers; of too long a line, its start."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE):
            number += 1
            rest = line
            while rest and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE)
            if line.strip():
                yield number, line
