"""Explaining a paper: each field with every source's value, its date, and which one is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from broadsheet.fetch.answers import Answer
from broadsheet.fetch.conflicts import Conflict, conflicts_of
from broadsheet.fetch.curated import CURATED
from broadsheet.fetch.merge import Statement, merge
from broadsheet.fetch.order import DEFAULT_ORDER, ORDERED, FieldOrder, rank
from broadsheet.fetch.unions import url_key
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import (
    COUNT_KINDS,
    Facts,
    Link,
    Notice,
    Origin,
    Paper,
    Record,
    Repository,
)
from broadsheet.records.names import Author

_UNITED = frozenset({"ids", "links", "keywords", "notices", "repositories"})
_NOTES = {
    "published": "the earliest from those who put papers up or register them",
    "authors": "completed with what other sources know of the same people",
}
MERGED = "merged"
"""Stands for a source where what is shown is no single source's value."""


class Said(Struct, frozen=True):
    """One value of a field, and who says it; curated values have no date."""

    source: str
    date: dt.date | None
    value: str
    is_shown: bool
    """Whether readers see this value, or some of it where a field is united."""


class ExplainedField(Struct, frozen=True):
    """A field with all its values, the most believed first."""

    name: str
    said: tuple[Said, ...]
    note: str = ""
    """How the shown value came about, where it is not simply the first."""


class Asked(Struct, frozen=True):
    """A source that was asked about the paper, by which key, when, and what came of it."""

    source: str
    key: str
    date: dt.date
    outcome: str
    """Empty where it answered."""


class Explanation(Struct, frozen=True):
    """All that is known of one paper, and from whom."""

    paper: str
    title: str
    origin: Origin
    asked: tuple[Asked, ...]
    fields: tuple[ExplainedField, ...]
    conflicts: tuple[Conflict, ...]


def explain(
    record: Record,
    answers: Mapping[str, Answer],
    statements: Sequence[Statement],
    order: FieldOrder = DEFAULT_ORDER,
) -> Explanation:
    """Explain a paper: `answers` are all there are, by source, `statements` those that count."""
    paper = merge(record, statements, order)
    fields = (_field(name, record, statements, order, paper) for name in ORDERED)
    counting = {one.source for one in statements}
    return Explanation(
        paper=paper.id,
        title=paper.title,
        origin=paper.origin,
        asked=tuple(_asked(name, answers[name], counting) for name in sorted(answers)),
        fields=tuple(field for field in fields if field.said),
        conflicts=conflicts_of(record, statements),
    )


def _asked(source: str, answer: Answer, counting: Iterable[str]) -> Asked:
    outcome = ""
    if answer.refused is not None:
        outcome = f"has another paper there, which is not used: {answer.refused}"
    elif answer.facts is None:
        outcome = "does not know the paper"
    elif source not in counting:
        outcome = "its answer is about another paper, or by an id that is no longer here: not used"
    return Asked(source, answer.key, answer.asked, outcome)


def _field(
    name: str, record: Record, statements: Sequence[Statement], order: FieldOrder, paper: Paper
) -> ExplainedField:
    ranked = sorted(statements, key=lambda one: rank(order.by_field[name], one.source))
    values: list[tuple[str, dt.date | None, object]] = [(CURATED, None, _of(record, name))]
    values += [(one.source, one.date, _of(one.facts, name)) for one in ranked]
    values = [said for said in values if said[2]]
    if name in _UNITED:
        shown = _contributors(values, paper, name)
    else:
        winner = paper.provenance.get(name)
        shown = {winner.source} if winner else set()
    said = [Said(who, day, show(value), who in shown) for who, day, value in values]
    note = ""
    if name == "authors" and said and (merged := show(paper.authors)) != _shown_text(said):
        said.insert(0, Said(MERGED, None, merged, True))
        note = _NOTES[name]
    elif name == "published" and len(said) > 1 and CURATED not in shown:
        note = "" if name in order.chosen else _NOTES[name]
    elif name in _UNITED and len(said) > 1:
        note = "united"
    return ExplainedField(name, tuple(said), note)


def _of(one: Record | Facts, name: str) -> object:
    if name in COUNT_KINDS:
        counts = getattr(one, "counts", ())
        return next((str(count.value) for count in counts if count.kind == name), "")
    value = getattr(one, name, None)
    return None if value == Identifiers() else value


def _contributors(
    values: Sequence[tuple[str, dt.date | None, object]], paper: Paper, name: str
) -> set[str]:
    """Return who said a part of what is shown before anyone else did."""
    left = set(_parts(getattr(paper, name)))
    shown = set()
    for who, _, value in values:
        parts = set(_parts(value))
        if parts & left:
            shown.add(who)
            left -= parts
    return shown


def _parts(value: object) -> Iterator[str]:
    if isinstance(value, Identifiers):
        yield from (f"{kind}:{one}" for kind, one in _ids(value))
    elif isinstance(value, tuple):
        for one in value:
            url = one.url if isinstance(one, Link | Repository) else ""
            kind = one.kind if isinstance(one, Link) else ""
            yield f"{kind} {url_key(url)}" if url else show(one).casefold()


def _shown_text(said: Iterable[Said]) -> str:
    return next((one.value for one in said if one.is_shown), "")


def show(value: object) -> str:
    """Return a value of any field as one line of text."""
    match value:
        case str():
            return " ".join(value.split())
        case PartialDate():
            return value.iso
        case Author():
            more = filter(None, (value.orcid, value.affiliation))
            return (
                f"{value.name} ({', '.join(more)})"
                if value.orcid or value.affiliation
                else (value.name)
            )
        case Identifiers():
            return ", ".join(f"{kind} {one}" for kind, one in _ids(value))
        case Link():
            return f"{value.kind} {value.url}"
        case Notice():
            day = value.date.iso if value.date else ""
            return " ".join(filter(None, (value.kind, day, value.text, value.url)))
        case Repository():
            return f"{value.url}{_repository_notes(value)}"
        case tuple():
            return "; ".join(show(one) for one in value)
        case _:
            return str(value)


def _repository_notes(one: Repository) -> str:
    moved = f"now at {one.moved_to}" if one.moved_to else ""
    notes = ", ".join(filter(None, (one.license, "archived" if one.is_archived else "", moved)))
    return f" ({notes})" if notes else ""


def _ids(ids: Identifiers) -> Iterator[tuple[str, str]]:
    yield from ((kind, one) for kind, one in msgspec.structs.asdict(ids).items() if one)
