"""Upgrading: what the program's own files of an older collection look like today."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from broadsheet import __version__
from broadsheet.errors import BroadsheetError
from broadsheet.project import Project
from broadsheet.records.store import write_text
from broadsheet.scaffold.manifest import machinery
from broadsheet.scaffold.state import State, digest, read_state, write_state
from broadsheet.scaffold.values import Values, infer

_SETTING = re.compile(r"^(site_name|site_url|repo_url|edit_uri):[ \t]*(.*?)[ \t]*(?:#.*)?$", re.M)


class Renewal(Struct, frozen=True):
    """One file that would change: its text now, empty where it is missing, and then."""

    path: str
    before: str
    after: str
    is_edited: bool = False
    """Whether people changed it since it was written; then they decide."""

    @property
    def diff(self) -> str:
        """Return the change as a unified diff."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.path}" if self.before else "/dev/null",
            f"b/{self.path}",
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def renewals(project: Project) -> tuple[Renewal, ...]:
    """Return what an upgrade would change, by path.

    Raises:
        BroadsheetError: a file cannot be read.
    """
    state = read_state(project.root)
    return tuple(_renewals(project.root, state, machinery(values_of(project, state))))


def _renewals(root: Path, state: State, texts: dict[str, str]) -> Iterator[Renewal]:
    for path, after in texts.items():
        if path in state.leave_out:
            continue
        before = _read(root / path)
        if before.replace("\r\n", "\n") == after:
            continue
        is_ours = not before or state.files.get(path) == digest(before)
        yield Renewal(path, before, after, is_edited=not is_ours)


def apply(project: Project, chosen: Iterable[Renewal]) -> None:
    """Write renewals, and remember what was written.

    Raises:
        BroadsheetError: a file cannot be written; those before it are.
    """
    state = read_state(project.root)
    files = dict(state.files)
    for one in chosen:
        target = project.root / one.path
        target.parent.mkdir(parents=True, exist_ok=True)
        write_text(target, one.after)
        files[one.path] = digest(one.after)
    for path, text in machinery(values_of(project, state)).items():
        # A file that is as it should be is ours from now on, whoever wrote it.
        if _read(project.root / path) == text:
            files[path] = digest(text)
    write_state(project.root, replace(state, version=__version__, files=files))


def values_of(project: Project, state: State) -> Values:
    """Return what templates say of a collection that is there: its settings, then its remote."""
    text = _read(project.root / "mkdocs.yml")
    settings = {name: value.strip("\"'") for name, value in _SETTING.findall(text)}
    values = infer(project.root, settings.get("site_name", ""))
    return replace(
        values,
        site_url=settings.get("site_url") or values.site_url,
        repo_url=(settings.get("repo_url") or values.repo_url).rstrip("/"),
        edit_uri=settings.get("edit_uri") or values.edit_uri,
        branch=_branch(settings.get("edit_uri", "")) or state.branch or values.branch,
        install=state.install or values.install,
        requirements=state.requirements or values.requirements,
    )


def _branch(edit_uri: str) -> str:
    """Return the branch that pages are edited in: a checkout may be on any other."""
    match = re.match(r"(?:-/|_)?edit/([\w.-]+)/", edit_uri)
    return match[1] if match else ""


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BroadsheetError(f"{path}: cannot be read: {error}") from None
