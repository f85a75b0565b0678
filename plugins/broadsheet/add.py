"""Adding a paper: the smallest good record for an id, or the place where the paper already is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from broadsheet.errors import BroadsheetError, Invalid
from broadsheet.project import Project
from broadsheet.records.catalogue import find_name, names_of, record_names
from broadsheet.records.ids import Identifiers, identify
from broadsheet.records.loader import load_records
from broadsheet.records.models import Record
from broadsheet.records.paper_id import derive_id
from broadsheet.records.schema import schema_reference, write_schemas
from broadsheet.records.store import write_text
from broadsheet.records.writer import record_yaml


class Added(Struct, frozen=True):
    """What became of the ids: new files by paper id, and a line for each that was refused."""

    written: dict[str, Path]
    refused: tuple[str, ...]


def add(
    project: Project,
    pasted: Sequence[str],
    *,
    featured: dt.date | None = None,
    tags: Sequence[str] = (),
) -> Added:
    """Write a record for each pasted id or URL that the collection does not have.

    Raises:
        BroadsheetError: a file could not be written.
    """
    records = load_records(project.papers, project.root).records
    names = record_names(records)
    homes = {record.id: record for record in records}
    written: dict[str, Path] = {}
    refused: list[str] = []
    for text in pasted:
        try:
            ids = identify(text)
            _refuse_known(text, names, homes, written)
            paper, path = _write(project, ids, featured, tags)
        except Invalid as error:
            refused.append(f"{error.message} ({error.hint})" if error.hint else error.message)
            continue
        written[paper] = path
        names |= dict.fromkeys((paper, *names_of(ids)), paper)
    if written:
        write_schemas(project.schemas)
    return Added(written, tuple(refused))


def _refuse_known(
    text: str, names: dict[str, str], homes: dict[str, Record], written: dict[str, Path]
) -> None:
    known = find_name(names, text)
    if known in homes:
        origin = homes[known].origin
        raise Invalid(f"`{text}` is here already: {origin.path}:{origin.line}")
    if known in written:
        raise Invalid(f"`{text}` is the same paper as `{known}`, just added")


def _write(
    project: Project, ids: Identifiers, featured: dt.date | None, tags: Sequence[str]
) -> tuple[str, Path]:
    paper = derive_id(ids, "", (), None)
    path = project.papers / f"{paper}.yaml"
    if path.exists():
        # The file is there but its paper is not: it cannot be read, and must not be overwritten.
        raise Invalid(f"{project.shown(path)} exists", "run `broadsheet check`")
    fields: dict[str, object] = {kind: value for kind, value in asdict(ids).items() if value}
    if not (ids.arxiv or ids.acl):
        fields = {"id": paper, **fields}
    if featured:
        fields["featured"] = featured.isoformat()
    if tags:
        fields["tags"] = list(tags)
    try:
        write_text(path, record_yaml(fields, schema_reference(path, project.schemas)))
    except OSError as error:
        raise BroadsheetError(f"{path}: cannot be written: {error.strerror}") from error
    return paper, path
