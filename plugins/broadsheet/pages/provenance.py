"""Provenance: who said each value of a paper, and when, as readers see it."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.fetch.merge import CURATED
from broadsheet.pages.view_types import Fact
from broadsheet.records.models import Paper, Provenance

FIELDS = {
    "title": "Title", "authors": "Authors", "published": "Published", "updated": "Last version",
    "version": "Version", "venue": "Venue", "abstract": "Abstract", "categories": "Categories",
    "comment": "Comment", "journal_ref": "Journal reference", "license": "Licence",
    "notices": "Notices", "type": "Type", "container_title": "Published in",
    "volume": "Volume", "issue": "Issue", "pages": "Pages", "publisher": "Publisher",
    "language": "Language",
}  # fmt: skip
"""What each merged field is called on pages, in their order."""


def provenance_rows(paper: Paper, source_labels: Mapping[str, str]) -> tuple[Fact, ...]:
    """Return a row for each value of a paper that has a winner."""
    return tuple(
        _row(label, paper.provenance[name], source_labels)
        for name, label in FIELDS.items()
        if name in paper.provenance
    )


def _row(label: str, winner: Provenance, source_labels: Mapping[str, str]) -> Fact:
    source = source_labels.get(winner.source, winner.source)
    date = winner.date.isoformat() if winner.date else ""
    return Fact(label, "the curators" if winner.source == CURATED else source, date)
