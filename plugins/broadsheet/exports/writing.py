"""The writing of the files of papers, a format at a time, by several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from broadsheet.exports.formats import FORMATS, ExportFormat
from broadsheet.exports.site_files import ExportedFile, Exports, keep_exports, listed
from broadsheet.site_ledger import Entry, SiteLedger
from broadsheet.workers import spread

_FEW = 500
"""Papers whose files are made sooner than a process has begun."""

Written = tuple[list[ExportedFile], dict[str, Entry]]


def begin_exports(
    exports: Exports, ledger: SiteLedger, docs: Path, folder: Path, jobs: int
) -> Callable[[], Sequence[ExportedFile]]:
    """Begin to put the files into the site; return what waits until all are there.

    A file by hand stands for one of ours. What there is is remembered in a folder.
    """
    exports.prepare()

    def put(path: str, digest: bytes, make: Callable[[], bytes]) -> int:
        return len(make()) if (docs / path).is_file() else ledger.put(path, digest, make)

    def write(formats: Sequence[ExportFormat]) -> Written:
        files = [one.put(put) for format_ in formats for one in exports.of(format_)]
        return files, ledger.gathered()

    results = spread(write, FORMATS, jobs if exports.count > _FEW else 1, least=1)

    def wait() -> Sequence[ExportedFile]:
        files: list[ExportedFile] = []
        for some, found in results:
            files += some
            ledger.gather(found)
        ordered = listed(files)
        keep_exports(folder, ordered)
        return ordered

    return wait
