"""RIS and the Web of Science's tagged export, read by rispy one reference at a time.

https://en.wikipedia.org/wiki/RIS_(file_format) · https://github.com/MrTango/rispy
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

import rispy
from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.ris_fields import LEFT_OUT, WOS_LEFT_OUT, ris_work, wos_work
from broadsheet.imports.work import Work, read_work

_PART = 500
_REFERENCE = re.compile(r"\ufeff?\s{0,4}TY {1,3}-(?: |$)", re.MULTILINE)
_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,3}-(?: (.*)|)$")
_LISTS = ("AU", "A1", "A2", "A3", "A4", "ED", "KW", "UR", "L1", "L2", "L3", "N1", "DE", "ID", "AF")
_EVERY = {tag: tag for tag in (*rispy.TAG_KEY_MAPPING, "UK")}


class Reference(Struct, frozen=True):
    """The lines of one reference, and where it starts."""

    line: int
    text: str


class _Ris(rispy.RisParser):  # type: ignore[misc]  # it has no types
    """Keeps the tags as they are, and all values of a tag that stands several times."""

    DEFAULT_MAPPING = _EVERY
    DEFAULT_LIST_TAGS = list(_LISTS)  # noqa: RUF012 - the library's own shape
    DEFAULT_DELIMITER_MAPPING: dict[str, str] = {}  # noqa: RUF012 - the library's own shape

    def parse_line(self, line: str) -> tuple[str | None, str]:
        """Take `TY -` and `ER  -` without a blank for tags as well."""
        match = _TAG.match(line.lstrip("\ufeff"))
        return (match[1], (match[2] or "").strip()) if match else (None, line.strip())


class _Wos(rispy.WokParser):  # type: ignore[misc]  # rispy has no types
    DEFAULT_MAPPING = {tag: tag for tag in (*rispy.WokParser.DEFAULT_MAPPING, "UK")}  # noqa: RUF012
    DEFAULT_LIST_TAGS = ["AU", "AF"]  # noqa: RUF012


class Ris:
    """Reads RIS; a reference without its end goes to the next one's start."""

    name = "ris"
    label = "RIS"
    _start = re.compile(r"\ufeff?\s{0,4}TY {1,3}-")
    _parser: type[rispy.RisParser] = _Ris
    _end = "ER  - "
    _left_out = LEFT_OUT
    _known: Collection[str] = rispy.TAG_KEY_MAPPING

    def recognises(self, file: ImportFile) -> bool:
        """Tell by a reference near the start."""
        return _REFERENCE.search(file.head) is not None

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield the papers of 500 references at a time."""
        stream = _references(file.lines(), self._start)
        is_empty = True
        while some := list(islice(stream, _PART)):
            is_empty = False
            yield self._part(file.shown, some, edition)
        if is_empty:
            yield Imported(file.shown, (), entries=0)

    def _part(self, path: str, some: Iterable[Reference], edition: dt.date | None) -> Imported:
        papers: list[ImportedPaper] = []
        problems: list[Problem] = []
        left_out: Counter[str] = Counter()
        entries = 0
        for one in some:
            entries += 1
            fields = self._fields(one)
            work = self._work(fields, one.line)
            work.featured = edition
            left_out.update(
                tag for tag in fields if tag in self._left_out or tag not in self._known
            )
            paper, found = read_work(work, path)
            problems += found
            if paper is not None:
                papers.append(paper)
        return Imported(path, tuple(papers), tuple(problems), entries, dict(left_out))

    def _fields(self, one: Reference) -> dict[str, list[str]]:
        parser = self._parser(skip_unknown_tags=False, enforce_list_tags=False)
        try:
            found = parser.parse(f"{one.text}\n{self._end}\n")
        except (TypeError, KeyError, IndexError, AttributeError):
            # A line that goes on where a tag stood several times before is too much for it.
            return _tagged_lines(one.text)
        fields = found[0] if found else {}
        unknown = fields.pop("UK", {}) or fields.pop("unknown_tag", {})
        if not isinstance(unknown, dict):
            # A tag that has the name under which it keeps those it does not know has hidden them.
            return _tagged_lines(one.text)
        return {tag: _texts(value) for tag, value in {**fields, **unknown}.items() if tag}

    def _work(self, fields: Mapping[str, list[str]], line: int) -> Work:
        return ris_work(fields, line)


class WebOfScience(Ris):
    """Reads the Web of Science's own tags."""

    name = "ris"
    label = "Web of Science"
    _start = re.compile(r"\ufeff?PT (?=[A-Z])")
    _parser = _Wos
    _end = "ER"
    _left_out = WOS_LEFT_OUT
    _known = rispy.WokParser.DEFAULT_MAPPING

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the header's tags."""
        return re.match(r"\ufeff?\s*FN .*\n(?:VR .*\n)?PT ", file.head) is not None

    def _work(self, fields: Mapping[str, list[str]], line: int) -> Work:
        return wos_work(fields, line)


def _tagged_lines(text: str) -> dict[str, list[str]]:
    """Return the values of the lines that have a tag, without those that go on."""
    fields: dict[str, list[str]] = {}
    for match in re.finditer(r"(?m)^([A-Z][A-Z0-9])(?: {1,3}-)? (.*)$", text):
        fields.setdefault(match[1], []).append(match[2].strip())
    return fields


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := str(one).strip())]


def _references(lines: Iterable[str], start: re.Pattern[str]) -> Iterator[Reference]:
    begun, pieces = 0, list[str]()
    for number, line in enumerate(lines, start=1):
        if start.match(line):
            if begun:
                yield Reference(begun, "".join(pieces))
            begun, pieces = number, []
            line = line.lstrip("\ufeff \t")
        if begun:
            pieces.append(line.rstrip("\n") + "\n")
    if begun:
        yield Reference(begun, "".join(pieces))
