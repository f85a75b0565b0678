"""BibTeX and BibLaTeX, read by bibtexparser; what is no entry it can read is a Problem.

https://bibtexparser.readthedocs.io/ · the fields: `biblatex_fields`
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.model import Block as ModelBlock
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
)

from broadsheet.errors import Problem, Severity
from broadsheet.imports.bibtex_blocks import OTHER_TYPES, Block, blocks, looks_like_bibtex, survey
from broadsheet.imports.bibtex_fields import KNOWN_FIELDS, work_of
from broadsheet.imports.bibtex_values import value_of
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported, ImportedPaper
from broadsheet.imports.work import read_work

_PART = 500
"""Entries that are read at once."""
_MOST_LOST = 60
# It warns of each block that fails, which is a Problem here.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)


class BibTeX:
    """Reads entries as a stream; macros and `crossref` may lead forward in the file."""

    name = "bibtex"
    label = "BibTeX or BibLaTeX"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by the name, else by entries near the start."""
        is_named = file.name.endswith((".bib", ".bibtex", ".biblatex"))
        return is_named or looks_like_bibtex(file.head)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield the papers of 500 entries at a time."""
        found = survey(file.lines())
        strings = _strings(found.strings)
        parents = _parents(file, found.parents, strings) if found.parents else {}
        stream = blocks(file.lines())
        while some := list(islice(stream, _PART)):
            yield _Part(file.shown, strings, parents, edition).read(some)


def _strings(texts: Iterable[str]) -> dict[str, str]:
    """Return the macros, one after another, for one may be made of those before it."""
    strings: dict[str, str] = {}
    for one in _parse("".join(texts)).strings:
        strings[one.key.lower()] = value_of(one.value, strings)
    return strings


def _parents(
    file: ImportFile, keys: set[str], strings: Mapping[str, str]
) -> dict[str, tuple[str, dict[str, str]]]:
    wanted = [block.text for block in blocks(file.lines()) if block.key.lower() in keys]
    found = _parse("".join(wanted))
    return {
        entry.key.lower(): (entry.entry_type.lower(), _values(entry, strings))
        for entry in found.entries
    }


def _parse(text: str) -> Library:
    return parse_string(text, parse_stack=[])


def _values(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for one in entry.fields:
        value = value_of(str(one.value), strings).strip()
        if value:
            values.setdefault(one.key.strip().lower(), value)
    return values


class _Part:
    """Reads some blocks of a file; collects their papers, Problems and what is left out."""

    def __init__(
        self,
        path: str,
        strings: Mapping[str, str],
        parents: Mapping[str, tuple[str, dict[str, str]]],
        edition: dt.date | None,
    ) -> None:
        self.path = path
        self.strings = strings
        self.parents = parents
        self.edition = edition
        self.papers: list[ImportedPaper] = []
        self.problems: list[Problem] = []
        self.left_out: Counter[str] = Counter()

    def read(self, some: list[Block]) -> Imported:
        library = _parse("".join(one.text for one in some))
        first = some[0].line
        entries = 0
        for block in library.blocks:
            line = first + (block.start_line or 0)
            if isinstance(block, DuplicateBlockKeyBlock) and block.ignore_error_block:
                entries += self._block(block.ignore_error_block, line)
            else:
                entries += self._block(block, line)
        return Imported(
            self.path, tuple(self.papers), tuple(self.problems), entries, dict(self.left_out)
        )

    def _block(self, block: ModelBlock, line: int) -> int:
        if isinstance(block, Entry):
            return self._entry(block, line)
        if isinstance(block, DuplicateFieldKeyBlock) and isinstance(
            entry := block.ignore_error_block, Entry
        ):
            twice = ", ".join(sorted(block.duplicate_keys))
            self._warn(line, f"{entry.key}: `{twice}` stands twice; the first one counts")
            return self._entry(entry, line)
        return self._failed(block, line) if isinstance(block, ParsingFailedBlock) else 0

    def _entry(self, entry: Entry, line: int) -> int:
        """Take an entry in and return 1, or 0 where it is no work."""
        kind = entry.entry_type.strip().lower()
        if kind in OTHER_TYPES:
            return 0
        fields = _values(entry, self.strings)
        fields = self._inherited(fields, entry.key, line)
        work, notes = work_of(kind, entry.key.strip(), fields, line)
        work.featured = self.edition
        self.left_out.update(key for key in fields if key not in KNOWN_FIELDS)
        for note in notes:
            self._warn(line, f"{entry.key}: {note}")
        paper, problems = read_work(work, self.path)
        self.problems += problems
        if paper is not None:
            self.papers.append(paper)
        return 1

    def _inherited(self, fields: dict[str, str], key: str, line: int) -> dict[str, str]:
        """Return fields with those of the entries that this one refers to."""
        for field in ("xdata", "crossref"):
            for name in fields.get(field, "").split(","):
                if not (parent := name.strip().lower()):
                    continue
                if parent not in self.parents:
                    self._warn(line, f"{key}: there is no entry `{name.strip()}` to take from")
                    continue
                kind, values = self.parents[parent]
                fields = _handed_down(kind, values, is_same=field == "xdata") | fields
        return fields

    def _failed(self, block: ParsingFailedBlock, line: int) -> int:
        raw = " ".join((block.raw or "").split())
        start = raw[1:].split("{", 1)[0].split("(", 1)[0].strip().lower()
        if start in OTHER_TYPES:
            self._warn(line, f"this @{start} cannot be read: {block.error}")
            return 0
        message = f"this entry cannot be read, so it is not imported: `{raw[:_MOST_LOST]}`"
        said = str(block.error).strip()
        hint = "is a bracket, quote or comma missing?" + (f" ({said})" if said else "")
        self.problems.append(Problem(self.path, line, 1, message, hint))
        return 1

    def _warn(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, 1, message, "", Severity.WARNING))


def _handed_down(kind: str, values: Mapping[str, str], *, is_same: bool) -> dict[str, str]:
    """Return a parent's fields by the names they have in a part of it: its title is the whole's.

    BibLaTeX's manual, appendix B.
    """
    if is_same:
        return dict(values)
    found = {key: value for key, value in values.items() if key not in _OWN}
    if title := values.get("title"):
        found["journaltitle" if kind in ("periodical", "article") else "booktitle"] = title
    return found


_OWN = frozenset(
    "title subtitle titleaddon shorttitle sorttitle author abstract keywords doi pages crossref "  # noqa: SIM905
    "xdata url eprint note options ids entryset file timestamp".split()
)
