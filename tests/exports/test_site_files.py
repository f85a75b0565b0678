from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from broadsheet.exports.formats import FORMATS, Shelfmarks
from broadsheet.exports.site_files import ExportedFile, Exports, file_links, last_exports
from broadsheet.exports.writing import begin_exports
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.site_folder import SiteFolder
from broadsheet.site_ledger import SiteLedger
from samples import catalogue, facets, paper, vocabulary


def exports(folder: Path, *papers: Paper) -> Exports:
    grouped = facets(*papers, topics=vocabulary("wool"))
    marks = Shelfmarks.of(papers, grouped, Urls(True))
    groups = (grouped.topics, grouped.collections)
    return Exports(catalogue(*papers), marks, groups, folder / "cache")


def write(folder: Path, *papers: Paper, jobs: int = 1) -> tuple[ExportedFile, ...]:
    ledger = SiteLedger(SiteFolder(folder / "site"), folder / "ledger")
    some = exports(folder, *papers)
    found = begin_exports(some, ledger, folder / "docs", folder / "cache", jobs)()
    ledger.save()
    return tuple(found)


def contents(folder: Path) -> dict[str, bytes]:
    site = folder / "site"
    return {str(one.relative_to(site)): one.read_bytes() for one in site.rglob("*.*")}


def many() -> list[Paper]:
    tags = (("wool",), ())
    return [
        paper(f"p{number}", title=f"Sock {number}", tags=tags[number % 2]) for number in range(600)
    ]


def test_there_is_a_file_for_each_format_and_for_each_topic(tmp_path: Path) -> None:
    files = write(tmp_path, paper(tags=("wool",)))

    assert [one.path for one in files] == [
        *(f"exports/papers.{one.suffix}" for one in FORMATS),
        "exports/topics/wool.bib",
    ]
    assert {one.path: one.size for one in files} == {
        path: len(content) for path, content in contents(tmp_path).items()
    }


def test_a_collection_without_papers_has_files_without_entries(tmp_path: Path) -> None:
    assert {one.papers for one in write(tmp_path)} == {0}
    assert contents(tmp_path)["exports/papers.csl.json"] == b"[\n\n]\n"


def test_pages_know_the_files_of_the_papers_that_they_list(tmp_path: Path) -> None:
    links = file_links(write(tmp_path, paper(tags=("wool",))))

    assert [one.label for one in links["papers/"]] == [one.label for one in FORMATS]
    assert [one.path for one in links["topics/wool"]] == ["exports/topics/wool.bib"]
    assert links.keys() == {"papers/", "topics/wool"}


def test_several_processes_write_the_same_bytes_as_one(tmp_path: Path) -> None:
    one = write(tmp_path / "one", *many())
    two = write(tmp_path / "two", *many(), jobs=2)

    assert one == two
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


@pytest.mark.parametrize("edit", ["change", "remove", "add"])
def test_after_an_edit_the_files_are_those_of_a_clean_build(tmp_path: Path, edit: str) -> None:
    before, after = many(), many()
    if edit == "change":
        after[300] = paper("p300", title="Gloves", tags=("wool",))
    else:
        del (after if edit == "remove" else before)[300]
    write(tmp_path / "warm", *before)

    assert write(tmp_path / "warm", *after) == write(tmp_path / "clean", *after)
    assert contents(tmp_path / "warm") == contents(tmp_path / "clean")


def test_entries_of_papers_that_stay_are_not_made_again(tmp_path: Path) -> None:
    write(tmp_path, *many())
    kept = {one.name for one in (tmp_path / "cache" / "csv").iterdir()}
    some = many()
    some[300] = replace(some[300], summary="On gloves.")
    write(tmp_path, *some)
    now = {one.name for one in (tmp_path / "cache" / "csv").iterdir()}

    assert len(kept) > 2
    assert len(kept - now) == len(now - kept) == 1


def test_what_is_kept_only_in_part_is_made_again(tmp_path: Path) -> None:
    write(tmp_path, *many())
    whole = contents(tmp_path)
    for one in (tmp_path / "cache" / "bibtex").iterdir():
        one.write_bytes(one.read_bytes()[:-9])
    (tmp_path / "site" / "exports" / "papers.bib").unlink()
    write(tmp_path, *many())

    assert contents(tmp_path) == whole


def test_a_file_by_hand_stands_for_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "docs" / "exports").mkdir(parents=True)
    (tmp_path / "docs" / "exports" / "papers.csv").write_text("mine")
    write(tmp_path, paper())

    assert "exports/papers.csv" not in contents(tmp_path)
    assert "exports/papers.ris" in contents(tmp_path)


def test_a_file_is_found_by_its_path_without_being_written(tmp_path: Path) -> None:
    write(tmp_path, *many())
    some = exports(tmp_path / "other", *many())

    for path in ("exports/papers.biblatex.bib", "exports/topics/wool.bib"):
        assert some.find(path) == contents(tmp_path)[path]
    assert some.find("exports/papers-2.csv") == b""


def test_the_files_of_the_last_build_are_remembered(tmp_path: Path) -> None:
    assert last_exports(tmp_path / "cache") == ()
    files = write(tmp_path, paper())
    assert last_exports(tmp_path / "cache") == files
