"""`broadsheet export`, as people run it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import broadsheet
from samples import write_project

PAPERS = "[{id: socks, title: Socks, authors: [Ada Example], published: 2020, tags: [wool]}]"

SOCK_STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><title>Sock Style</title><id>sock-style</id><updated>2024-05-31T00:00:00Z</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" prefix="Paper: "/></layout></bibliography>
</style>
"""


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


def test_references_are_text_in_a_style(collection: Path) -> None:
    done = broadsheet(collection, "export", "text", "--style", "ieee", "--id", "socks")

    assert done.stdout == "1. A. Example, “Socks,” 2020.\n"


def test_the_maintainers_own_style_counts(collection: Path) -> None:
    styles = collection / "site_config" / "styles"
    styles.mkdir(parents=True)
    (styles / "sock-style.csl").write_text(SOCK_STYLE, "utf-8")

    done = broadsheet(collection, "export", "text", "--style", "sock-style")

    assert done.stdout == "Paper: Socks\n"


def test_papers_that_cannot_be_cited_are_said(tmp_path: Path) -> None:
    write_project(tmp_path, "[{id: a, title: Socks, authors: [], published: 2020}]")

    done = broadsheet(tmp_path, "export", "text")

    assert done.stdout == ""
    assert done.stderr == "1 paper left out: no authors to cite\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["text", "--style", "appa"], "no citation style `appa`"),
        (["ris", "--style", "apa"], "--style goes with the format `text`"),
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
