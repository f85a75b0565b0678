"""Merging: one Paper from what its curators wrote and what the sources answered.

Curated values win. Of the fetched ones, a field is the whole value of the most believed source
(see `order`), but for these: the date is the first appearance; what is said of the publication
comes from sources that speak of one and the same; links, identifiers, keywords, notices and
repositories are united; of each kind of count the most believed is shown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from broadsheet.fetch.answers import Answer
from broadsheet.fetch.authors import completed_authors
from broadsheet.fetch.curated import (
    BY_CURATORS,
    CURATED,
    CURATED_ONLY,
    curated_paper,
    placeholder,
)
from broadsheet.fetch.first_appearance import FIRST_HAND, first_appearance
from broadsheet.fetch.guard import judge
from broadsheet.fetch.order import DEFAULT_ORDER, FieldOrder, rank
from broadsheet.fetch.publications import (
    PUBLICATION_FIELDS,
    is_same_publication,
    is_same_venue,
    names_preprint,
    names_publication,
)
from broadsheet.fetch.unions import (
    united_ids,
    united_links,
    united_notices,
    united_repositories,
    united_words,
)
from broadsheet.records.models import Count, Facts, Paper, Provenance, Reading, Record

_CHOSEN = (
    "title", "authors", "updated", "version", "language", "abstract", "categories", "comment",
    "journal_ref", "license", "machine_summary",
)  # fmt: skip
"""Fields that are one source's whole value."""
_UNITED: Mapping[str, Callable[[Any], tuple[object, ...]]] = {
    "keywords": united_words,
    "notices": united_notices,
    "repositories": united_repositories,
}
"""Fields that are gathered; they count as the first one's who said any of it."""
Answers = Mapping[str, Mapping[str, Answer]]
"""From source to paper id to Answer."""
_NOTHING: Mapping[str, Answer] = {}


class Statement(Struct, frozen=True):
    """What one source said of one paper, and on which day."""

    source: str
    date: dt.date
    facts: Facts
    readings: tuple[Reading, ...] = ()


def statements_on(record: Record, answers: Answers) -> list[Statement]:
    """Return what all sources said of a paper, from source to paper id to Answer."""
    return statements(record, answers_on(record, answers))


def answers_on(record: Record, answers: Answers) -> Mapping[str, Answer]:
    """Return the answers on a paper by their sources."""
    if not answers:
        return _NOTHING
    return {name: said[record.id] for name, said in answers.items() if record.id in said}


def statements(record: Record, found: Mapping[str, Answer]) -> list[Statement]:
    """Return what answers say of a paper; an answer about another paper is passed over."""
    if not found:
        return []
    return [
        Statement(name, found[name].asked, facts, found[name].readings)
        for name, facts in judge(record, found).facts.items()
    ]


def merge(
    record: Record, statements: Sequence[Statement], order: FieldOrder = DEFAULT_ORDER
) -> Paper:
    """Merge a record with what sources said of it, in whatever sequence that comes."""
    return _Merge(record, statements, order).paper() if statements else curated_paper(record)


