"""Zotero's own JSON: its web API's items, and Better BibTeX's export.

https://www.zotero.org/support/dev/web_api/v3/types_and_fields
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported
from broadsheet.imports.json_items import Item, is_of
from broadsheet.imports.json_works import read_json_works
from broadsheet.imports.work import Work, read_authors
from broadsheet.imports.zotero_types import ITEM_TYPES, NO_WORKS
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.names import Author

_CONTAINERS = (
    "publicationTitle", "proceedingsTitle", "bookTitle", "encyclopediaTitle", "dictionaryTitle",
    "conferenceName", "websiteTitle", "blogTitle", "journalAbbreviation",
)  # fmt: skip
_ISSUERS = ("publisher", "university", "institution", "repository", "company", "label")
_AUTHORS = ("author", "presenter", "programmer", "inventor", "director", "artist", "performer",
            "podcaster", "cartographer", "interviewee")  # fmt: skip
_TAKEN = frozenset(
    _CONTAINERS
    + _ISSUERS
    + tuple(
        "key itemType title creators date volume issue pages DOI url abstractNote language tags "  # noqa: SIM905
        "extra archiveID number version data meta links library dateAdded dateModified accessDate "
        "collections relations citationKey citekey itemID itemKey uri select libraryID rights "
        "shortTitle attachments notes seeAlso".split()
    )
)
_EXTRA = re.compile(r"(?im)^\s*(arxiv|pmid|doi)\s*:\s*(\S+)")


class ZoteroJson:
    """Reads items with an `itemType`; notes and attachments are no works."""

    name = "zotero"
    label = "Zotero JSON"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the item types."""
        return is_of(file, lambda item: isinstance(_data(item).get("itemType"), str))

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        yield read_json_works(file, edition, _work, _TAKEN)


def _data(item: Item) -> Mapping[str, Any]:
    data = item.get("data")
    return data if isinstance(data, Mapping) else item


def _work(item: Item, line: int, problems: list[Problem]) -> Work | None:
    data = _data(item)
    kind = _text(data, "itemType")
    if kind in NO_WORKS:
        return None
    issuer = next((text for name in _ISSUERS if (text := _text(data, name))), "")
    archive = f"{_text(data, 'archiveID')} {_text(data, 'number')}"
    extra = f"{_text(data, 'extra')}\n{archive}"
    return Work(
        line=line,
        name=_text(data, "citationKey") or _text(data, "citekey") or _text(item, "key"),
        type=ITEM_TYPES.get(kind, "document"),
        title=markup_to_text(_text(data, "title")),
        authors=_authors(data.get("creators")),
        date=_text(data, "date"),
        container_title=markup_to_text(
            next((text for name in _CONTAINERS if (text := _text(data, name))), "")
        ),
        volume=_text(data, "volume"),
        issue=_text(data, "issue"),
        pages=_text(data, "pages"),
        publisher="" if issuer.lower() == "arxiv" else markup_to_text(issuer),
        language=_text(data, "language"),
        abstract=abstract_to_text(_text(data, "abstractNote")),
        keywords=_tags(data.get("tags")),
        ids=[
            ("doi", _text(data, "DOI")),
            *((match[1].lower(), match[2]) for match in _EXTRA.finditer(extra)),
        ],
        links=[("url", _text(data, "url"))] if _text(data, "url") else [],
    )


def _authors(creators: object) -> list[Author]:
    """Return those who made the work; editors and translators are not among them."""
    found: list[Author] = []
    for one in creators if isinstance(creators, list) else []:
        if not isinstance(one, Mapping) or one.get("creatorType", "author") not in _AUTHORS:
            continue
        family, given = _text(one, "lastName"), _text(one, "firstName")
        if family and given:
            found += read_authors([f"{family}, {given}"])
        elif whole := _text(one, "name") or family or given:
            is_group = " " in whole and "name" in one
            found += [Author(family=whole, is_group=True)] if is_group else read_authors([whole])
    return found


def _tags(tags: object) -> list[str]:
    values = tags if isinstance(tags, list) else []
    words = (one.get("tag", "") if isinstance(one, Mapping) else one for one in values)
    return [word for word in words if isinstance(word, str)]


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return str(value).strip() if isinstance(value, str | int) and value is not True else ""
