"""The files of a site that hold its papers in other programs' formats, and the index of them.

They are made in the project's cache, piece by piece, and only where something has changed: at
100,000 papers they are a gigabyte, too much to hold and too slow to make for each build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.exports.formats import (
    FORMATS,
    ExportFormat,
    Shelfmarks,
    entries,
    find_format,
    parts,
)
from broadsheet.pages.inner import FileLink
from broadsheet.pieces import Pieces, Place
from broadsheet.records.models import Paper
from broadsheet.records.store import replaced, write_text
from broadsheet.tagging.facets import Facet

_MANIFEST = "manifest.json"


class ExportedFile(Struct, frozen=True):
    """One file of the site; `path` is below the site's root."""

    path: str
    format: str
    label: str
    media_type: str
    papers: int
    size: int
    """Bytes."""


class _Manifest(Struct, frozen=True):
    digest: str
    files: tuple[ExportedFile, ...]


def write_exports(
    folder: Path, papers: Sequence[Paper], marks: Shelfmarks, groups: Iterable[Facet]
) -> tuple[ExportedFile, ...]:
    """Make the files of all papers, and a BibTeX file for each term of the groups, below a folder.

    Raises:
        BroadsheetError: they cannot be written.
    """
    facets = tuple(groups)
    digest = _digest(papers, marks, facets)
    if (kept := _kept(folder, digest)) is not None:
        return kept
    bibtex = _Bibtex(folder)
    files = (
        *_files(folder, FORMATS[0], bibtex.kept(entries(FORMATS[0], papers, marks))),
        *(
            file
            for format_ in FORMATS[1:]
            for file in _files(folder, format_, (one for _, one in entries(format_, papers, marks)))
        ),
        *_terms(folder, facets, bibtex, marks.keys),
    )
    write_text(folder / _MANIFEST, msgspec.json.encode(_Manifest(digest, files)).decode())
    return files


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


def _files(folder: Path, format_: ExportFormat, entries: Iterable[bytes]) -> Iterator[ExportedFile]:
    for number, (data, count) in enumerate(parts(format_, entries), start=1):
        path = f"exports/papers{'' if number == 1 else f'-{number}'}.{format_.suffix}"
        yield _write(folder, path, format_, data, count)


class _Bibtex:
    """The entries of all papers, put aside for the files of the terms that they are in."""

    def __init__(self, folder: Path) -> None:
        self._pieces = Pieces(folder)
        self._places: dict[str, Place] = {}

    def kept(self, entries: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
        """Yield the entries, and keep each by the id of its paper."""
        for paper, entry in entries:
            self._places[paper] = self._pieces.put(entry)
            yield entry

    def of(self, paper: str) -> bytes:
        """Return the entry of a paper."""
        return self._pieces.get(self._places[paper])


def _terms(
    folder: Path, facets: Iterable[Facet], bibtex: _Bibtex, keys: Mapping[str, str]
) -> Iterator[ExportedFile]:
    format_ = FORMATS[0]
    for facet in facets:
        for term in facet.terms:
            ordered = sorted(term.papers, key=keys.__getitem__)
            data, count = next(parts(format_, map(bibtex.of, ordered)))
            path = f"exports/{facet.name}/{term.slug}.{format_.suffix}"
            yield _write(folder, path, format_, data, count)


def _write(
    folder: Path, path: str, format_: ExportFormat, data: bytes, papers: int
) -> ExportedFile:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with replaced(target) as file:
        file.write(data)
    return ExportedFile(path, format_.name, format_.label, format_.media_type, papers, len(data))


def last_exports(folder: Path) -> tuple[ExportedFile, ...]:
    """Return the files of an earlier build, whatever has changed since."""
    manifest = _manifest(folder)
    return manifest.files if manifest else ()


def _kept(folder: Path, digest: str) -> tuple[ExportedFile, ...] | None:
    """Return the files of an earlier build that are still what they would be now."""
    manifest = _manifest(folder)
    return manifest.files if manifest and manifest.digest == digest else None


def _manifest(folder: Path) -> _Manifest | None:
    try:
        manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=_Manifest)
    except (OSError, msgspec.DecodeError):
        return None
    is_whole = all(_has_size(folder / one.path, one.size) for one in manifest.files)
    return manifest if is_whole else None


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _digest(papers: Iterable[Paper], marks: Shelfmarks, facets: Iterable[Facet]) -> str:
    """Return what changes with anything that the files say, the code of this package included."""
    found = blake2b(digest_size=16)
    for module in sorted(Path(__file__).parent.glob("*.py")):
        found.update(module.read_bytes())
    encode = msgspec.msgpack.Encoder(order="deterministic").encode
    for paper in papers:
        found.update(encode(paper))
    found.update(encode([marks, [(one.name, one.terms) for one in facets]]))
    return found.hexdigest()
