from __future__ import annotations

from pathlib import Path

from pyarrow import parquet

from broadsheet.exports.formats import Shelfmarks
from broadsheet.exports.parquet import write_parquet
from broadsheet.pages.urls import Urls
from exports.test_data import FULL
from samples import facets, paper


def test_papers_are_rows_with_lists_and_parts(tmp_path: Path) -> None:
    papers = [FULL, paper("otter2020", published="", authors=())]
    marks = Shelfmarks.of(papers, facets(*papers), Urls(True))

    count = write_parquet(papers, marks, tmp_path / "papers.parquet")

    rows = parquet.read_table(tmp_path / "papers.parquet").to_pylist()
    assert count == len(rows) == 2
    assert rows[0]["authors"][0]["orcid"] == "0000-0002-1825-0097"
    assert rows[0]["ids"]["doi"] == "10.1000/1"
    assert dict(rows[0]["counts"]) == {"citations": 3}
    assert (rows[0]["year"], rows[1]["year"]) == (2024, None)
