"""`broadsheet export`, as people run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import broadsheet
from samples import write_project

PAPERS = "[{id: socks, title: Socks, authors: [Ada Example], published: 2020, tags: [wool]}]"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    write_project(tmp_path, PAPERS, "[{tag: wool, label: Wool, description: Warm.}]")
    return tmp_path


def test_papers_go_to_standard_output(collection: Path) -> None:
    done = broadsheet(collection, "export", "bibtex", "--topic", "wool")

    assert done.returncode == 0
    assert done.stdout.startswith("@misc{example2020socks,\n")


def test_a_file_is_written_whole_and_said(collection: Path) -> None:
    done = broadsheet(collection, "export", "ris", "-o", "papers.ris")

    assert done.stdout == "1 paper written to papers.ris\n"
    assert (collection / "papers.ris").read_bytes().endswith(b"ER  - \r\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["bibtx"], "no format `bibtx`"),
        (["ris", "--topic", "cotton"], "no `cotton` among the topics"),
        (["parquet"], "name a file"),
        (["ris", "--query", "socks"], "run `broadsheet build`"),
        (["ris", "-o", "nowhere/papers.ris"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    collection: Path, words: list[str], message: str
) -> None:
    done = broadsheet(collection, "export", *words)

    assert done.returncode == 1
    assert message in done.stderr
    assert done.stderr.count("\n") == 1
