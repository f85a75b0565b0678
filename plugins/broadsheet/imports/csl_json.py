"""CSL-JSON, as citation processors and reference managers write it.

https://github.com/citation-style-language/schema
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported
from broadsheet.imports.json_items import Item, is_of
from broadsheet.imports.json_works import read_json_works
from broadsheet.imports.work import Work, read_authors
from broadsheet.records.markup_text import abstract_to_text, markup_to_text
from broadsheet.records.names import Author

_TYPES = frozenset(
    "article article-journal article-magazine article-newspaper bill book broadcast chapter "  # noqa: SIM905
    "classic collection dataset document entry entry-dictionary entry-encyclopedia event figure "
    "graphic hearing interview legal_case legislation manuscript map motion_picture musical_score "
    "pamphlet paper-conference patent performance periodical personal_communication post "
    "post-weblog regulation report review review-book software song speech standard thesis treaty "
    "webpage journal-article proceedings-article book-chapter posted-content".split()
)
# What Crossref calls them.
_SAME_TYPES = {
    "journal-article": "article-journal", "proceedings-article": "paper-conference",
    "book-chapter": "chapter", "posted-content": "article",
}  # fmt: skip
_TAKEN = frozenset(
    "id citation-key type title author issued container-title container-title-short volume issue "  # noqa: SIM905
    "page number publisher language abstract keyword DOI PMID URL note accessed".split()
)
_ARXIV = re.compile(r"(?i)arxiv:\s*(\S+)")


class CslJson:
    """Reads a list of CSL items."""

    name = "csl-json"
    label = "CSL-JSON"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the types of the items, which no other dialect has."""
        return is_of(file, _is_csl)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        yield read_json_works(file, edition, csl_work, _TAKEN)


def _is_csl(item: Item) -> bool:
    has_parts = any(key in item for key in ("issued", "author", "DOI", "container-title", "URL"))
    return item.get("type") in _TYPES and (has_parts or "citation-key" in item or "id" in item)


def csl_work(item: Item, line: int, problems: list[Problem]) -> Work:
    """Return the work of an item; what has a wrong type is passed over."""
    kind = _text(item.get("type"))
    publisher, number = _text(item.get("publisher")), _text(item.get("number"))
    notes = f"{number} {_text(item.get('note'))}"
    is_preprint = publisher.lower() == "arxiv" and _ARXIV.search(number) is not None
    return Work(
        line=line,
        name=_text(item.get("citation-key") or item.get("id")),
        type=_SAME_TYPES.get(kind, kind),
        title=markup_to_text(_text(item.get("title"))),
        authors=csl_authors(item.get("author")),
        date=csl_date(item.get("issued")),
        container_title=markup_to_text(_text(item.get("container-title"))),
        volume=_text(item.get("volume")),
        issue=_text(item.get("issue")),
        pages=_text(item.get("page")),
        publisher="" if is_preprint else markup_to_text(publisher),
        language=_text(item.get("language")),
        abstract=abstract_to_text(_text(item.get("abstract"))),
        keywords=[one for one in re.split(r"\s*[,;]\s*", _text(item.get("keyword"))) if one],
        ids=[
            ("doi", _text(item.get("DOI"))),
            ("pmid", _text(item.get("PMID"))),
            *((("arxiv", match[1]),) if (match := _ARXIV.search(notes)) else ()),
        ],
        links=[("url", _text(item.get("URL")))] if item.get("URL") else [],
    )


def csl_authors(value: object) -> list[Author]:
    """Return the authors of a list of names in parts, or whole."""
    names = value if isinstance(value, list) else []
    return [author for name in names for author in _author(name)]


def _author(name: object) -> list[Author]:
    if isinstance(name, str):
        return read_authors([name])
    if not isinstance(name, Mapping):
        return []
    family, given = (markup_to_text(_text(name.get(key))) for key in ("family", "given"))
    whole = markup_to_text(_text(name.get("literal")))
    if whole and not (family or given):
        # Said to be one name as it stands; a word alone is a mononym.
        return [Author(family=whole, is_group=" " in whole)]
    if not (family or given):
        return []
    particles = (_text(name.get(f"{kind}-particle")) for kind in ("non-dropping", "dropping"))
    return [
        Author(
            family=family or given,
            given=given if family else "",
            particle=" ".join(filter(None, particles)),
            suffix=_text(name.get("suffix")),
        )
    ]


def csl_date(value: object) -> str:
    """Return a date's first day, month or year as text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return ""
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, Sequence) and parts else None
    if isinstance(first, list | tuple) and first and first[0] not in (None, ""):
        return "-".join(_text(part) for part in first[:3] if part not in (None, ""))
    return _text(value.get("raw") or value.get("literal"))


def _text(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    return str(value).strip() if isinstance(value, str | int | float) else ""
