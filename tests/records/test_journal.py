from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.records.journal import Journal, journal_lines, sole_writer


@contextmanager
def full_after(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond some bytes, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_half_a_line_that_a_killed_writer_left_is_dropped(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "socks")
    journal.path.write_bytes(b"wool\nco")

    journal.begin()
    journal.append(b"silk\n")

    assert journal.path.read_bytes() == b"wool\nsilk\n"


def test_what_does_not_fit_leaves_what_was_there(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "socks")
    journal.append(b"wool\n")

    with full_after(8), pytest.raises(BroadsheetError, match="socks: cannot be written: File too"):
        journal.append(b"cotton\n")

    assert journal.path.read_bytes() == b"wool\n"


def test_lines_know_their_number_and_place() -> None:
    lines = list(journal_lines(io.BytesIO(b"wool\n\n" + b"x" * 20 + b"\nco"), most=8))

    assert [(one.number, one.start, one.text) for one in lines] == [
        (1, 0, b"wool\n"),
        (3, 6, b"x" * 8),
        (4, 27, b"co"),
    ]
    assert lines[-1].is_torn


def test_a_second_writer_is_told_and_let_in_afterwards(tmp_path: Path) -> None:
    path, lock = tmp_path / "socks", tmp_path / "new" / "lock"

    with sole_writer(lock, path, "knitting"), pytest.raises(BroadsheetError, match="knitting"):
        sole_writer(lock, path, "knitting").__enter__()

    with sole_writer(lock, path, "knitting"):
        pass
