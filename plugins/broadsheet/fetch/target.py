"""A target: all that is known of a paper when a source is asked about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from broadsheet.fetch.order import DEFAULT_ORDER, rank
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Record
from broadsheet.records.names import Author

_IDS, _LINKS = DEFAULT_ORDER.by_field["ids"], DEFAULT_ORDER.by_field["links"]
_KINDS = Identifiers.__struct_fields__
_MOST_AUTHORS = 4


class Target(Struct, frozen=True):
    """One paper to be looked up, by any of its names; they grow as sources answer."""

    paper: str
    """The paper's id in this collection."""
    ids: Identifiers
    title: str = ""
    first_author: str = ""
    """The family name, as the record or the most believed source has it."""
    links: tuple[Link, ...] = ()


def target_of(record: Record, said: Mapping[str, Facts] | None = None) -> Target:
    """Return what a record and the answers to it, from source to Facts, say of a paper."""
    if not said:
        return Target(record.id, record.ids, record.title, _first(record.authors), record.links)
    by_ids = [said[name] for name in sorted(said, key=lambda one: rank(_IDS, one))]
    by_links = [said[name] for name in sorted(said, key=lambda one: rank(_LINKS, one))]
    return Target(
        record.id,
        _united_ids([record.ids, *(one.ids for one in by_ids)]),
        record.title or next((one.title for one in by_ids if one.title), ""),
        _first(record.authors or next((one.authors for one in by_ids if one.authors), ())),
        _united_links([record.links, *(_links(one) for one in by_links)]),
    )


def slim(facts: Facts) -> Facts:
    """Return what of an answer has to be at hand while others are asked: names, not texts."""
    authors = tuple(
        msgspec.structs.replace(one, affiliation="", orcid="")
        for one in facts.authors[:_MOST_AUTHORS]
    )
    return Facts(title=facts.title, authors=authors, ids=facts.ids, links=_links(facts))


def _links(facts: Facts) -> tuple[Link, ...]:
    known = {link.url for link in facts.links}
    repositories = (one.url for one in facts.repositories if one.url not in known)
    return (*facts.links, *(Link("code", url) for url in repositories))


def _united_ids(all_ids: Iterable[Identifiers]) -> Identifiers:
    united: dict[str, str] = {}
    for ids in all_ids:
        for kind in _KINDS:
            if value := getattr(ids, kind):
                united.setdefault(kind, value)
    return Identifiers(**united)


def _united_links(all_links: Iterable[tuple[Link, ...]]) -> tuple[Link, ...]:
    return tuple(dict.fromkeys(link for links in all_links for link in links))


def _first(authors: tuple[Author, ...]) -> str:
    return authors[0].family if authors else ""
