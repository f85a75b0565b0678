"""Drafts: records that are not written yet, and what is written of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import asdict, replace

from broadsheet.adding.inquiry import record_ids
from broadsheet.fetch.answers import Answer
from broadsheet.project import Project
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Origin, Paper, Record
from broadsheet.records.paper_id import derive_id
from broadsheet.records.schema import schema_reference
from broadsheet.records.store import write_text
from broadsheet.records.writer import record_yaml

_FIRST_LINE = 2
"""Of a new record: the line before it is for editors."""


def draft_of(project: Project, ids: Identifiers) -> Record:
    """Return a record with one identifier, under the id that follows from it alone."""
    needed = record_ids(ids)
    paper = derive_id(needed, "", (), None)
    return Record(id=paper, ids=needed, origin=_origin(project, paper))


def named_draft(project: Project, draft: Record, paper: Paper) -> Record:
    """Return a draft under the id that all that is known of its paper gives it.

    An id of the paper's own makes a page's address that others know too; a DOI makes a poor one.
    """
    if draft.ids.arxiv or draft.ids.acl or "title" not in paper.provenance:
        return draft
    name = derive_id(paper.ids, paper.title, paper.authors, paper.published)
    return replace(draft, id=name, origin=_origin(project, name))


def path_of(project: Project, draft: Record) -> Path:
    """Return the file that a draft will be written to."""
    return project.papers / f"{draft.id}.yaml"


def write_draft(project: Project, draft: Record) -> Path:
    """Write a draft as a record.

    Raises:
        BroadsheetError: the file cannot be written.
    """
    path = path_of(project, draft)
    fields: dict[str, object] = {**asdict(draft.ids), "tags": draft.tags}
    if derive_id(draft.ids, "", (), None) != draft.id or not (draft.ids.arxiv or draft.ids.acl):
        fields["id"] = draft.id
    if draft.featured:
        fields["featured"] = draft.featured.isoformat()
    write_text(path, record_yaml(fields, schema_reference(path, project.schemas)))
    return path


def renamed(answers: Iterable[tuple[str, Answer]], paper: str) -> Sequence[tuple[str, Answer]]:
    """Return answers by source as those of a paper that has got another id."""
    # What was asked for by the old id itself is asked again.
    return [
        (source, replace(answer, paper=paper))
        for source, answer in answers
        if answer.paper == paper or answer.key != answer.paper
    ]


def _origin(project: Project, paper: str) -> Origin:
    return Origin(project.shown(project.papers / f"{paper}.yaml"), _FIRST_LINE)
