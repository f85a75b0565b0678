"""`broadsheet fetch`."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import click

from broadsheet.cli.group import project_here, today
from broadsheet.cli.terminal import counted, say
from broadsheet.errors import Problem
from broadsheet.project import Project

if TYPE_CHECKING:
    from broadsheet.fetch.policy import Policy
    from broadsheet.fetch.report import Report

_AGE = re.compile(r"(\d{1,4})\s*([dwmy]?)", re.ASCII)
_UNITS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}


class Age(click.ParamType[int]):
    """A number of days: 30d, 2w, 6m, 1y, or bare days."""

    name = "age"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:  # noqa: ANN401
        """Read the age, or end with what is wrong with it."""
        if isinstance(value, int):
            return value
        match = _AGE.fullmatch(value.strip().lower())
        if match is None:
            self.fail(f"`{value}` is no age; write 30d, 2w, 6m or 1y", param, ctx)
        return int(match[1]) * _UNITS[match[2]]


@click.command()
@click.option("--source", "only", default="", help="Ask this source alone, such as arxiv.")
@click.option("--refresh", is_flag=True, help="Ask again about papers that were looked up before.")
@click.option(
    "--older-than", type=Age(), help="With --refresh: only where the answer is older, as 30d."
)
@click.option("--check", "is_check", is_flag=True, help="Say what would change, write nothing.")
@click.option("--explain", metavar="ID", default="", help="Say who said what of a paper; no fetch.")
@click.option("--conflicts", is_flag=True, help="List where sources differ; no fetch.")
def fetch(
    only: str,
    refresh: bool,
    older_than: int | None,
    is_check: bool,
    explain: str,
    conflicts: bool,
) -> None:
    """Ask the sources about papers that they have not been asked about."""
    if explain or conflicts:
        from broadsheet.cli import explaining

        if explain:
            explaining.say_explanation(project_here(), explain)
        if conflicts:
            explaining.say_conflicts(project_here())
        return
    if older_than is not None and not refresh:
        raise click.UsageError("--older-than goes with --refresh")
    sys.exit(_fetch(project_here(), only, _policy(refresh, older_than), older_than, is_check))


def _policy(refresh: bool, older_than: int | None) -> Policy:
    from broadsheet.fetch.policy import Policy

    if not refresh:
        return Policy.MISSING
    return Policy.ALL if older_than is None else Policy.STALE


def _fetch(
    project: Project, only: str, policy: Policy, older_than: int | None, is_check: bool
) -> int:
    from broadsheet.fetch.enrich import collection_settings, enrich
    from broadsheet.progress import shown_progress
    from broadsheet.records.catalogue import sole_records
    from broadsheet.records.loader import load_records

    loaded = load_records(project.papers, project.root)
    records, _ = sole_records(loaded.records)
    with shown_progress() as progress:
        report = enrich(
            project,
            records,
            today=today(),
            policy=policy,
            older_than=older_than or 0,
            check=is_check,
            only=only,
            progress=progress,
        )
    problems = (*loaded.problems, *collection_settings(project).problems, *report.problems)
    _say_report(report, problems, policy, is_check=is_check)
    return 0 if report.is_complete and not any(one.is_error for one in problems) else 1


def _say_report(
    report: Report, problems: tuple[Problem, ...], policy: Policy, *, is_check: bool
) -> None:
    for change in report.changes:
        say(change)
    for source in report.sources:
        say(source)
    for problem in problems:
        say(problem, is_error=True)
    if is_check:
        say(f"{counted(len(report.changes), 'change')}; nothing was written.")
    elif not report.sources:
        is_missing = policy.value == "missing"
        say("Nothing is missing; --refresh asks again." if is_missing else "Nothing is that old.")
