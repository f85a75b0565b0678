"""Records of arXiv's OAI-PMH, in its formats `arXiv` and `arXivRaw`, to Facts.

`arXiv` has the parts of names, `arXivRaw` all versions with their days; both have the licence.
https://arxiv.org/OAI/arXiv.xsd
https://arxiv.org/OAI/arXivRaw.xsd
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources.arxiv_values import categories_of, first_doi, pdf_of
from broadsheet.fetch.sources.bodies import one_line, read_xml
from broadsheet.fetch.sources.days import safe_date
from broadsheet.fetch.sources.links import safe_url
from broadsheet.fetch.sources.people import read_parts
from broadsheet.fetch.withdrawal import withdrawal_note
from broadsheet.records.dates import PartialDate, parse_date
from broadsheet.records.ids import Identifiers, parse_arxiv
from broadsheet.records.models import Facts, Notice
from broadsheet.records.names import Author
from broadsheet.records.tex import tex_to_unicode, without_citation_keys

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_FORMATS = ("{http://arxiv.org/OAI/arXiv/}", "{http://arxiv.org/OAI/arXivRaw/}")
_VERSION = re.compile(r"v(\d{1,4})", re.ASCII)


class Records(Struct, frozen=True):
    """What an answer holds: papers by their arXiv ids, or why there are none."""

    papers: Mapping[str, Facts]
    token: str = ""
    """How the list goes on; empty where it is complete."""
    error: str = ""
    """A code of the protocol: `idDoesNotExist`."""
    reason: str = ""


class _Versions(Struct, frozen=True):
    newest: int = 0
    first_day: PartialDate | None = None
    newest_day: PartialDate | None = None


def read_records(body: bytes) -> Records:
    """Read an answer to GetRecord or ListRecords.

    Raises:
        FetchError: the bytes are no such answer.
    """
    root = read_xml(body, "arXiv")
    if root.tag != f"{_OAI}OAI-PMH":
        raise FetchError("arXiv: the answer is not of OAI-PMH")
    if (error := root.find(f"{_OAI}error")) is not None:
        code = one_line(error.get("code", "")) or "refused"
        return Records({}, error=code, reason=one_line(error.text or "") or code)
    papers = {facts.ids.arxiv: facts for facts in map(_facts, _elements(root)) if facts}
    token = next(root.iter(f"{_OAI}resumptionToken"), None)
    return Records(papers, token="" if token is None else (token.text or "").strip())


def _elements(root: Element) -> Iterator[Element]:
    for metadata in root.iter(f"{_OAI}metadata"):
        yield from (one for one in metadata if one.tag.startswith(_FORMATS))


def _facts(element: Element) -> Facts | None:
    """Return the facts of a paper in either format; None where it has no arXiv id or no title."""
    title = tex_to_unicode(_text(element, "title"))
    try:
        arxiv = parse_arxiv(_text(element, "id"))
    except Invalid:
        return None
    if not title:
        return None
    abstract = tex_to_unicode(without_citation_keys(_text(element, "abstract")))
    comment = tex_to_unicode(_text(element, "comments"))
    note = withdrawal_note(comment, abstract)
    versions = _versions(element, arxiv)
    return Facts(
        title=title,
        authors=tuple(
            filter(None, map(_author, element.findall(f".//{_named(element, 'author')}")))
        ),
        published=versions.first_day,
        updated=versions.newest_day,
        version=versions.newest,
        abstract=abstract,
        categories=categories_of(_text(element, "categories").split()),
        comment=comment,
        journal_ref=tex_to_unicode(_text(element, "journal-ref")),
        license=safe_url(_text(element, "license")),
        notices=(Notice("withdrawn", note),) if note else (),
        ids=Identifiers(arxiv=arxiv, doi=first_doi(_text(element, "doi"))),
        links=(pdf_of(arxiv),),
    )


def _versions(element: Element, arxiv: str) -> _Versions:
    found = [
        (int(match[1]), _mail_day(_text(one, "date")))
        for one in element.findall(_named(element, "version"))
        if (match := _VERSION.fullmatch(one.get("version", "")))
    ]
    if found:
        found.sort(key=lambda one: one[0])
        return _Versions(found[-1][0], found[0][1] if found[0][0] == 1 else None, found[-1][1])
    created, updated = (safe_date(_text(element, name)) for name in ("created", "updated"))
    return _Versions(0, _first_day(arxiv, created), updated or created)


def _first_day(arxiv: str, created: PartialDate | None) -> PartialDate | None:
    # `created` is at times the day of the newest version. The id knows the month, and ids of a
    # month are also given to what came in at the end of the one before.
    digits = arxiv.rpartition("/")[2]
    century = "19" if "/" in arxiv and digits[:2] > "90" else "20"
    month = parse_date(f"{century}{digits[:2]}-{digits[2:4]}")
    late = 0 if created is None else _months(month) - _months(created)
    return created if created is not None and created.day and late in (0, 1) else month


def _months(date: PartialDate) -> int:
    return date.year * 12 + date.month


def _author(element: Element) -> Author | None:
    parts = (_text(element, name) for name in ("keyname", "forenames", "suffix"))
    return read_parts(*parts)


def _named(element: Element, name: str) -> str:
    return f"{element.tag.partition('}')[0]}}}{name}"


def _text(element: Element, name: str) -> str:
    return (element.findtext(_named(element, name)) or "").strip()


def _mail_day(text: str) -> PartialDate | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return PartialDate(date.year, date.month, date.day)
