from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import MAX_TEXT, ImportFile

TEXT = "Über Socken, élégantes et chères: naïve façade, größte Wärme, où êtes-vous?\n" * 3


def file(folder: Path, data: bytes) -> ImportFile:
    path = folder / "socks.bib"
    path.write_bytes(data)
    return ImportFile(path, "socks.bib")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "utf-32"])
def test_a_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    one = file(tmp_path, TEXT.encode(encoding))

    assert one.text == TEXT
    assert "".join(one.lines()) == TEXT
    assert one.head == TEXT
    assert one.is_utf8 is encoding.startswith("utf-8")


def test_a_declared_encoding_is_believed(tmp_path: Path) -> None:
    text = "% Encoding: ISO8859_2\nŁódź\n"
    assert file(tmp_path, text.encode("iso8859_2")).text == text


def test_a_false_declaration_does_not_stop_the_reading(tmp_path: Path) -> None:
    one = file(tmp_path, b"% Encoding: UTF-8\nTest\x9aI\n")
    assert (one.is_utf8, "Test" in one.text) == (False, True)


def test_letters_of_another_script_are_told(tmp_path: Path) -> None:
    text = "Водные жуки-долгоносики Днепровских островов, предварительный обзор\n" * 5
    assert file(tmp_path, text.encode("cp1251")).text == text


def test_bytes_of_no_encoding_are_read_all_the_same(tmp_path: Path) -> None:
    assert file(tmp_path, bytes(range(256))).text


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    assert file(tmp_path, gzip.compress(TEXT.encode())).text == TEXT


@pytest.mark.parametrize(
    "broken",
    [gzip.compress(b"socks" * 99, mtime=0)[:-9], b"\x1f\x8bnothing"],
    ids=["cut short", "another thing"],
)
def test_a_broken_packed_file_is_an_error(tmp_path: Path, broken: bytes) -> None:
    with pytest.raises(BroadsheetError, match=r"socks\.bib: cannot be read"):
        file(tmp_path, broken).text  # noqa: B018


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_lines_are_the_same_wherever_chunks_end(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = file(tmp_path, "a\r\nbü\rc\n\nd".encode())
    monkeypatch.setattr("broadsheet.imports.files._CHUNK", size)

    assert list(one.lines()) == ["a\n", "bü\n", "c\n", "\n", "d"]


def test_a_file_that_is_too_large_to_hold_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as stream:
        stream.truncate(MAX_TEXT + 1)

    with pytest.raises(BroadsheetError, match="has more than 256 MB; split it"):
        ImportFile(path, "page.txt").text  # noqa: B018


def test_what_cannot_be_read_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match=r"gone\.txt: cannot be read: No such file"):
        ImportFile(tmp_path / "gone.txt", "gone.txt").text  # noqa: B018
    with pytest.raises(BroadsheetError, match="folder: is not a file"):
        ImportFile(tmp_path, "folder").head  # noqa: B018
