"""`broadsheet import`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import broadsheet


def test_import_takes_in_a_saved_page(collection: Path) -> None:
    abstract = "We sort 62\\% of all socks by their colour and find every pair in linear time. " * 3
    page = f"Daily Papers\n\nSep 2\n\nOn the Sorting of Socks\n\n{abstract}"
    (collection / "page.txt").write_text(page, "utf-8")

    done = broadsheet(collection, "import", "page.txt", "--edition", "2024-09-02")

    assert "1 new" in done.stdout, done.stdout + done.stderr
    (record,) = (collection / "content" / "papers").glob("*.yaml")
    assert "title: On the Sorting of Socks" in record.read_text("utf-8")


def test_of_several_files_none_waits_for_one_that_cannot_be_read(collection: Path) -> None:
    (collection / "half.json").write_text('[{"title": "On So', "utf-8")
    (collection / "list.csv").write_text("title,year\nOn Socks,2024\n", "utf-8")

    done = broadsheet(collection, "import", "half.json", "list.csv", "--report", "report.json")

    assert "Error: half.json:1:12: not JSON" in done.stderr
    assert "1 in the file: 1 new" in done.stdout
    (report,) = json.loads((collection / "report.json").read_text("utf-8"))
    assert report["entries"] == 1
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--guess"], "socks.bib: is BibTeX or BibLaTeX, which needs no mapping; import it as"),
        (["--mapping", "map.yaml", "--format", "bibtex"], "--mapping is for lists"),
        (["--report", "nowhere/report.json"], "--report: there is no folder nowhere"),
        (["--edition", "2024-13-01"], "`2024-13-01` is not a day of the calendar"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is(
    collection: Path, words: list[str], message: str
) -> None:
    (collection / "socks.bib").write_text("@misc{a, title = {On Socks}}", "utf-8")
    (collection / "map.yaml").write_text("columns: {title: title}\n", "utf-8")

    done = broadsheet(collection, "import", "socks.bib", *words)

    assert message in done.stderr
    assert done.returncode != 0
    assert not list((collection / "content" / "papers").glob("*.yaml"))
