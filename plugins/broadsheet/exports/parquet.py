"""Papers as Parquet, for data frames and databases; by its own library, an optional extra.

https://parquet.apache.org/docs/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from broadsheet.errors import BroadsheetError
from broadsheet.exports.data import paper_data
from broadsheet.exports.formats import Shelfmarks
from broadsheet.exports.publication import issued
from broadsheet.records.models import Paper
from broadsheet.records.store import replaced

if TYPE_CHECKING:
    import pyarrow

_ROW_GROUP = 5_000
_TEXTS = (
    "id", "citation_key", "title", "title_plain", "page", "url", "pdf", "published", "updated",
    "featured", "summary", "abstract", "type", "venue", "container_title", "volume", "issue",
    "pages", "publisher", "language", "license", "comment", "journal_ref",
)  # fmt: skip
_LISTS = ("topics", "categories", "keywords", "awards")
_IDS = ("arxiv", "doi", "acl", "openreview", "pmid", "url", "openalex", "s2", "dblp")
_AUTHOR = ("name", "family", "given", "particle", "suffix", "orcid", "affiliation")


def write_parquet(papers: Iterable[Paper], marks: Shelfmarks, path: Path) -> int:
    """Write papers as one file, 5,000 a row group, and return how many there were.

    Raises:
        BroadsheetError: `pyarrow` is not installed, or the file cannot be written.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        hint = "pip install 'broadsheet[parquet]'"
        raise BroadsheetError(f"Parquet needs the library pyarrow: {hint}") from None
    schema = _schema(pa)
    rows, count = (_row(paper, marks) for paper in papers), 0
    with replaced(path) as file, parquet.ParquetWriter(file, schema, compression="zstd") as out:
        for some in _groups(rows):
            out.write_table(pa.Table.from_pylist(some, schema=schema))
            count += len(some)
    return count


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, _ROW_GROUP)):
        yield some


def _row(paper: Paper, marks: Shelfmarks) -> dict[str, Any]:
    data = paper_data(
        paper,
        key=marks.keys[paper.id],
        topics=marks.topics.get(paper.id, ()),
        page=marks.urls.path(f"papers/{paper.id}"),
    )
    date = issued(paper)
    row: dict[str, Any] = msgspec.to_builtins(data)
    return {
        **row,
        "year": date.year if date else None,
        "counts": {count.kind: count.value for count in paper.counts},
    }


def _schema(pa: Any) -> pyarrow.Schema:  # noqa: ANN401 - the library, which may not be there
    text = pa.string()
    author = pa.struct([*((name, text) for name in _AUTHOR), ("is_group", pa.bool_())])
    return pa.schema(
        [
            *((name, text) for name in _TEXTS),
            *((name, pa.list_(text)) for name in _LISTS),
            ("year", pa.int32()),
            ("version", pa.int32()),
            ("ids", pa.struct([(name, text) for name in _IDS])),
            ("authors", pa.list_(author)),
            ("links", pa.list_(pa.struct([("kind", text), ("url", text)]))),
            ("relations", pa.list_(pa.struct([("kind", text), ("target", text)]))),
            ("counts", pa.map_(text, pa.int64())),
        ]
    )
