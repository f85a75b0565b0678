"""An index that is missing, damaged, or another one than the page knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.search.reading import Index
from broadsheet.search.searching import search
from samples import paper
from search.conftest import Node
from search.indexes import many, write_index


def test_without_an_index_the_engine_says_so(tmp_path: Path, node: Node) -> None:
    (found,) = node.call(("search", {"text": "socks"}), shards=tmp_path)
    assert found["code"] == "absent"


def test_a_page_older_than_the_index_is_told_to_reload(tmp_path: Path, node: Node) -> None:
    shards = write_index(tmp_path, paper())
    for path in shards.glob("terms-*.js"):
        path.unlink()
    (found,) = node.call(("search", {"text": "socks"}), shards=shards)
    assert (found["code"], "reload the page" in found["error"]) == ("replaced", True)


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9])
def test_a_shard_cut_short_is_an_error_and_no_wrong_answer(
    tmp_path: Path, node: Node, cut: float
) -> None:
    shards = write_index(tmp_path, *many(30))
    for path in shards.glob("terms-*.js"):
        head, _, payload = path.read_text("utf-8").partition("`")
        path.write_text(f"{head}`{payload[: int(len(payload) * cut)]}`)\n", "utf-8")
    (found,) = node.call(("search", {"text": "bace"}), shards=shards)
    assert found["code"] == "damaged"


def test_an_index_of_another_format_is_told_by_its_version(tmp_path: Path, node: Node) -> None:
    shards = write_index(tmp_path, paper())
    manifest = shards / "manifest.js"
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('"version":', '"version":9'), "utf-8")
    (found,) = node.call(("search", {"text": "socks"}), shards=shards)
    assert found["code"] == "replaced"


def test_what_failed_once_is_asked_for_again(tmp_path: Path, node: Node) -> None:
    shards = write_index(tmp_path, paper())
    calls = [("search", {"text": "socks"}), ("search", {"text": "socks"})]
    found = node.call(*calls, shards=tmp_path / "nowhere")
    assert [one["code"] for one in found] == ["absent", "absent"]
    assert node.call(*calls, shards=shards)[1]["total"] == 1


def test_the_terminal_names_a_damaged_shard(tmp_path: Path) -> None:
    for path in write_index(tmp_path, paper()).glob("terms-*.js"):
        path.write_text("bsShard(", "utf-8")
    with pytest.raises(BroadsheetError, match="damaged; run `broadsheet build` again"):
        search(Index(tmp_path), "socks", 10)


def test_a_build_leaves_no_shard_of_the_one_before(tmp_path: Path) -> None:
    shards = write_index(tmp_path, *many(40))
    (shards / ".terms-x.js.tmp").write_text("half", "utf-8")
    write_index(tmp_path, paper())
    write_index(tmp_path / "fresh", paper())
    fresh = tmp_path / "fresh" / "search" / "broadsheet"
    assert sorted(one.name for one in shards.iterdir()) == sorted(
        one.name for one in fresh.iterdir()
    )


def test_two_builds_write_the_same_bytes(tmp_path: Path) -> None:
    papers = many(350)
    one = write_index(tmp_path / "one", *papers)
    other = write_index(tmp_path / "other", *reversed(papers))
    files = {path.name: path.read_bytes() for path in one.iterdir()}
    assert files == {path.name: path.read_bytes() for path in other.iterdir()}
