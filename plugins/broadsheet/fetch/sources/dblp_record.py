"""Records of DBLP: XML to Facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources.bodies import read_xml
from broadsheet.fetch.sources.dblp_entry import Entry, facts_of
from broadsheet.records.models import Facts

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TYPES = {
    "article": "article-journal", "inproceedings": "paper-conference", "incollection": "chapter",
    "book": "book", "phdthesis": "thesis", "mastersthesis": "thesis", "data": "dataset",
}  # fmt: skip


def read_record(body: bytes, doi: str) -> Facts | None:
    """Read the record that DBLP has for a DOI; None where there is none in the answer.

    Raises:
        Invalid: the record has another DOI.
        FetchError: the bytes are no such XML.
    """
    root = read_xml(body, "DBLP")
    if root.tag != "dblp":
        raise FetchError("DBLP: the answer is not a record")
    records = [one for one in root if one.tag in _TYPES]
    facts = facts_of(_entry(records[0])) if records else None
    if facts is not None and facts.ids.doi not in ("", doi):
        raise Invalid(f"it answers with the DOI `{facts.ids.doi}`")
    return facts


def _entry(record: Element) -> Entry:
    is_informal = (record.get("publtype") or "").startswith("informal")
    return Entry(
        key=record.get("key", ""),
        title=_text(record.find("title")),
        people=tuple((_text(one), one.get("orcid", "")) for one in record.findall("author")),
        type="article" if is_informal else _TYPES[record.tag],
        venue=_text(record.find("journal")) or _text(record.find("booktitle")),
        year=_text(record.find("year")),
        volume=_text(record.find("volume")),
        issue=_text(record.find("number")),
        pages=_text(record.find("pages")),
        addresses=tuple(_text(one) for one in record.findall("ee")),
    )


def _text(element: Element | None) -> str:
    # Titles hold <i>, <sub>, <sup> and <tt>.
    return "" if element is None else "".join(element.itertext()).strip()
