"""Runs: papers that stand one after another in the files of a format, whose entries are kept.

At 100,000 papers the files are a gigabyte, too slow to make for each build. A run begins where the
id of a paper says so, hence a new paper changes the run that it is in and none after it. What is
kept of a run is found by a digest of all that it is made of.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.digests import digest_of, program_digest
from broadsheet.exports.formats import ExportFormat, Shelfmarks
from broadsheet.records.cuts import cut
from broadsheet.records.models import Paper

_LENGTH = 128
"""Papers of a run, on the average."""


class Run(Struct, frozen=True):
    """Papers that follow each other, and a digest of all that their entries are made of."""

    papers: Sequence[Paper]
    digest: bytes


class Kept(Struct, frozen=True, array_like=True):
    """The entries of a run as they stand in a file, and the bytes of each."""

    text: bytes
    sizes: list[int]


def runs(
    papers: Iterable[Paper], digest: Callable[[str], bytes], marks: Shelfmarks
) -> Iterator[Run]:
    """Cut papers into runs; `digest` knows a paper's by its id."""
    ground = digest_of(program_digest(), marks.urls)
    for some in cut(papers, _LENGTH):
        ids = [one.id for one in some]
        known = [digest(one) for one in ids]
        keys = [marks.keys[one] for one in ids]
        topics = [marks.topics.get(one) for one in ids]
        yield Run(some, digest_of(ground, known, keys, topics))


_decoder = msgspec.msgpack.Decoder(Kept)


class Shelf:
    """Keeps the entries of runs in one format, a file a run below a folder."""

    def __init__(self, folder: Path, format_: ExportFormat, marks: Shelfmarks) -> None:
        self._folder = folder / format_.name
        self._format = format_
        self._marks = marks
        self._used: set[str] = set()
        self._folder.mkdir(parents=True, exist_ok=True)

    def size(self, run: Run) -> int:
        """Return the bytes of a run as it is kept, a little more than those of its entries."""
        with suppress(OSError):
            return self._path(run).stat().st_size
        return len(msgspec.msgpack.encode(self._make(run)))

    def text(self, run: Run) -> bytes:
        """Return the entries of a run as they stand in a file."""
        return self._kept(run).text

    def entries(self, run: Run) -> Iterator[bytes]:
        """Yield the entries of a run one by one."""
        kept, start = self._kept(run), 0
        for size in kept.sizes:
            yield kept.text[start : start + size]
            start += size + len(self._format.between)

    def tidy(self) -> None:
        """Remove runs that nobody has asked for."""
        for path in self._folder.iterdir():
            if path.name not in self._used:
                path.unlink()

    def _path(self, run: Run) -> Path:
        name = run.digest.hex()
        self._used.add(name)
        return self._folder / name

    def _kept(self, run: Run) -> Kept:
        """Return what is kept of a run, made where it is not there, or not whole."""
        with suppress(OSError, msgspec.DecodeError):
            return _decoder.decode(self._path(run).read_bytes())
        return self._make(run)

    def _make(self, run: Run) -> Kept:
        entries = [self._format.entry(one, self._marks).encode() for one in run.papers]
        kept = Kept(self._format.between.encode().join(entries), list(map(len, entries)))
        # A folder that takes nothing costs time only. Not synced to the disk: what is lost is made.
        with suppress(OSError):
            beside = self._folder / f"{os.getpid()}.next"
            beside.write_bytes(msgspec.msgpack.encode(kept))
            beside.replace(self._path(run))
        return kept
