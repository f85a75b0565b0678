"""Enriching a collection: its settings, its lock and its records brought together for one fetch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.client import Client
from broadsheet.fetch.kept import Kept
from broadsheet.fetch.lock import read_sound_lock
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import Policy, Progress, run
from broadsheet.fetch.settings import ActiveSource, Settings, read_settings
from broadsheet.fetch.source import find_sources
from broadsheet.project import Project
from broadsheet.records.models import Record

_KEPT = (".cache", "broadsheet", "http")
"""Where replies are kept, below the project's root."""


def enrich(
    project: Project,
    records: Sequence[Record],
    *,
    today: dt.date,
    policy: Policy = Policy.MISSING,
    older_than: int = 30,
    check: bool = False,
    only: str = "",
    deadline: float | None = None,
    is_awaited: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Ask a collection's sources about its records and keep what they answer in its lock.

    With `check` nothing is written, and the Report says what would change. `only` names one source,
    `older_than` is in days, `deadline` in seconds from now; where somebody waits for few answers,
    `is_awaited`, a host that is not there is not asked again.

    Raises:
        BroadsheetError: another fetch is writing, the lock cannot be written or is not sound, or
            there is no source `only`.
    """
    settings = collection_settings(project)
    active = _named(settings.active, only) if only else settings.active
    kept = None if check else Kept(project.root.joinpath(*_KEPT))
    with Client(settings.contact, deadline=deadline, kept=kept, is_awaited=is_awaited) as client:
        return run(
            records,
            read_sound_lock(project.fetched, project.root),
            active,
            client,
            project.fetched,
            today=today,
            policy=policy,
            older_than=older_than,
            check=check,
            progress=progress,
        )


def _named(sources: Sequence[ActiveSource], name: str) -> list[ActiveSource]:
    found = [one for one in sources if one.source.name == name]
    if not found:
        known = ", ".join(one.source.name for one in sources) or "none"
        raise BroadsheetError(f"there is no source `{name}` to ask; there are: {known}")
    return found


def collection_settings(project: Project) -> Settings:
    """Return whom a collection asks, with the Problems of the file and of installed sources."""
    found = find_sources()
    shown = project.shown(project.sources)
    settings = read_settings(project.sources, shown, found.sources)
    problems: tuple[Problem, ...] = (*found.problems, *settings.problems)
    return Settings(settings.contact, settings.active, problems)
