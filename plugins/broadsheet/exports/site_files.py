"""The files of a site that hold its papers in other programs' formats, and the index of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.digests import digest_of, program_digest
from broadsheet.exports.formats import (
    FORMATS,
    ExportFormat,
    Shelfmarks,
    find_format,
    ordered,
    parts,
    whole,
)
from broadsheet.exports.runs import Run, Shelf, runs
from broadsheet.late_files import LateFile
from broadsheet.pages.inner import FileLink
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.store import write_text
from broadsheet.tagging.facets import Facet

BIBTEX = FORMATS[0]
_MANIFEST = "manifest.json"
Put = Callable[[str, bytes, Callable[[], bytes]], int]
"""Has a file stand somewhere: its path, a digest of what it is made of, its maker; its bytes."""


class ExportedFile(Struct, frozen=True):
    """One file of the site; `path` is below the site's root."""

    path: str
    format: str
    label: str
    media_type: str
    papers: int
    size: int
    """Bytes."""


class Planned(Struct, frozen=True):
    """A file that is to be made, and how many papers it has."""

    file: LateFile
    format: ExportFormat
    papers: int

    def put(self, put: Put) -> ExportedFile:
        """Have the file stand somewhere."""
        size = put(self.file.path, self.file.digest(), self.file.make)
        kind = self.format
        return ExportedFile(
            self.file.path, kind.name, kind.label, kind.media_type, self.papers, size
        )


class Exports:
    """The files of one collection; what they are made of is kept below a folder."""

    def __init__(
        self, catalogue: Catalogue, marks: Shelfmarks, groups: Iterable[Facet], folder: Path
    ) -> None:
        self._papers = catalogue.papers
        self._digest = catalogue.digest
        self._marks = marks
        self._groups = tuple(groups)
        self._folder = folder
        self._runs: dict[bool, tuple[Run, ...]] = {}

    @property
    def count(self) -> int:
        """Return how many papers there are."""
        return len(self._papers)

    def prepare(self) -> None:
        """Do what all processes need before they are forked."""
        for paper in self._papers:
            self._digest(paper.id)

    def of(self, format_: ExportFormat) -> Iterator[Planned]:
        """Yield the files in a format: of all papers, in BibTeX for each term of the groups too."""
        shelf = Shelf(self._folder, format_, self._marks)
        some = self._cut(format_)
        for number, part in enumerate(parts(some, shelf.size), start=1):
            path = f"exports/papers{'' if number == 1 else f'-{number}'}.{format_.suffix}"
            digest = partial(digest_of, format_.name, [run.digest for run in part])
            file = LateFile(path, digest, partial(_made, format_, part, shelf))
            yield Planned(file, format_, sum(len(run.papers) for run in part))
        if format_ == BIBTEX:
            yield from self._of_terms(_Entries(some, shelf))
        shelf.tidy()

    def _cut(self, format_: ExportFormat) -> tuple[Run, ...]:
        """Return the runs of all papers, which are the same for formats of the same order."""
        order = format_.is_sorted_by_key
        if order not in self._runs:
            papers = ordered(format_, self._papers, self._marks)
            self._runs[order] = tuple(runs(papers, self._digest, self._marks))
        return self._runs[order]

    def _of_terms(self, entries: _Entries) -> Iterator[Planned]:
        for facet in self._groups:
            for term in facet.terms:
                papers = sorted(term.papers, key=self._marks.keys.__getitem__)
                path = f"exports/{facet.name}/{term.slug}.{BIBTEX.suffix}"
                digest = partial(self._term_digest, papers)
                file = LateFile(path, digest, partial(entries.file, papers))
                yield Planned(file, BIBTEX, len(papers))

    def _term_digest(self, papers: Iterable[str]) -> bytes:
        made_of = [(self._digest(one), self._marks.keys[one]) for one in papers]
        return digest_of(program_digest(), made_of)

    def find(self, path: str) -> bytes:
        """Return a file by its path; empty if there is none any more."""
        formats = (one for one in FORMATS if path.endswith(f".{one.suffix}"))
        files = (planned.file for format_ in formats for planned in self.of(format_))
        return next((file.make() for file in files if file.path == path), b"")


class _Entries:
    """The BibTeX entries of all papers, for the files of the terms that they are in."""

    def __init__(self, some: Sequence[Run], shelf: Shelf) -> None:
        self._runs = some
        self._shelf = shelf

    @cached_property
    def _by_paper(self) -> dict[str, bytes]:
        return {
            paper.id: entry
            for run in self._runs
            for paper, entry in zip(run.papers, self._shelf.entries(run), strict=True)
        }

    def file(self, papers: Iterable[str]) -> bytes:
        """Return a file of some papers, as many as it takes."""
        entries = map(self._by_paper.__getitem__, papers)
        return whole(BIBTEX, next(parts(entries, len)))


def _made(format_: ExportFormat, part: Iterable[Run], shelf: Shelf) -> bytes:
    return whole(format_, [shelf.text(run) for run in part])


def file_links(files: Sequence[ExportedFile]) -> Mapping[str, tuple[FileLink, ...]]:
    """Return links to the files by the key of the page that lists their papers.

    Of files in parts there are none: the first of them is not what the page lists.
    """
    paths = {one.path for one in files}
    found: dict[str, tuple[FileLink, ...]] = {}
    for one in files:
        suffix = f".{find_format(one.format).suffix}"
        name = one.path.removeprefix("exports/").removesuffix(suffix)
        if f"exports/{name}-2{suffix}" not in paths:
            key = "papers/" if name == "papers" else name
            found[key] = (*found.get(key, ()), FileLink(one.label, one.path, one.media_type))
    return found


def listed(files: Iterable[ExportedFile]) -> tuple[ExportedFile, ...]:
    """Return files in the order in which they are told of: those of all papers first."""
    return tuple(sorted(files, key=lambda one: one.path.count("/")))


def last_exports(folder: Path) -> tuple[ExportedFile, ...]:
    """Return the files of an earlier build, whatever has changed since."""
    try:
        known = (folder / _MANIFEST).read_bytes()
        return msgspec.json.decode(known, type=tuple[ExportedFile, ...])
    except (OSError, msgspec.DecodeError):
        return ()


def keep_exports(folder: Path, files: tuple[ExportedFile, ...]) -> None:
    """Remember the files of this build.

    Raises:
        BroadsheetError: the folder cannot be written.
    """
    if files != last_exports(folder):
        write_text(folder / _MANIFEST, msgspec.json.encode(files).decode())
