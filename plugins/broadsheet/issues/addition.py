"""Additions: the form “Add a paper” as a new record."""

from __future__ import annotations

from msgspec.structs import asdict

from broadsheet.adding.draft import draft_of, path_of
from broadsheet.adding.inquiry import record_ids
from broadsheet.adding.known import Known
from broadsheet.adding.pasted import read_pasted
from broadsheet.errors import Invalid
from broadsheet.fetch.lock import read_lock
from broadsheet.issues.form import Form
from broadsheet.issues.proposal import Proposal, Refusal
from broadsheet.project import Project
from broadsheet.records.dates import parse_day
from broadsheet.records.ids import Identifiers, parse_paper_id
from broadsheet.records.loader import load_records
from broadsheet.records.paper_id import derive_id
from broadsheet.records.schema import schema_reference
from broadsheet.records.writer import record_yaml
from broadsheet.tagging.vocabulary import load_vocabulary

_MOST_TAGS = 12


def addition(project: Project, form: Form) -> Proposal:
    """Return the record that a form asks for; no source is asked.

    Raises:
        Refusal: it names no paper by an id, several, or one that is here.
    """
    ids = _ids(form)
    draft = draft_of(project, ids)
    path = path_of(project, draft)
    _refuse_known(project, ids)
    if path.exists() or not _is_paper_id(draft.id):
        raise Refusal(f"`{draft.id}` cannot become a record; a curator has to look at it")
    notes: list[str] = []
    tags = read_tags(project, form["tags"], notes)
    featured = _edition(form["edition"], notes)
    fields: dict[str, object] = {
        **asdict(ids),
        "featured": featured,
        "tags": tags,
        "summary": form["summary"],
        "added_by": form.credit,
    }
    if derive_id(ids, "", (), None) != draft.id or not (ids.arxiv or ids.acl):
        fields["id"] = draft.id
    text = record_yaml(fields, schema_reference(path, project.schemas))
    return Proposal(draft.id, path, text, f"Add {draft.id}", form, tuple(notes))


def _ids(form: Form) -> Identifiers:
    found = [one for one in read_pasted([form["paper"]]) if record_ids(one.ids) != Identifiers()]
    if not found:
        raise Refusal(
            "no paper can be read from the field “Paper”; write an arXiv, DOI, ACL Anthology, "
            "OpenReview or PubMed id, or the address of one"
        )
    if len(found) > 1:
        raise Refusal("the field “Paper” names several papers; open an issue for each")
    return record_ids(found[0].ids)


def _refuse_known(project: Project, ids: Identifiers) -> None:
    loaded = load_records(project.papers, project.root)
    records = (*loaded.records, *loaded.flawed)
    known = Known(records, read_lock(project.fetched, project.root).answers)
    if paper := known.by_ids(ids):
        home = next(one.origin for one in records if one.id == paper)
        raise Refusal(f"the paper is here already, as `{paper}` in {home.path}")


def _is_paper_id(text: str) -> bool:
    try:
        return bool(parse_paper_id(text))
    except Invalid:
        return False


def read_tags(project: Project, text: str, notes: list[str]) -> tuple[str, ...]:
    """Return the topics that a text names; a note for what the vocabulary does not have."""
    vocabulary, _ = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    words = [word.strip() for word in text.replace("\n", ",").split(",") if word.strip()]
    tags: dict[str, None] = {}
    for word in words[:_MOST_TAGS]:
        if tag := vocabulary.resolve(word):
            tags[tag] = None
        else:
            notes.append(f"there is no topic “{word[:60]}”")
    return tuple(tags)


def _edition(text: str, notes: list[str]) -> str:
    if not text:
        return ""
    try:
        return parse_day(text).isoformat()
    except Invalid as error:
        notes.append(f"the edition is left to the curators: {error.message}")
        return ""
