"""A new collection: all its files, beside what a forge may have put into the folder already."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.imports.intake import Wish, import_file
from broadsheet.imports.report import ImportReport
from broadsheet.project import Project
from broadsheet.scaffold.manifest import machinery, starter
from broadsheet.scaffold.state import State, digest, write_state
from broadsheet.scaffold.values import Values, infer

_EXAMPLES = ("content/papers/", "content/collections/")
_TAKEN = ("content", "mkdocs.yml", "site_config")
"""What makes a folder a collection or a site: nothing is written over that."""


class Created(Struct, frozen=True):
    """What was made: where, with which values, and which files were there before and stayed."""

    folder: Path
    values: Values
    kept: tuple[str, ...] = ()
    report: ImportReport | None = None
    """Of the bibliography that it started from."""


def create(
    folder: Path, *, name: str = "", bibliography: Path | None = None, today: dt.date
) -> Created:
    """Make a collection in a folder that is new, empty, or a repository with nothing of ours.

    With a bibliography its papers stand there instead of the three examples.

    Raises:
        BroadsheetError: the folder has a collection or a site, the bibliography cannot be read, or
            something cannot be written; then the folder is as it was.
    """
    _refuse_taken(folder)
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BroadsheetError(f"{folder}: cannot be made: {error.strerror}") from None
    try:
        return _create(folder, name, bibliography, today)
    except BaseException:
        if is_new:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _refuse_taken(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise BroadsheetError(f"{folder}: is a file; name a folder")
    if taken := next((one for one in _TAKEN if (folder / one).exists()), None):
        hint = "`broadsheet upgrade` brings a collection up to date; or name another folder"
        raise BroadsheetError(f"{folder / taken}: is there already; nothing is written ({hint})")


def _create(folder: Path, name: str, bibliography: Path | None, today: dt.date) -> Created:
    values = infer(folder, name)
    texts = starter(values)
    if bibliography is not None:
        texts = {path: text for path, text in texts.items() if not path.startswith(_EXAMPLES)}
    # Made beside and moved when it is whole: a full disk or a wrong bibliography leaves nothing.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".broadsheet-new-") as temporary:
        root = Path(temporary)
        _write_all(root, texts)
        project = Project(root, root / "content")
        project.papers.mkdir(parents=True, exist_ok=True)
        report = None
        if bibliography is not None:
            report = import_file(project, bibliography, Wish(today=today))
        ours = {one: digest(text) for one, text in machinery(values).items()}
        write_state(root, State(values.version, ours, branch=values.branch))
        return Created(folder, values, _move(root, folder), report)


def _write_all(root: Path, texts: dict[str, str]) -> None:
    try:
        for path, text in texts.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    except OSError as error:
        raise BroadsheetError(f"{root.parent}: cannot be written: {error.strerror}") from None


def _move(source: Path, folder: Path) -> tuple[str, ...]:
    """Move all files that are not there yet; return the paths of those that are."""
    kept: list[str] = []
    for one in sorted(
        path for path in source.rglob("*") if path.is_file() and path.name != ".lock"
    ):
        shown = one.relative_to(source)
        target = folder / shown
        if target.exists():
            kept.append(shown.as_posix())
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        one.replace(target)
    (folder / "content" / "papers").mkdir(parents=True, exist_ok=True)
    return tuple(kept)
