"""EndNote: its tagged text (`.enw`, after refer) and its XML.

https://en.wikipedia.org/wiki/Refer_(software) · the XML's elements are those of EndNote's RSXML.dtd
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.work import Work, read_authors, read_work
from broadsheet.imports.xml_text import read_xml, text, texts
from broadsheet.records.markup_text import abstract_to_text, markup_to_text

_TYPES = {
    "journal article": "article-journal", "electronic article": "article-journal",
    "magazine article": "article-magazine", "newspaper article": "article-newspaper",
    "conference proceedings": "paper-conference", "conference paper": "paper-conference",
    "book": "book", "edited book": "book", "electronic book": "book", "book section": "chapter",
    "electronic book section": "chapter", "thesis": "thesis", "report": "report",
    "unpublished work": "article", "manuscript": "article", "dataset": "dataset",
    "computer program": "software", "standard": "standard", "patent": "patent",
    "web page": "webpage", "encyclopedia": "entry", "dictionary": "entry",
}  # fmt: skip
_TAG = re.compile(r"%([0-9A-Za-z@!+*()~$&^#<>?:=\[\]])(?: (.*)|)$")
_LEFT_OUT = "EYCSZ7679@+?H"
_DOI = re.compile(r"10\.\d{4,9}/\S+")


class EndNoteTagged:
    """Reads lines that begin with a per cent sign and a letter."""

    name = "endnote"
    label = "EndNote (tagged text)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the first two lines with tags."""
        tagged = re.findall(r"(?m)^\ufeff?%([0A-Z]) \S", file.head[:4000])
        return len(tagged) > 1 and ("0" in tagged or {"A", "T"} <= set(tagged))

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        works = [_tagged_work(line, fields) for line, fields in _references(file.lines())]
        left_out = Counter(
            f"%{tag}"
            for _, fields in _references(file.lines())
            for tag in fields
            if tag in _LEFT_OUT
        )
        yield _imported(file.shown, works, edition, left_out)


class EndNoteXml:
    """Reads `records/record`."""

    name = "endnote"
    label = "EndNote (XML)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the elements that every record has."""
        head = file.head
        return "<record>" in head and ("<ref-type" in head or "<contributors>" in head)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        records = list(read_xml(file).iter("record"))
        works = [_xml_work(record, number) for number, record in enumerate(records, start=1)]
        _give_lines(works, file.text)
        yield _imported(file.shown, works, edition, Counter())


def _imported(
    path: str, works: Iterable[Work], edition: dt.date | None, left_out: Mapping[str, int]
) -> Imported:
    papers: list[ImportedPaper] = []
    problems: list[Problem] = []
    entries = 0
    for work in works:
        entries += 1
        work.featured = edition
        paper, wrong = read_work(work, path)
        problems += wrong
        if paper is not None:
            papers.append(paper)
    return Imported(path, tuple(papers), tuple(problems), entries, dict(left_out))


def _references(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield each reference with its line; a blank line, or a second `%0`, ends one."""
    fields: dict[str, list[str]] = {}
    start, last = 0, ""
    for number, line in enumerate(lines, start=1):
        match = _TAG.match(line.lstrip("\ufeff").rstrip("\n"))
        is_end = not line.strip() and not match
        if fields and (is_end or (match and match[1] == "0" and "0" in fields)):
            yield start, fields
            fields, last = {}, ""
        if match:
            start = start if fields else number
            last = match[1]
            fields.setdefault(last, []).append((match[2] or "").strip())
        elif fields and last and not is_end:
            fields[last][-1] += f" {line.strip()}"
    if fields:
        yield start, fields


def _tagged_work(line: int, fields: Mapping[str, Sequence[str]]) -> Work:
    one = {tag: values[0] for tag, values in fields.items() if values}
    numbers = " ".join([one.get("R", ""), one.get("M", ""), one.get("1", "")])
    doi = _DOI.search(numbers)
    return Work(
        line=line,
        name=one.get("F", ""),
        type=_TYPES.get(one.get("0", "").strip().lower(), ""),
        title=markup_to_text(one.get("T", "")),
        authors=read_authors([*fields.get("A", ()), *fields.get("Q", ())]),
        date=one.get("8") or one.get("D", ""),
        container_title=markup_to_text(one.get("J") or one.get("B", "")),
        volume=one.get("V", ""),
        issue=one.get("N", ""),
        pages=one.get("P", ""),
        publisher=markup_to_text(one.get("I", "")),
        language=one.get("G", ""),
        abstract=abstract_to_text(one.get("X", "")),
        keywords=[
            word for cell in fields.get("K", ()) for word in re.split(r"\s*[;\n]\s*", cell) if word
        ],
        ids=[("doi", doi[0])] if doi else [],
        links=[
            *(("url", address) for address in fields.get("U", ()) if address),
            *(("pdf", address) for address in fields.get(">", ()) if address.startswith("http")),
        ],
    )


def _xml_work(record: Element, number: int) -> Work:
    kind = record.find("ref-type")
    year, day = text(record, "dates/year"), text(record, "dates/pub-dates/date")
    return Work(
        line=1,
        name=text(record, "label") or text(record, "rec-number") or str(number),
        type=_TYPES.get((kind.get("name", "") if kind is not None else "").lower(), ""),
        title=markup_to_text(text(record, "titles/title")),
        authors=read_authors(texts(record, "contributors/authors/author")),
        date=day if year and year in day else f"{day} {year}".strip(),
        container_title=markup_to_text(
            text(
                record,
                "titles/secondary-title",
                "periodical/full-title",
                "alt-periodical/full-title",
            )
        ),
        volume=text(record, "volume"),
        issue=text(record, "number"),
        pages=text(record, "pages"),
        publisher=markup_to_text(text(record, "publisher")),
        language=text(record, "language"),
        abstract=abstract_to_text(text(record, "abstract")),
        keywords=list(texts(record, "keywords/keyword")),
        ids=[("doi", one) for one in texts(record, "electronic-resource-num") if _DOI.search(one)],
        links=[
            *(("url", one) for one in texts(record, "urls/related-urls/url")),
            *(("pdf", one) for one in texts(record, "urls/pdf-urls/url") if one.startswith("http")),
        ],
    )


def _give_lines(works: Sequence[Work], source: str) -> None:
    """Give each work the line of its record, for the parser does not tell it."""
    position, line = 0, 1
    for work in works:
        found = source.find("<record", position)
        if found < 0:
            return
        line += source.count("\n", position, found)
        work.line, position = line, found + 1
