from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.imports.formats import IMPORTERS, read_import

PAGE = "Daily Papers\n\nSep 2, 2025\n\nInk\n\n" + "Ink dries. " * 40


def write(folder: Path, data: bytes) -> Path:
    path = folder / "page.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_read_by_the_importer_that_knows_it(tmp_path: Path, mark: bytes) -> None:
    importer, imported = read_import(write(tmp_path, mark + PAGE.encode()), "page.txt")

    assert importer.name == "daily-papers"
    assert [paper.facts.title for paper in imported.papers] == ["Ink"]


def test_an_unknown_format_is_an_error_that_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError) as caught:
        read_import(write(tmp_path, b"%PDF-1.7"), "paper.pdf")

    assert str(caught.value).startswith("paper.pdf: its format is not known; known are: ")
    assert all(importer.label in str(caught.value) for importer in IMPORTERS)


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"a\nb\xff", "page.txt:2: is not UTF-8"), (b"\xff\xfeD\x00", "page.txt:1: is not UTF-8")],
)
def test_another_encoding_is_an_error_with_its_line(
    tmp_path: Path, data: bytes, message: str
) -> None:
    with pytest.raises(BroadsheetError, match=message):
        read_import(write(tmp_path, data), "page.txt")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    with pytest.raises(BroadsheetError, match="has more than 64 MB; split it"):
        read_import(path, "page.txt")


def test_what_cannot_be_read_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match=r"gone\.txt: cannot be read: No such file"):
        read_import(tmp_path / "gone.txt", "gone.txt")
    with pytest.raises(BroadsheetError, match="is not a file"):
        read_import(tmp_path, "folder")


def test_importers_have_names_of_their_own_that_suit_file_names() -> None:
    names = [importer.name for importer in IMPORTERS]

    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in names)
