"""Provenance: who said each value of a paper, and when, as readers see it."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.fetch.curated import CURATED
from broadsheet.language.words import Words
from broadsheet.pages.paper_view import Fact
from broadsheet.records.models import Paper, Provenance

FIELDS = (
    "title", "authors", "published", "updated", "version", "venue", "abstract", "categories",
    "comment", "journal_ref", "license", "notices", "type", "container_title", "volume",
    "issue", "pages", "publisher", "language",
)  # fmt: skip
"""The merged fields, in the order of pages."""


def provenance_rows(
    paper: Paper, source_labels: Mapping[str, str], words: Words
) -> tuple[Fact, ...]:
    """Return a row for each value of a paper that has a winner."""
    return tuple(
        _row(name, paper.provenance[name], source_labels, words)
        for name in FIELDS
        if name in paper.provenance
    )


def _row(name: str, winner: Provenance, source_labels: Mapping[str, str], words: Words) -> Fact:
    source = source_labels.get(winner.source, winner.source)
    if winner.source == CURATED:
        source = words("paper.curators")
    return Fact(words(f"field.{name}"), source, winner.date.isoformat() if winner.date else "")
