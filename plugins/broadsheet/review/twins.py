"""Twins: records that are one paper twice, as a preprint and as its publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from broadsheet.errors import Problem, Severity
from broadsheet.fetch.authors import family_key
from broadsheet.fetch.guard import Verdict
from broadsheet.records.catalogue import names_of
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Record
from broadsheet.records.titles import title_key


def twin_problems(records: Iterable[Record], verdicts: Mapping[str, Verdict]) -> Iterator[Problem]:
    """Name each record whose paper another one has, by title and first author or by the sources.

    A source that knows a preprint's DOI names its publication; equal titles of the same first
    author do so where no identifier of one kind speaks against it.
    """
    by_name: dict[str, Record] = {}
    by_title: dict[str, Record] = {}
    for record in records:
        names = {*names_of(record.ids), *_said_names(record, verdicts)}
        twin = next((by_name[name] for name in sorted(names) if name in by_name), None)
        key = _title_name(record)
        if twin is None and key in by_title and not _differ(by_title[key].ids, record.ids):
            twin = by_title[key]
        if twin is not None and twin is not record:
            yield _problem(record, twin)
        for name in names:
            by_name.setdefault(name, record)
        if key:
            by_title.setdefault(key, record)


def _said_names(record: Record, verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    verdict = verdicts.get(record.id)
    for facts in verdict.facts.values() if verdict else ():
        yield from names_of(facts.ids)


def _title_name(record: Record) -> str:
    key = title_key(record.title) if record.authors else ""
    return f"{key} by {family_key(record.authors[0])}" if key else ""


def _differ(one: Identifiers, other: Identifiers) -> bool:
    pairs = ((getattr(one, kind), getattr(other, kind)) for kind in ("arxiv", "acl", "pmid", "doi"))
    return any(ours and theirs and ours != theirs for ours, theirs in pairs)


def _problem(record: Record, twin: Record) -> Problem:
    return Problem(
        record.origin.path,
        record.origin.line,
        1,
        f"the same paper as `{twin.id}`: a preprint and its publication",
        f"keep {twin.origin.path}:{twin.origin.line}, and write both identifiers into it",
        Severity.WARNING,
        "published-twice",
    )
