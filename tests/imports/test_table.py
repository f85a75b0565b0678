from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile
from broadsheet.imports.guessing import guess
from broadsheet.imports.mapping import Column, read_mapping
from broadsheet.imports.proposing import proposal
from broadsheet.imports.rows import read_rows
from broadsheet.imports.table import Table
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Link
from imports.reading import read, said

CSV = (
    "UID,title,authors,abstract,sessions,link,pdf\r\n"
    'xK9aSperKvH,On Socks,Wilma Hare|Otto Berg,"We pair,\r\nand pair.",S1|S2,'
    "https://arxiv.org/abs/2405.21018,False\r\n"
    'B1bGJrtDBq,"=Wool, and ""More""",Ada Lamb,n/a,S1,https://wool.example/a,'
    "https://wool.example/a.pdf\r\n"
)
YAML = """
1: {title: On Socks, authors: "Wilma Hare, Otto Berg", year: 2024, tags: [wool], pdf: False}
2: {title: On Wool, authors: "Ada Lamb and Bo Sheep", year: 2023, tags: [wool, dye], pdf: __none__}
"""


def file(folder: Path, text: str, name: str) -> ImportFile:
    path = folder / name
    path.write_bytes(text.encode())
    return ImportFile(path, name)


def test_columns_of_csv_are_guessed_by_name_and_value(tmp_path: Path) -> None:
    mapping = guess(read_rows(file(tmp_path, CSV, "a.csv")))

    assert {name: column.field for name, column in mapping.columns.items()} == {
        "UID": "ignore", "title": "title", "authors": "authors", "abstract": "abstract",
        "sessions": "keywords", "link": "url", "pdf": "pdf",
    }  # fmt: skip
    assert mapping.columns["authors"].split == "|"


def test_rows_become_papers_by_the_guess_and_that_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, CSV.replace("\r", ""), "a.csv")

    one, two = (paper.facts for paper in found.papers)
    assert [author.name for author in one.authors] == ["Wilma Hare", "Otto Berg"]
    assert (one.abstract, one.ids.arxiv, one.links) == ("We pair, and pair.", "2405.21018", ())
    assert (two.title, two.abstract) == ('=Wool, and "More"', "")
    assert two.links == (Link("pdf", "https://wool.example/a.pdf"),)
    assert found.left_out == {"UID": 2}
    assert found.notes[0].startswith("columns guessed: title is title, authors is authors")
    assert [paper.line for paper in found.papers] == [2, 4]


def test_yaml_entries_under_keys_of_their_own_are_rows(tmp_path: Path) -> None:
    found = read(tmp_path, YAML, "a.yaml")

    one, two = found.papers
    assert [author.name for author in one.facts.authors] == ["Wilma Hare", "Otto Berg"]
    assert [author.name for author in two.facts.authors] == ["Ada Lamb", "Bo Sheep"]
    assert (one.facts.published, one.topics, two.topics) == (
        PartialDate(2024), ("wool",), ("wool", "dye"),
    )  # fmt: skip
    assert (one.facts.links, said(found)) == ((), [])


def test_a_key_that_stands_twice_loses_no_entry(tmp_path: Path) -> None:
    text = "1:\n  title: On Socks\n1:\n  title: On Wool\n"

    found = read(tmp_path, text, "a.yaml")

    assert [paper.facts.title for paper in found.papers] == ["On Socks", "On Wool"]
    assert said(found) == ["3:1: warning: key `1` stands twice; both are read"]


@pytest.mark.parametrize(
    ("name", "text", "titles"),
    [
        ("a.tsv", "title\tyear\nOn Socks\t2024\n", ["On Socks"]),
        ("a.csv", "title;year\nOn Socks;2024\n", ["On Socks"]),
        ("a.json", '{"papers": [{"title": "On Socks", "year": 2024}]}', ["On Socks"]),
        ("a.json", '[{"title": "On Socks", "authors": [{"name": "Wilma Hare"}]}]', ["On Socks"]),
        ("a.yaml", "papers:\n- title: On Socks\n- title: On Wool\n", ["On Socks", "On Wool"]),
    ],
)
def test_lists_come_in_many_shapes(tmp_path: Path, name: str, text: str, titles: list[str]) -> None:
    assert [one.facts.title for one in read(tmp_path, text, name).papers] == titles


def test_an_apostrophe_that_tames_a_formula_goes(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, 'title,year\n"\'=SUM of Socks",2024\n', "a.csv").papers
    assert paper.facts.title == "=SUM of Socks"


def test_a_mapping_file_says_what_columns_mean(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(
        "columns: {Name: title, Who: {field: authors, split: ;}, Ran: featured, Note: summary}\n"
        "constants: {venue: SOCK 2024, year: '2024'}\nempty: [nil]\n"
    )
    rows = file(tmp_path, "Name,Who,Ran,Note\nOn Socks,A. Hare;B. Berg,2024-06-01,nil\n", "a.csv")

    (found,) = Table(tmp_path / "map.yaml").parts(rows, None)

    (paper,) = found.papers
    assert [author.name for author in paper.facts.authors] == ["A. Hare", "B. Berg"]
    assert (paper.facts.venue, paper.facts.published) == ("SOCK 2024", PartialDate(2024))
    assert (paper.featured, paper.summary) == (dt.date(2024, 6, 1), "")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns: {Nmae: title}", r"no column `Nmae` \(did you mean `Name`"),
        ("columns: {Name: titel}", r"`titel` is no field \(did you mean `title`"),
        ("columns: {Name: title}\nconstants: {venu: x}", r"`venu` is no field"),
        ("columns: [Name]", r"Expected `object`"),
        ("colums: {}", r"unknown field `colums`"),
        ("", r"empty"),
    ],
)
def test_a_wrong_mapping_is_an_error_that_helps(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "map.yaml").write_text(text)

    with pytest.raises(BroadsheetError, match=message):
        read_mapping(tmp_path / "map.yaml", ["Name"])


def test_a_proposed_mapping_is_a_file_to_import_by(tmp_path: Path) -> None:
    rows = file(tmp_path, CSV, "a.csv")
    lines = list(proposal(rows))
    (tmp_path / "map.yaml").write_text("\n".join(lines), encoding="utf-8")

    mapping = read_mapping(tmp_path / "map.yaml", read_rows(rows).columns)

    assert mapping == guess(read_rows(rows))
    assert mapping.columns["authors"] == Column("authors", "|")
    assert "#   - On Socks" in lines


@pytest.mark.parametrize(("text", "message"), [("title: [\n", "not YAML"), ("", "empty")])
def test_a_broken_list_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BroadsheetError, match=message):
        read(tmp_path, text, "a.yaml", "table")


@pytest.mark.parametrize("end", ["", "\n", '"'])
def test_from_a_quote_that_is_not_closed_on_a_list_is_an_error(tmp_path: Path, end: str) -> None:
    lines = f'title,year\nOn Ink,2022\n"On Socks,2024\nOn ""Wool"",2023{end}'
    is_closed = end == '"'

    found = read(tmp_path, lines, "a.csv")

    assert len(found.papers) == 1 + is_closed
    assert [one[:25] for one in said(found)] == ([] if is_closed else ["3:1: error: from here on "])


def test_characters_that_yaml_refuses_are_left_out(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, "- title: On\x00 Socks\x07\n", "a.yaml").papers
    assert paper.facts.title == "On Socks"


def test_a_row_with_too_many_cells_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "title,year\nOn Socks,2024,wool\n", "a.csv")

    assert "3 cells for 2 columns" in said(found)[0]
    assert len(found.papers) == 1