class _Merge:
    """One paper being merged: its values so far, and whose they are."""

    def __init__(self, record: Record, statements: Sequence[Statement], order: FieldOrder) -> None:
        self.record = record
        self.statements = statements
        self.order = order
        self.values: dict[str, object] = {name: getattr(record, name) for name in CURATED_ONLY}
        self.provenance: dict[str, Provenance] = {}
        self._ranked: dict[tuple[str, ...], Sequence[Statement]] = {}

    def paper(self) -> Paper:
        for name in _CHOSEN:
            self._choose(name, self.ranked(name))
        self._choose_date()
        lead = self._lead()
        self._choose_publication(lead)
        self._complete_authors()
        self._gather()
        self._count()
        said = (*filter(None, (lead,)), *self.ranked("ids"))
        ids = united_ids([self.record.ids, *(one.facts.ids for one in said)])
        self.values["title"] = self.values.get("title") or placeholder(ids, self.record.id)
        return Paper(
            id=self.record.id,
            ids=ids,
            origin=self.record.origin,
            provenance=self.provenance,
            **self.values,  # type: ignore[arg-type]  # a test holds the names to be Paper's own
        )

    def ranked(self, field: str) -> Sequence[Statement]:
        """Return the statements, the most believed on a field first."""
        if len(self.statements) < 2:
            return self.statements
        names = self.order.by_field[field]
        if names not in self._ranked:
            self._ranked[names] = sorted(self.statements, key=lambda one: rank(names, one.source))
        return self._ranked[names]

    def _choose(self, name: str, statements: Sequence[Statement]) -> None:
        """Take the first value there is."""
        if value := getattr(self.record, name, None):
            self.values[name], self.provenance[name] = value, BY_CURATORS
            return
        for one in statements:
            if value := getattr(one.facts, name):
                self.values[name], self.provenance[name] = value, _said_by(one)
                return

    def _choose_date(self) -> None:
        ranked = self.ranked("published")
        if "published" not in self.order.chosen and len(ranked) > 1:
            dated = [(one, one.facts.published) for one in ranked if one.facts.published]
            first_hand = [said for said in dated if said[0].source in FIRST_HAND]
            found = first_appearance(first_hand or dated)
            ranked = () if found is None else (found,)
        self._choose("published", ranked)

    def _choose_publication(self, lead: Statement | None) -> None:
        speaking = {one.source for one in self.statements if _is_of(one, lead)}
        for name in PUBLICATION_FIELDS:
            self._choose(name, [one for one in self.ranked(name) if one.source in speaking])

    def _lead(self) -> Statement | None:
        """Return who is believed on where the paper was published: of several, the curators'."""
        leads = [one for one in self.ranked("venue") if names_publication(one.facts)]
        venue = self.record.venue or self.record.container_title
        fitting = (one for one in leads if venue and _is_at(one, venue))
        return next(fitting, leads[0] if leads else None)

    def _complete_authors(self) -> None:
        authors = self.values.get("authors")
        if not isinstance(authors, tuple):
            return
        winner = self.provenance["authors"].source
        others = [one.facts.authors for one in self.ranked("authors") if one.source != winner]
        self.values["authors"] = completed_authors(
            authors, others, may_complete_names=winner != CURATED
        )

    def _gather(self) -> None:
        links = (one.facts.links for one in self.ranked("links"))
        self.values["links"] = united_links([self.record.links, *links])
        for name, unite in _UNITED.items():
            said = [(one, getattr(one.facts, name)) for one in self.ranked(name)]
            if first := next((one for one, value in said if value), None):
                self.values[name] = unite([value for _, value in said])
                self.provenance[name] = _said_by(first)

    def _count(self) -> None:
        counts: dict[str, Count] = {}
        readings: list[Reading] = []
        for kind in {count.kind: None for one in self.statements for count in one.facts.counts}:
            for one in self.ranked(kind):
                found = next((count for count in one.facts.counts if count.kind == kind), None)
                if found is not None:
                    counts[kind], self.provenance[kind] = found, _said_by(one)
                    readings += (past for past in one.readings if past.kind == kind)
                    break
        if counts:
            self.values["counts"] = tuple(sorted(counts.values()))
            self.values["readings"] = tuple(sorted(readings))


def _said_by(statement: Statement) -> Provenance:
    return Provenance(statement.source, statement.date)


def _is_of(one: Statement, lead: Statement | None) -> bool:
    """Tell whether a statement may speak of the publication that another one names."""
    if one is lead:
        return True
    if names_preprint(one.facts):
        return False
    return lead is None or is_same_publication(one.facts, lead.facts)


def _is_at(one: Statement, venue: str) -> bool:
    names = (one.facts.venue, one.facts.container_title)
    return any(is_same_venue(name, venue) for name in names if name)
