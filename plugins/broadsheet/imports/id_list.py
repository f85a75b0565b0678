"""Plain lists of ids and addresses, one a line, and outlines (OPML) with addresses of papers.

http://opml.org/spec2.opml
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from broadsheet.errors import Invalid, Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.prose import clean_prose
from broadsheet.imports.work import Work, read_work
from broadsheet.imports.xml_text import read_xml
from broadsheet.records.ids import identify
from broadsheet.records.models import Facts

_COMMENT = re.compile(r"\s+#.*$|^#.*$")
_ADDRESSES = ("htmlUrl", "url", "href", "xmlUrl")


class IdList:
    """Reads a text whose lines are ids, with a comment behind a `#`."""

    name = "id-list"
    label = "list of ids"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the first lines: nearly all of them are ids."""
        lines = [one for one in map(_bare, file.head.splitlines()[:50]) if one]
        named = sum(_named(one) for one in lines)
        return bool(lines) and named >= 0.8 * len(lines)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        entries = 0
        for number, line in enumerate(file.lines(), start=1):
            if not (text := _bare(line)):
                continue
            entries += 1
            try:
                ids = identify(text)
            except Invalid as error:
                message = f"{error.message}; not imported"
                problems.append(Problem(file.shown, number, 1, message, error.hint))
                continue
            papers.append(ImportedPaper(Facts(ids=ids), number, edition))
        yield Imported(file.shown, tuple(papers), tuple(problems), entries)


def _bare(line: str) -> str:
    return _COMMENT.sub("", line.strip().lstrip("\ufeff")).strip(" \t,;-*•")


def _named(text: str) -> bool:
    try:
        identify(text)
    except Invalid:
        return False
    return True


class Outline:
    """Reads an outline: what has an address is a paper, what holds others is their topic."""

    name = "id-list"
    label = "outline (OPML)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the root element."""
        return re.search(r"<opml[\s>]", file.head[:2000]) is not None

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        entries = 0
        for work in _works(read_xml(file), ""):
            entries += 1
            work.line, work.featured = _line(file.text, work.links[0][1]), edition
            paper, wrong = read_work(work, file.shown)
            problems += wrong
            if paper is not None:
                papers.append(paper)
        yield Imported(file.shown, tuple(papers), tuple(problems), entries)


def _works(element: Element, topic: str) -> Iterator[Work]:
    for one in element:
        if one.tag != "outline":
            yield from _works(one, topic)
            continue
        title = one.get("title") or one.get("text") or ""
        address = next((found for name in _ADDRESSES if (found := one.get(name))), "")
        if address:
            topics = [topic] if topic else []
            yield Work(line=1, title=clean_prose(title), links=[("url", address)], topics=topics)
        yield from _works(one, title if not address else topic)


def _line(text: str, address: str) -> int:
    at = text.find(address.replace("&", "&amp;"))
    return text.count("\n", 0, at) + 1 if at >= 0 else 1
