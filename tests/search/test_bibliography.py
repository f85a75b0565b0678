from __future__ import annotations

import base64
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from broadsheet.exports.citation_styles import load_styles
from broadsheet.exports.citations import Citations
from broadsheet.exports.formats import Shelfmarks
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.search.bibliography import CONTENTS, Bibliography
from broadsheet.search.shards import Shard
from samples import paper, views


def shards(
    some: Views, cache: Path | None = None, citations: Citations | None = None
) -> list[Shard]:
    papers = some.catalogue.papers
    marks = Shelfmarks.of(papers, some.facets, Urls(is_directory=True))
    found = Bibliography.of(papers, marks, cache).shards(citations)
    return [Shard(one.name, one.payload) for one in found]


def citations(*names: str) -> Citations:
    styles = load_styles(names, Path("none"))
    return Citations(styles)


def rows(shard: Shard) -> list[list[str]]:
    found: list[list[str]] = json.loads(zlib.decompress(base64.b64decode(shard.payload), -15))
    return found


def contents(some: list[Shard]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(some[-1].payload)
    return found


def test_a_paper_has_its_key_and_an_entry_in_each_format() -> None:
    (block, _) = shards(views(paper("2401.00001", title="Socks in Pairs", abstract="Long.")))

    ((identifier, key, bibtex, ris, csl, csv),) = rows(block)
    assert identifier == "2401.00001"
    assert bibtex.startswith(f"@misc{{{key},")
    assert "TI  - Socks in Pairs\r\n" in ris
    assert "Socks in Pairs" in csv
    assert json.loads(csl)["title"] == "Socks in Pairs"
    assert "Long." not in bibtex + ris + csl + csv


def test_the_contents_name_each_block_by_its_first_paper_and_what_frames_a_file() -> None:
    found = shards(views(paper("b"), paper("a")))

    assert found[-1].name == CONTENTS
    assert contents(found)["blocks"] == [["a", found[0].name]]
    names = [one["name"] for one in contents(found)["formats"]]
    assert names == ["bibtex", "ris", "csl-json", "csv"]
    assert contents(found)["formats"][3]["opening"].startswith("\ufeffid,")


def test_no_paper_is_no_block() -> None:
    assert contents(shards(views()))["blocks"] == []


@pytest.mark.parametrize("added", ["0000", "0299", "9999"])
def test_a_new_paper_changes_one_block(added: str) -> None:
    papers = [paper(f"{number:04d}x", title=f"Sock{number}") for number in range(600)]
    before = {one.name for one in shards(views(*papers))}

    after = {one.name for one in shards(views(*papers, paper(added)))}

    assert len(before) > 3
    assert len(after - before) <= 2


def test_blocks_out_of_the_cache_equal_fresh_ones(tmp_path: Path) -> None:
    first = views(paper("a", title="One"), paper("b"))
    changed = views(paper("a", title="Two"), paper("b"))

    assert shards(first, tmp_path) == shards(first, tmp_path) == shards(first)
    assert shards(changed, tmp_path) == shards(changed) != shards(first)


def test_each_style_has_blocks_of_its_own_with_a_reference_a_paper() -> None:
    some = views(paper("b"), paper("a", title="Socks & <Shoes>", authors=["Ada Crane"]))

    (_, apa, ieee, last) = shards(some, citations=citations("apa", "ieee"))

    assert contents([last])["styles"] == [
        {"name": "cited-apa", "between": "\n", "isNumbered": False, "blocks": [["a", apa.name]]},
        {"name": "cited-ieee", "between": "\n", "isNumbered": True, "blocks": [["a", ieee.name]]},
    ]
    assert rows(apa)[0] == ["a", "Crane, A. (2024). Socks & <Shoes>."]
    assert [row[0] for row in rows(ieee)] == ["a", "b"]


def test_a_paper_that_no_style_can_cite_has_an_empty_reference() -> None:
    (_, apa, _) = shards(views(paper("a", authors=[])), citations=citations("apa"))

    assert rows(apa) == [["a", ""]]


def test_without_citations_no_style_is_offered() -> None:
    assert contents(shards(views(paper())))["styles"] == []


def test_references_out_of_the_cache_are_made_anew_where_a_paper_or_a_style_changed(
    tmp_path: Path,
) -> None:
    first, changed = views(paper("a", title="One")), views(paper("a", title="Two"))
    apa, ieee = citations("apa"), citations("ieee")

    assert shards(first, tmp_path, apa) == shards(first, tmp_path, apa) == shards(first, None, apa)
    assert shards(changed, tmp_path, apa) == shards(changed, None, apa)
    assert shards(changed, tmp_path, ieee) == shards(changed, None, ieee)


def test_a_new_paper_changes_one_block_of_references() -> None:
    papers = [paper(f"{number:04d}x", title=f"Sock{number}") for number in range(2000)]
    apa = citations("apa")
    before = [one.name for one in shards(views(*papers), citations=apa)]

    after = {one.name for one in shards(views(*papers, paper("0299")), citations=apa)}

    assert sum(name.startswith("cited-apa-") for name in before) > 2
    assert sum(name.startswith("cited-apa-") for name in after - set(before)) <= 2
