"""The JSON Lines that a site exports, back again: nothing of a paper's facts gets lost.

The shape: `exports/data`
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from broadsheet.errors import Invalid, Problem
from broadsheet.exports.data import LISTED_FACTS, SAME_FACTS, AuthorData, PaperData
from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.json_items import Item, is_of, read_items
from broadsheet.records.dates import parse_date, parse_day
from broadsheet.records.models import Facts, Notice, Repository
from broadsheet.records.names import Author

_NOT_FACTS = ("readings", "awards", "relations")


class OwnData:
    """Reads a site's data; topics, summary and edition go into the records."""

    name = "broadsheet"
    label = "Broadsheet's JSON Lines"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by fields that no other format has."""
        return is_of(file, _is_own)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        found = read_items(file)
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        left_out: Counter[str] = Counter()
        for item, line in zip(found.items, found.lines, strict=True):
            try:
                paper = _paper(item, line, edition)
            except (Invalid, msgspec.ValidationError) as error:
                message = f"this line cannot be read, so it is not imported: {error}"
                problems.append(Problem(file.shown, line, 1, message))
                continue
            papers.append(paper)
            left_out.update(name for name in _NOT_FACTS if item.get(name))
        yield Imported(file.shown, tuple(papers), tuple(problems), len(found.items), dict(left_out))


def _is_own(item: Item) -> bool:
    return all(key in item for key in ("id", "citation_key", "title_plain", "page"))


def _paper(item: Item, line: int, edition: dt.date | None) -> ImportedPaper:
    data = msgspec.convert(item, PaperData)
    same: dict[str, Any] = {name: getattr(data, name) for name in SAME_FACTS}
    lists: dict[str, Any] = {name: tuple(getattr(data, name)) for name in LISTED_FACTS}
    facts = Facts(
        **same,
        **lists,
        type=data.type,
        authors=tuple(map(_author, data.authors)),
        published=parse_date(data.published) if data.published else None,
        updated=parse_date(data.updated) if data.updated else None,
        notices=tuple(
            Notice(one.kind, one.text, parse_date(one.date) if one.date else None, one.url)
            for one in data.notices
        ),
        repositories=tuple(
            Repository(one.url, one.license, one.is_archived, one.moved_to)
            for one in data.repositories
        ),
    )
    _prove(data.id, facts)
    featured = parse_day(data.featured) if data.featured else edition
    topics, summary = tuple(data.topics), data.summary
    return ImportedPaper(facts, line, featured, topics, summary, data.citation_key)


def _prove(paper: str, facts: Facts) -> None:
    """Refuse what the lock could not be read with again.

    Raises:
        Invalid: a value is unsafe or of the wrong kind.
    """
    answer = Answer(paper, paper, dt.date(2000, 1, 1), facts)
    decode_answer(encode_answer(answer).encode())


def _author(data: AuthorData) -> Author:
    return Author(
        family=data.family or data.name,
        given=data.given,
        particle=data.particle,
        suffix=data.suffix,
        is_group=data.is_group,
        orcid=data.orcid,
        affiliation=data.affiliation,
    )
