"""What is kept of an index between builds gives the same index, and spares what did not change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.search.documents import Document
from broadsheet.search.index import Labels
from broadsheet.search.shards import MANIFEST
from broadsheet.search.site_index import SiteIndex
from samples import catalogue, facets, paper
from search.indexes import TOPICS, many

PAPERS = many(400)


def index_of(
    papers: Sequence[Paper], folder: Path, pages: Sequence[Document] = (), *, is_sole: bool = True
) -> dict[str, str]:
    grouped = facets(*papers, topics=TOPICS)
    site = SiteIndex(folder, Labels.of(grouped, TOPICS), Urls(is_directory=True), is_sole)
    shards = site.shards(site.papers(catalogue(*papers), grouped), pages)
    return {one.name: one.payload for one in shards}


def page(text: str) -> Document:
    return Document(id="socks/", kind="page", url="socks/", title="Socks", abstract=text)


def test_an_index_of_what_is_kept_equals_a_fresh_one(tmp_path: Path) -> None:
    first = index_of(PAPERS, tmp_path / "kept")
    assert index_of(PAPERS, tmp_path / "kept") == first


@pytest.mark.parametrize(
    "papers",
    [
        [*PAPERS[:7], paper("p00007", title="Mittens", abstract="Warm hands."), *PAPERS[8:]],
        PAPERS[:-1],
        [*PAPERS, paper("new", title="Mittens", authors=["Ada Crane"])],
        [],
    ],
    ids=["changed", "removed", "added", "all removed"],
)
def test_after_an_edit_an_index_equals_a_fresh_one(tmp_path: Path, papers: list[Paper]) -> None:
    index_of(PAPERS, tmp_path / "kept")
    assert index_of(papers, tmp_path / "kept") == index_of(papers, tmp_path / "fresh")


def test_after_an_edit_of_a_page_an_index_equals_a_fresh_one(tmp_path: Path) -> None:
    index_of(PAPERS, tmp_path / "kept", [page("Socks in pairs.")])
    changed = index_of(PAPERS, tmp_path / "kept", [page("Socks in threes.")])
    assert changed == index_of(PAPERS, tmp_path / "fresh", [page("Socks in threes.")])


def test_a_changed_paper_leaves_other_blocks_alone(tmp_path: Path) -> None:
    papers = [paper(f"{number:05d}", title="Socks") for number in range(4_500)]
    index_of(papers, tmp_path)
    before = set((tmp_path / "blocks").iterdir())
    index_of([*papers[:-1], paper("04499", title="Mittens")], tmp_path)
    after = set((tmp_path / "blocks").iterdir())
    assert len(before) == len(after) > 1
    assert len(after - before) == 1


def test_where_nothing_changed_no_shard_is_made_to_know_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = index_of(PAPERS, tmp_path)
    grouped = facets(*PAPERS, topics=TOPICS)
    site = SiteIndex(tmp_path, Labels.of(grouped, TOPICS), Urls(is_directory=True))
    monkeypatch.setattr("broadsheet.search.site_index.shards", None)
    found = site.shards(site.papers(catalogue(*PAPERS), grouped), ())
    assert [one.name for one in found] == list(first)


@pytest.mark.parametrize("damage", [b"", b"Socks", b"\0" * 400])
def test_what_is_damaged_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    first = index_of(PAPERS, tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.write_bytes(damage)
    assert index_of(PAPERS, tmp_path) == first


def test_a_folder_that_takes_no_file_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    found = index_of(PAPERS, tmp_path / "file")
    assert found == index_of(PAPERS, tmp_path / "fresh")
    assert MANIFEST in found


def test_who_shares_the_folder_with_others_leaves_nothing_there(tmp_path: Path) -> None:
    index_of(PAPERS, tmp_path, is_sole=False)
    assert list(tmp_path.iterdir()) == []
