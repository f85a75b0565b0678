from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.exports.formats import FORMATS, Shelfmarks
from broadsheet.exports.site_files import ExportedFile, file_links, write_exports
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from samples import facets, paper, vocabulary


def write(folder: Path, *papers: Paper) -> tuple[ExportedFile, ...]:
    grouped = facets(*papers, topics=vocabulary("wool"))
    marks = Shelfmarks.of(papers, grouped, Urls(True))
    return write_exports(folder, papers, marks, (grouped.topics, grouped.collections))


def test_there_is_a_file_for_each_format_and_for_each_topic(tmp_path: Path) -> None:
    files = write(tmp_path, paper(tags=("wool",)))

    assert [one.path for one in files] == [
        *(f"exports/papers.{one.suffix}" for one in FORMATS),
        "exports/topics/wool.bib",
    ]
    assert all((tmp_path / one.path).stat().st_size == one.size for one in files)


def test_pages_know_the_files_of_the_papers_that_they_list(tmp_path: Path) -> None:
    links = file_links(write(tmp_path, paper(tags=("wool",))))

    assert [one.label for one in links["papers/"]] == [one.label for one in FORMATS]
    assert [one.path for one in links["topics/wool"]] == ["exports/topics/wool.bib"]
    assert links.keys() == {"papers/", "topics/wool"}


def test_nothing_is_written_again_where_nothing_changed(tmp_path: Path) -> None:
    write(tmp_path, paper())
    before = (tmp_path / "exports" / "papers.bib").stat().st_mtime_ns

    write(tmp_path, paper())

    assert (tmp_path / "exports" / "papers.bib").stat().st_mtime_ns == before


@pytest.mark.parametrize("lost", ["manifest.json", "exports/papers.ris"])
def test_what_was_lost_is_made_again(tmp_path: Path, lost: str) -> None:
    write(tmp_path, paper())
    (tmp_path / lost).unlink()

    write(tmp_path, paper())

    assert (tmp_path / lost).exists()


def test_a_changed_paper_changes_the_files(tmp_path: Path) -> None:
    write(tmp_path, paper(title="Socks"))
    write(tmp_path, paper(title="Gloves"))

    assert "Gloves" in (tmp_path / "exports" / "papers.bib").read_text("utf-8")
