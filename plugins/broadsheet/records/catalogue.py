"""The catalogue: all papers in their order, found by any of their names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec import Struct, field

from broadsheet.digests import digest_of
from broadsheet.errors import Invalid, Problem, Severity
from broadsheet.records.ids import Identifiers, identify
from broadsheet.records.models import Paper, Record
from broadsheet.records.places import Places
from broadsheet.records.shapes import did_you_mean
from broadsheet.records.titles import title_key

_NAMED = ("arxiv", "doi", "acl", "openreview", "pmid")
_named = attrgetter(*_NAMED)


class Catalogue(Struct, frozen=True):
    """Papers in the order of their files, and the way from any identifier to a paper's id."""

    papers: tuple[Paper, ...]
    names: dict[str, str]
    """`arxiv:2405.21018`, `doi:10.1145/1`, and each plain id, to the paper's id."""
    by_id: dict[str, Paper]
    _digests: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> Catalogue:
        """Make a catalogue; of two papers with one name the first keeps it."""
        kept = tuple(papers)
        names: dict[str, str] = {}
        for paper in kept:
            for name in (paper.id, *names_of(paper.ids)):
                names.setdefault(name, paper.id)
        return cls(kept, names, {paper.id: paper for paper in kept})

    def find(self, text: str) -> Paper | None:
        """Return the paper that an id, identifier or URL names."""
        return self.by_id.get(find_name(self.names, text))

    def digest(self, paper_id: str) -> bytes:
        """Return a digest of all that is known of a paper; each is made once."""
        if paper_id not in self._digests:
            self._digests[paper_id] = digest_of(self.by_id[paper_id])
        return self._digests[paper_id]


def find_name(names: dict[str, str], text: str) -> str:
    """Return the paper id that a text names in any form, or empty text."""
    if text in names:
        return names[text]
    try:
        wanted = names_of(identify(text))
    except Invalid:
        return ""
    return next((names[name] for name in wanted if name in names), "")


def names_of(ids: Identifiers) -> list[str]:
    """Return each identifier with its kind: `arxiv:2405.21018`."""
    return [f"{kind}:{value}" for kind, value in zip(_NAMED, _named(ids), strict=True) if value]


def record_names(records: Iterable[Record]) -> dict[str, str]:
    """Return the way from every name of the records to the first that has it."""
    names: dict[str, str] = {}
    for record in records:
        for name in (record.id, *names_of(record.ids)):
            names.setdefault(name, record.id)
    return names


def relation_problems(
    records: Sequence[Record], names: dict[str, str], places: Places
) -> tuple[Problem, ...]:
    """Name every relation whose other end is not in the collection, or is the paper itself."""
    problems: list[Problem] = []
    for record in records:
        counts: dict[str, int] = {}
        for relation in record.relations:
            at = ("relations", relation.kind, counts.get(relation.kind, 0))
            counts[relation.kind] = at[2] + 1
            target = find_name(names, relation.target)
            if not target:
                hint = did_you_mean(relation.target, (name for name in names if ":" not in name))
                message = f"no paper `{relation.target}` in this collection"
                problems.append(places.problem(record.origin, at, message, hint))
            elif target == record.id:
                problems.append(places.problem(record.origin, at, "a paper relates to itself"))
    return tuple(problems)


def sole_records(records: Sequence[Record]) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Drop records that repeat an earlier one's id or identifier, with a Problem for each.

    Equal titles are only warned of: two papers may share a title.
    """
    first: dict[str, Record] = {}
    kept: list[Record] = []
    problems: list[Problem] = []
    for record in records:
        names = (f"id:{record.id}", *names_of(record.ids))
        earlier = next(((name, first[name]) for name in names if name in first), None)
        if earlier is not None:
            problems.append(_repeats(record, *earlier))
            continue
        # A title without letters, such as "???", is like no other.
        key = title_key(record.title)
        title = f"title:{key}" if key else f"id:{record.id}"
        if key and title in first:
            problems.append(_repeats(record, "title:the same title", first[title]))
        for name in (*names, title):
            first.setdefault(name, record)
        kept.append(record)
    return tuple(kept), tuple(problems)


def _repeats(record: Record, name: str, earlier: Record) -> Problem:
    kind, _, value = name.partition(":")
    is_title = kind == "title"
    return Problem(
        record.origin.path,
        record.origin.line,
        1,
        f"{value} stands twice" if is_title else f"duplicate paper: {kind} `{value}` stands twice",
        f"first in {earlier.origin.path}:{earlier.origin.line}"
        + ("; is it the same paper?" if is_title else "; keep one of them"),
        Severity.WARNING if is_title else Severity.ERROR,
    )
