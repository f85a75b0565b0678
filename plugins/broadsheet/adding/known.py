"""The papers that a collection has, found by any id, by an address of theirs, or by title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from broadsheet.fetch.answers import Answer
from broadsheet.fetch.authors import family_key
from broadsheet.fetch.sources.acl_ids import acl_of_doi
from broadsheet.fetch.unions import url_key
from broadsheet.records.ids import ARXIV_DOI, Identifiers
from broadsheet.records.models import Facts, Record
from broadsheet.records.names import Author
from broadsheet.records.titles import title_key


class Known:
    """Grows while papers are added, so that a paper met twice is known the second time."""

    def __init__(
        self, records: Iterable[Record], answers: Mapping[str, Mapping[str, Answer]]
    ) -> None:
        """Take the records, and the lock's answers, which know further names of theirs."""
        self._named: dict[str, str] = {}
        self._linked: dict[str, str] = {}
        self._titled: dict[str, str] = {}
        self._ids: dict[str, Identifiers] = {}
        for record in records:
            self.add(record.id, record)
        for said in answers.values():
            for paper, answer in said.items():
                if paper in self._ids and answer.facts is not None:
                    self.add(paper, answer.facts)

    def add(self, paper: str, said: Record | Facts) -> None:
        """Remember what a record or a source says that a paper goes by."""
        self._named.setdefault(paper, paper)
        for name in names_of_all(said.ids):
            self._named.setdefault(name, paper)
        repositories = said.repositories if isinstance(said, Facts) else ()
        urls = [*(link.url for link in said.links), *(one.url for one in repositories)]
        for url in filter(None, (*urls, said.ids.url, *(one.moved_to for one in repositories))):
            self._linked.setdefault(url_key(url), paper)
        if key := _title_name(said.title, said.authors):
            self._titled.setdefault(key, paper)
        if key := title_key(said.title):
            self._titled.setdefault(key, paper)
        self._ids.setdefault(paper, said.ids)

    def by_text(self, text: str) -> str:
        """Return the paper whose id in this collection a text is, or nothing."""
        return text if text in self._ids else ""

    def by_ids(self, ids: Identifiers) -> str:
        """Return the paper that has one of the identifiers, or nothing."""
        names = names_of_all(ids)
        return next((self._named[name] for name in names if name in self._named), "")

    def by_address(self, url: str) -> str:
        """Return the paper that an address belongs to, or nothing."""
        return self._linked.get(url_key(url), "")

    def by_title(self, title: str) -> str:
        """Return a paper with a title, or nothing."""
        key = title_key(title)
        return self._titled.get(key, "") if key else ""

    def by_facts(self, facts: Facts) -> str:
        """Return the paper that facts are of: by identifier, else by title and first author.

        Equal titles with another identifier of the same kind are two papers.
        """
        if found := self.by_ids(facts.ids):
            return found
        key = _title_name(facts.title, facts.authors)
        found = self._titled.get(key, "") if key else ""
        return "" if not found or _differ(self._ids[found], facts.ids) else found


def names_of_all(ids: Identifiers) -> Iterator[str]:
    """Yield each identifier with its kind, and those that follow from it: a DOI of arXiv's."""
    for kind, value in msgspec.structs.asdict(ids).items():
        if value and kind != "url":
            yield f"{kind}:{value}"
    if ids.doi.startswith(ARXIV_DOI):
        yield f"arxiv:{ids.doi.removeprefix(ARXIV_DOI)}"
    if acl := acl_of_doi(ids.doi):
        yield f"acl:{acl}"


def _title_name(title: str, authors: tuple[Author, ...]) -> str:
    key = title_key(title)
    return f"{key} by {family_key(authors[0])}" if key and authors else ""


def _differ(ours: Identifiers, theirs: Identifiers) -> bool:
    pairs = ((getattr(ours, kind), getattr(theirs, kind)) for kind in ("arxiv", "acl", "pmid"))
    return any(one and two and one != two for one, two in pairs)
