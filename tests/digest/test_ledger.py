from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.digest.ledger import (
    Baseline,
    Closed,
    Deferred,
    Handing,
    Ledger,
    Line,
    Opened,
    Refused,
    Taken,
    decode_ledger,
    encode_line,
    ledger_of,
)
from broadsheet.digest.ledger_file import LedgerFile, read_ledger
from broadsheet.errors import BroadsheetError

OPENED = Opened(1, "2025-09-02T08:00:00+00:00", ("a", "b"))
LINES: list[Line] = [
    Baseline(("old",)),
    OPENED,
    Handing(1, "ada"),
    Taken(1, "ada"),
    Handing(1, "bo"),
    Refused(1, "cy", 550),
    Deferred(1, "di", 451),
    Closed(1),
]


def book(folder: Path) -> LedgerFile:
    return LedgerFile(folder / "sent.jsonl", folder / "digest.lock")


def test_papers_of_the_baseline_and_of_mails_are_announced() -> None:
    assert ledger_of(LINES).announced == {"old", "a", "b"}


def test_who_is_due_a_mail() -> None:
    (going,) = ledger_of(LINES[:-1]).issues
    (closed,) = ledger_of(LINES).issues
    people = ("ada", "bo", "cy", "di", "ed")
    assert [going.is_due(one) for one in people] == [False, False, False, True, True]
    assert [closed.is_due(one) for one in people] == [False, False, False, True, False]


def test_who_was_handed_a_mail_without_an_answer_is_uncertain() -> None:
    assert ledger_of(LINES).issues[0].uncertain == ("bo",)


def test_a_mail_that_is_put_off_five_times_is_given_up() -> None:
    lines: list[Line] = [OPENED, Closed(1), *[Deferred(1, "di", 451)] * 4]
    assert ledger_of(lines).open
    assert not ledger_of([*lines, Deferred(1, "di", 451)]).open


@given(st.integers(0, 10_000))
def test_a_ledger_torn_anywhere_has_all_lines_that_were_whole(size: int) -> None:
    data = b"".join(map(encode_line, LINES))
    torn = data[: size % (len(data) + 1)]
    ledger, problems = decode_ledger(torn, "sent.jsonl")
    assert problems == ()
    assert ledger == ledger_of(LINES[: torn.count(b"\n")])


def test_a_line_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "sent.jsonl").write_bytes(encode_line(OPENED) + b"<<<<<<< ours\n")
    with book(tmp_path) as open_book, pytest.raises(BroadsheetError, match=r"sent.jsonl:2:1"):
        open_book.read("sent.jsonl")


def test_half_a_line_that_a_killed_run_left_is_dropped(tmp_path: Path) -> None:
    (tmp_path / "sent.jsonl").write_bytes(encode_line(OPENED) + b'{"kind":"ta')
    with book(tmp_path) as open_book:
        open_book.append(Taken(1, "ada"))
    assert read_ledger(tmp_path / "sent.jsonl", "") == ledger_of([OPENED, Taken(1, "ada")])


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    with book(tmp_path), pytest.raises(BroadsheetError, match="another digest is being sent"):
        book(tmp_path).__enter__()


def test_the_lock_is_let_go(tmp_path: Path) -> None:
    for _ in range(2):
        with book(tmp_path) as open_book:
            open_book.append(Closed(1))
    assert len((tmp_path / "sent.jsonl").read_bytes().splitlines()) == 2


def test_without_a_file_nothing_was_announced(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "sent.jsonl", "sent.jsonl") == Ledger()


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match="cannot be written"):
        LedgerFile(tmp_path / "none" / "sent.jsonl", tmp_path / "lock").__enter__()
