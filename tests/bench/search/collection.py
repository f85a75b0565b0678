"""Real papers as a collection of any size: those of the ACL Anthology, varied to have more."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from acl import acl_record
from broadsheet.pages.urls import Urls
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.dates import parse_date
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Origin, Paper
from broadsheet.records.names import Author, parse_name
from broadsheet.search.documents import Document, paper_documents
from broadsheet.search.index import Labels
from broadsheet.tagging.facets import group
from broadsheet.tagging.rules import assign
from broadsheet.tagging.vocabulary import Vocabulary
from samples import tag

REAL = (
    Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "papers" / "acl-10k.jsonl.gz"
)
_TOPICS = ("translation", "parsing", "dialogue", "summarization", "embedding", "speech", "bias")


def real_papers() -> list[dict[str, Any]]:
    """Return the real papers as their source has them."""
    with gzip.open(REAL, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def varied(rows: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """Yield so many papers: after the last one all come again, their ids and titles varied."""
    for number in range(count):
        again, row = divmod(number, len(rows))
        one = rows[row]
        if again:
            title = f"{one['title']} (Part {again + 1})"
            one = {**one, "id": f"{one['id']}{again:03d}", "title": title}
        yield one


def as_documents(rows: list[dict[str, Any]], count: int) -> tuple[list[Document], Labels]:
    """Return the documents of so many papers, and the names of their venues and topics."""
    catalogue = Catalogue.of(map(_paper, varied(rows, count)))
    vocabulary = Vocabulary.of(tag(name, words=(f"{name[:-1]}*",)) for name in _TOPICS)
    facets = group(catalogue, vocabulary, assign(catalogue.papers, vocabulary), ())
    return paper_documents(catalogue, facets, Urls(is_directory=True)), Labels.of(
        facets, vocabulary
    )


def _paper(row: dict[str, Any]) -> Paper:
    record = acl_record(row)
    return Paper(
        id=row["id"].lower(),
        ids=Identifiers(acl=row["id"], doi=str(record.get("doi") or "").lower()),
        origin=Origin("papers.yaml"),
        title=record["title"],
        authors=tuple(map(_author, record["authors"])),
        published=parse_date(record["published"]),
        venue=record["venue"],
        container_title=record.get("container_title", ""),
        abstract=record.get("abstract", ""),
    )


def _author(name: object) -> Author:
    return parse_name(name) if isinstance(name, str) else Author(**name)  # type: ignore[arg-type]
