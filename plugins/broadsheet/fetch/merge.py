"""Merging: one Paper from what its curators wrote and what the sources answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from broadsheet.fetch.lock import Answer
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Paper, Provenance, Record

SOURCE_ORDER = ("arxiv",)
"""Who is believed first; sources not named here follow by name."""
_MERGED = (
    "title", "authors", "published", "updated", "version", "venue", "type",
    "container_title", "volume", "issue", "pages", "publisher", "language", "abstract",
    "categories", "comment", "journal_ref", "license", "notices", "machine_summary",
)  # fmt: skip
_CURATED_ONLY = ("featured", "tags", "summary", "awards", "relations")
CURATED = "curated"
_ID_LABELS = {
    "arxiv": "arXiv", "doi": "DOI", "acl": "ACL", "openreview": "OpenReview", "pmid": "PMID",
    "url": "",
}  # fmt: skip


class Statement(Struct, frozen=True):
    """What one source said of one paper, and on which day."""

    source: str
    date: dt.date
    facts: Facts


def merge_all(
    records: Iterable[Record], answers: Mapping[str, Mapping[str, Answer]]
) -> tuple[Paper, ...]:
    """Merge every record with its answers; `answers` goes from source to paper id to Answer."""
    sources = source_order(answers)
    return tuple(merge(record, _statements(record.id, sources, answers)) for record in records)


def source_order(sources: Iterable[str]) -> tuple[str, ...]:
    """Return the sources, the most believed first."""
    rank = {name: at for at, name in enumerate(SOURCE_ORDER)}
    return tuple(sorted(sources, key=lambda name: (rank.get(name, len(rank)), name)))


def _statements(
    paper: str, sources: Sequence[str], answers: Mapping[str, Mapping[str, Answer]]
) -> list[Statement]:
    found = ((source, answers[source].get(paper)) for source in sources)
    return [
        Statement(source, answer.asked, answer.facts)
        for source, answer in found
        if answer is not None and answer.facts is not None
    ]


def merge(record: Record, statements: Sequence[Statement]) -> Paper:
    """Merge a record with statements, the most believed first: per field the first value wins.

    Identifiers are filled up and links united; everything else is one source's whole value.
    """
    values: dict[str, object] = {}
    provenance: dict[str, Provenance] = {}
    for name in _MERGED:
        value, winner = _first(name, record, statements)
        if winner is not None:
            values[name], provenance[name] = value, winner
    for name in _CURATED_ONLY:
        values[name] = getattr(record, name)
    ids = _united_ids([record.ids, *(one.facts.ids for one in statements)])
    values["title"] = values.get("title") or _placeholder(ids, record.id)
    return Paper(
        id=record.id,
        ids=ids,
        origin=record.origin,
        links=_united_links([record.links, *(one.facts.links for one in statements)]),
        provenance=provenance,
        **values,  # type: ignore[arg-type]  # the names are Paper's own, a test holds them to it
    )


def _first(
    name: str, record: Record, statements: Sequence[Statement]
) -> tuple[object, Provenance | None]:
    if value := getattr(record, name, None):
        return value, Provenance(CURATED)
    for statement in statements:
        if value := getattr(statement.facts, name):
            return value, Provenance(statement.source, statement.date)
    return None, None


def _united_ids(all_ids: Sequence[Identifiers]) -> Identifiers:
    fields = Identifiers.__struct_fields__
    chosen = {
        name: next(filter(None, (getattr(ids, name) for ids in all_ids)), "") for name in fields
    }
    return Identifiers(**chosen)


def _united_links(all_links: Sequence[Sequence[Link]]) -> tuple[Link, ...]:
    links: dict[tuple[str, str], Link] = {}
    for link in (link for some in all_links for link in some):
        links.setdefault((link.kind, link.url.rstrip("/").lower()), link)
    return tuple(links.values())


def _placeholder(ids: Identifiers, paper_id: str) -> str:
    """Name a paper whose title nobody said by its best identifier: `arXiv 2405.21018`."""
    named = ((label, getattr(ids, kind)) for kind, label in _ID_LABELS.items())
    return next((f"{label} {value}".strip() for label, value in named if value), paper_id)
