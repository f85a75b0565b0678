"""The MkDocs side of fetching: the catalogue of a build, from the records and the lock."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files

from broadsheet import collector
from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.enrich import collection_settings, enrich
from broadsheet.fetch.guard import answer_problems
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.merger import Merger
from broadsheet.fetch.order import FieldOrder, read_order
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import Policy
from broadsheet.on_demand import SITE
from broadsheet.project import Project, find_project
from broadsheet.records.catalogue import (
    Catalogue,
    record_names,
    relation_problems,
    sole_records,
)
from broadsheet.records.known import KnownFiles
from broadsheet.records.models import Record
from broadsheet.records.places import Places
from broadsheet.stages import Stages
from broadsheet.workers import chosen_jobs

log = get_plugin_logger(__name__)


class FetchConfig(Config):
    """Options of `broadsheet/fetch`."""

    when = c.Choice(("missing", "stale", "never"), default="missing")
    """Which papers a build asks about: those never asked for, those asked long ago too, or none."""

    stale_days = c.Type(int, default=30)
    """After how many days an answer is old enough for `when: stale`."""

    deadline = c.Type((int, float), default=4)
    """Seconds that a build may spend on asking; what was answered by then is kept."""


class FetchPlugin(BasePlugin[FetchConfig]):
    """Reads records and lock; `records`, `places` and `catalogue` are there from pre_build on."""

    project: Project
    records: tuple[Record, ...]
    places: Places
    catalogue: Catalogue
    stages: Stages
    """What the stages of this build take; every plugin measures its own."""
    is_serving: bool = False
    _has_asked: bool = False
    _errors: int = 0

    def __init__(self) -> None:
        self._known, self._merger = KnownFiles(), Merger()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether the site is served: then a mistake is shown and the rest is built."""
        self.is_serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the project and have `serve` watch what curators write."""
        try:
            self.project = find_project(Path(config.config_file_path or ".").resolve().parent)
        except BroadsheetError as error:
            raise PluginError(str(error)) from error
        project = self.project
        watched = (project.papers, project.collections, project.vocabulary, project.words)
        config.watch.extend(str(path) for path in watched if path.exists())
        return config

    def _read(self, *, config: MkDocsConfig) -> None:
        """Read the records, ask for what is missing, read the lock and merge."""
        collector.rest()
        SITE.forget()
        self._errors = 0
        self.stages = Stages()
        self.places = Places(self.project.root)
        with self.stages("load") as cost:
            project = self.project
            jobs = 1 if self.is_serving else chosen_jobs()
            loaded = self._known.load(project.papers, project.root, project.cache, jobs)
            cost.count = len(loaded.records)
        self.records, duplicates = sole_records(loaded.records)
        names = record_names(self.records)
        relations = relation_problems(self.records, names, self.places)
        with self.stages("fetch"):
            asked = self._enrich()
        with self.stages("lock") as cost:
            lock = read_lock(self.project.fetched, self.project.root)
            cost.count = len(lock.answers)
        # A wrong answer is not used, so it does not end a strict build; `check` warns of it.
        said = {(problem.path, problem.line) for problem in asked}
        older = answer_problems(self.records, lock.answers)
        for problem in (*asked, *(one for one in older if (one.path, one.line) not in said)):
            log.info("%s", problem)
        with self.stages("merge", len(self.records)):
            self.catalogue = Catalogue.of(
                self._merger.merge_all(self.records, lock.answers, self._order())
            )
        settings = collection_settings(self.project)
        problems = (
            *loaded.problems, *duplicates, *relations, *lock.problems, *settings.problems,
        )  # fmt: skip
        self.report(problems)

    def _refuse_mistakes(self, *, config: MkDocsConfig) -> None:
        """End a build whose content has errors, after all of them were said; `serve` goes on."""
        if self._errors and not self.is_serving:
            count = "1 error" if self._errors == 1 else f"{self._errors} errors"
            raise PluginError(f"{count} in the content, listed above; mend them and build again")

    on_pre_build = CombinedEvent(
        event_priority(100)(_read),  # first: every other plugin goes on from the catalogue
        event_priority(-100)(_refuse_mistakes),  # last: others report mistakes too
    )

    @event_priority(100)  # before pages are made, when all that they are made of is there
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Have cycles looked for among what pages leave behind."""
        collector.resume(is_last=not self.is_serving)
        return env

    def on_build_error(self, *, error: Exception) -> None:
        """Have cycles looked for again."""
        collector.resume(is_last=not self.is_serving)

    def report(self, problems: Sequence[Problem]) -> None:
        """Log Problems of the content; other plugins bring theirs here before the build goes on."""
        for problem in problems:
            log.warning("%s", problem)
        self._errors += sum(problem.is_error for problem in problems)

    def _order(self) -> FieldOrder:
        path = self.project.sources
        return read_order(path, self.project.shown(path))

    def _enrich(self) -> tuple[Problem, ...]:
        """Ask the sources and say what came of it; return the Problems at records."""
        when = self.config.when
        # In a workflow the lock is what was reviewed; asking there would only spend the rate limit.
        if when == "never" or (when == "missing" and os.environ.get("CI")):
            return ()
        # While serving, an edit must not wait for a server that did not answer before.
        if self.is_serving and self._has_asked:
            return ()
        self._has_asked = True
        try:
            report = enrich(
                self.project,
                self.records,
                today=dt.datetime.now(dt.UTC).date(),
                policy=Policy(when),
                older_than=self.config.stale_days,
                deadline=float(self.config.deadline),
            )
        except BroadsheetError as error:
            # A build never fails for want of a server; what is missing is fetched another time.
            log.info("%s", error)
            return ()
        for line in _lines(report):
            log.info("%s", line)
        return report.problems


def _lines(report: Report) -> list[str]:
    """Say a source a line; one line for all of them where nothing was answered at all."""
    if len(report.sources) < 2 or any(source.answered for source in report.sources):
        return [str(source) for source in report.sources]
    reason = next((one for source in report.sources for one in source.reasons), "no time left")
    return [f"none of {len(report.sources)} sources answered; the first: {reason}"]
