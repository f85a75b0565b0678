"""The papers that a collection has already, found by identifier, else by title."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from broadsheet.fetch.guard import identity_of
from broadsheet.fetch.likeness import Identity, is_one_paper
from broadsheet.fetch.namesakes import Who, who_is_first
from broadsheet.records.catalogue import names_of
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Record
from broadsheet.records.names import Author
from broadsheet.records.paper_id import derive_id
from broadsheet.records.titles import title_key

_Value = TypeVar("_Value")


class KnownPapers:
    """Grows while papers are imported, so that a paper met twice is known the second time."""

    def __init__(self, records: Iterable[Record], reserved: Iterable[str] = ()) -> None:
        """Take the records, and further ids that new papers must not get."""
        self._ids = set(reserved)
        # Tuples, for most have one paper: of 150,000 the sets would take 60 MB.
        self._named: dict[str, tuple[str, ...]] = {}
        self._titled: dict[str, tuple[str, ...]] = {}
        self._idents: dict[str, tuple[Identifiers, ...]] = {}
        self._identities: dict[str, Identity] = {}
        for record in records:
            self.add(record.id, record.ids, record.title, record.authors)

    def add(
        self, paper: str, ids: Identifiers, title: str, authors: tuple[Author, ...] = ()
    ) -> None:
        """Remember one more name or title of a paper."""
        self._ids.add(paper)
        if paper not in self._identities or not self._identities[paper].names:
            self._identities[paper] = identity_of(Facts(title=title, authors=authors))
        _also(self._idents, paper, ids)
        for name in names_of(ids):
            _also(self._named, name, paper)
        if key := title_key(title):
            _also(self._titled, key, paper)

    def find(self, facts: Facts) -> tuple[str, ...]:
        """Return the papers that these may be the facts of; one of them is a match."""
        named = {paper for name in names_of(facts.ids) for paper in self._named.get(name, ())}
        if named:
            return tuple(sorted(named))
        titled = self._titled.get(title_key(facts.title), ())
        # Equal titles with another identifier of the same kind, or by others, are two papers.
        return tuple(
            sorted(
                paper
                for paper in titled
                if not self._differs(paper, facts.ids) and self._is_by(paper, facts)
            )
        )

    def differs(self, paper: str, facts: Facts) -> str:
        """Return a paper's title where the facts, for all their identifier, are of another one."""
        known, said = self._identities[paper], identity_of(facts)
        if not (known.title and said.title) or is_one_paper(known, said):
            return ""
        is_retitled = who_is_first(known.names, said.names) is Who.SAME
        return "" if is_retitled else known.title

    def _is_by(self, paper: str, facts: Facts) -> bool:
        return is_one_paper(self._identities[paper], identity_of(facts))

    def _differs(self, paper: str, ids: Identifiers) -> bool:
        theirs = {name.partition(":")[0]: name for name in names_of(ids)}
        ours = (name for known in self._idents[paper] for name in names_of(known))
        return any(theirs.get(name.partition(":")[0], name) != name for name in ours)

    def new_id(self, facts: Facts) -> str:
        """Return an id that no paper has, from the facts alone if it is free."""
        base = derive_id(facts.ids, facts.title, facts.authors, facts.published)
        paper, count = base, 1
        while paper in self._ids:
            count += 1
            paper = f"{base}-{count}"
        return paper


def _also(found: dict[str, tuple[_Value, ...]], key: str, value: _Value) -> None:
    known = found.get(key, ())
    if value not in known:
        found[key] = (*known, value)
