from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import IMPORTERS, find_importer

BIBTEX = "@misc{a,\n  title = {On Ink}\n}\n"
RIS = "TY  - JOUR\nTI  - On Ink\nER  - \n"


def file(folder: Path, text: str, name: str = "list.txt") -> ImportFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return ImportFile(path, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (BIBTEX, "bibtex"),
        ("Exported by hand.\n" + BIBTEX, "bibtex"),
        (RIS, "ris"),
        ("\ufeff" + RIS, "ris"),
        ("FN Clarivate\nVR 1.0\nPT J\nTI On Ink\nER\nEF\n", "ris"),
        ('[{"type": "book", "id": "a", "title": "On Ink"}]', "csl-json"),
        ("Daily Papers\n\nSep 2, 2025\n\nInk\n\n" + "Ink dries. " * 40, "daily-papers"),
    ],
)
def test_a_file_is_known_by_what_stands_in_it(tmp_path: Path, text: str, name: str) -> None:
    assert find_importer(file(tmp_path, text)).name == name


def test_a_format_can_be_named(tmp_path: Path) -> None:
    assert find_importer(file(tmp_path, ""), "bibtex").name == "bibtex"
    with pytest.raises(BroadsheetError, match=r"no format `bibtx` .*did you mean `bibtex`"):
        find_importer(file(tmp_path, ""), "bibtx")


def test_an_unknown_format_is_an_error_that_lists_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError) as caught:
        find_importer(file(tmp_path, "%PDF-1.7", "paper.pdf"))

    assert str(caught.value).startswith("paper.pdf: its format is not known; known are: ")
    assert all(importer.label in str(caught.value) for importer in IMPORTERS)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", " \n", "a.txt: is empty"),
        ("a.json", "{}", "a.json: there is no list of papers in this JSON"),
        ("a.json", '[{"type": "book", "ti', "a.json:1:19: not JSON: Unterminated string"),
        ("a.json", "[" * 100_000, "a.json: nested too deep to be read"),
        ("a.csv", "title,year\n", "a.csv: has no rows"),
        ("a.csv", 'title\n"On Ink\n', "a.csv:2:1: error: from here on the file is no CSV"),
        ("a.csv", "On Ink,2024\nOn Wells,2025\n", "a.csv: none of its columns looks like a title"),
    ],
)
def test_a_file_that_no_importer_knows_is_told_why(
    tmp_path: Path, name: str, text: str, reason: str
) -> None:
    with pytest.raises(BroadsheetError) as caught:
        find_importer(file(tmp_path, text, name))

    assert str(caught.value).startswith(reason)


def test_a_dialect_is_known_even_if_an_item_is_broken(tmp_path: Path) -> None:
    items = '[{"type": "book", "id": "a", "title": "On Ink"}, {"type": "book", "id": "b"}, {}]'
    assert find_importer(file(tmp_path, items)).name == "csl-json"


def test_importers_have_names_that_suit_file_names() -> None:
    names = [importer.name for importer in IMPORTERS]

    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in names)
