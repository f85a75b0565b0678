"""Answers of DBLP's search: JSON to Facts. What is one alone stands there without its list."""

from __future__ import annotations

from html import unescape
from typing import TypeVar

from msgspec import Struct, field

from broadsheet.fetch.sources.bodies import read_json
from broadsheet.fetch.sources.dblp_entry import Entry, facts_of
from broadsheet.records.models import Facts

_Item = TypeVar("_Item")
_TYPES = {
    "Journal Articles": "article-journal",
    "Conference and Workshop Papers": "paper-conference",
    "Informal and Other Publications": "article",
    "Informal Publications": "article",
    "Preprints": "article",
    "Parts in Books or Collections": "chapter",
    "Books and Theses": "book",
    "Reference Works": "entry",
    "Data and Artifacts": "dataset",
}


class _Person(Struct):
    text: str


class _People(Struct):
    author: _Person | list[_Person] | None = None


class _Info(Struct):
    title: str | None = None
    authors: _People | None = None
    venue: str | list[str] | None = None
    volume: str | None = None
    number: str | None = None
    pages: str | None = None
    year: str | None = None
    type: str | None = None
    key: str | None = None
    doi: str | None = None
    ee: str | list[str] | None = None


class _Hit(Struct):
    info: _Info


class _Hits(Struct):
    hit: _Hit | list[_Hit] | None = None


class _Result(Struct):
    hits: _Hits = field(default_factory=_Hits)


class _Answer(Struct):
    result: _Result


def read_hits(body: bytes) -> tuple[Facts, ...]:
    """Read an answer, in its order.

    Raises:
        Invalid: a value has a wrong type.
        FetchError: the bytes are no JSON.
    """
    hits = _listed(read_json(body, _Answer, "DBLP").result.hits.hit)
    return tuple(filter(None, (facts_of(_entry(hit.info)) for hit in hits)))


def _entry(info: _Info) -> Entry:
    people = _listed(info.authors.author if info.authors else None)
    return Entry(
        key=info.key or "",
        title=unescape(info.title or ""),
        people=tuple((unescape(one.text), "") for one in people),
        type=_TYPES.get(info.type or "", ""),
        venue=unescape(next(iter(_listed(info.venue)), "")),
        year=info.year or "",
        volume=unescape(info.volume or ""),
        issue=unescape(info.number or ""),
        pages=unescape(info.pages or ""),
        doi=unescape(info.doi or ""),
        addresses=tuple(map(unescape, _listed(info.ee))),
    )


def _listed(value: _Item | list[_Item] | None) -> list[_Item]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
