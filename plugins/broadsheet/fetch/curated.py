"""Papers of which no source said anything: what their curators wrote, and no more.

Most papers of many collections are such, so this is short: what `merge` does for nobody's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

from broadsheet.fetch.publications import PUBLICATION_FIELDS
from broadsheet.fetch.unions import united_links
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Paper, Provenance, Record

CURATED = "curated"
CURATED_ONLY = ("featured", "tags", "summary", "awards", "relations", "added_by")
"""Fields that no source speaks of, nor a page says who did."""
BY_CURATORS = Provenance(CURATED)
_SAID = (
    "title", "authors", "language", "abstract", "categories", "published", *PUBLICATION_FIELDS,
)  # fmt: skip
_own, _said = attrgetter(*CURATED_ONLY), attrgetter(*_SAID)
_LABELS = {
    "arxiv": "arXiv", "doi": "DOI", "acl": "ACL", "openreview": "OpenReview", "pmid": "PMID",
    "url": "",
}  # fmt: skip


def curated_paper(record: Record) -> Paper:
    """Return the paper of a record alone."""
    said = _said(record)
    values = dict(zip(_SAID, said, strict=True))
    values["title"] = values["title"] or placeholder(record.ids, record.id)
    return Paper(
        id=record.id,
        ids=record.ids,
        origin=record.origin,
        links=united_links((record.links,)) if record.links else (),
        provenance=_provenance(tuple(map(bool, said))),
        **dict(zip(CURATED_ONLY, _own(record), strict=True)),
        **values,
    )


def placeholder(ids: Identifiers, paper_id: str) -> str:
    """Name a paper whose title nobody said by its best identifier: `arXiv 2405.21018`."""
    named = ((label, getattr(ids, kind)) for kind, label in _LABELS.items())
    return next((f"{label} {value}".strip() for label, value in named if value), paper_id)


@lru_cache(maxsize=1_000)
def _provenance(are_said: Sequence[bool]) -> Mapping[str, Provenance]:
    """Return the same mapping for all papers of which curators said the same fields."""
    return {name: BY_CURATORS for name, is_said in zip(_SAID, are_said, strict=True) if is_said}
