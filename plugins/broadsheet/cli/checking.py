"""`broadsheet check`, `broadsheet diff` and `broadsheet schema`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from broadsheet.cli.group import project_here
from broadsheet.cli.terminal import counted, say
from broadsheet.project import Project


@click.command()
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "gitlab", "json", "sarif"]),
    default="text",
    show_default=True,
)
@click.option("--fix", "is_fix", is_flag=True, help="Mend what needs no thought, then check.")
def check(paths: tuple[Path, ...], form: str, is_fix: bool) -> None:
    """Check records, topics, reading lists, pages, the lock and the settings.

    The exit code is 0 where nothing is wrong or only warned of, 1 where there are errors, 2 where
    the command was called in a wrong way.
    """
    from broadsheet.review.check import below
    from broadsheet.review.check import check as check_project
    from broadsheet.review.fix import fix
    from broadsheet.review.formats import FORMATS

    project = project_here()
    problems = below(check_project(project), project, paths)
    if is_fix:
        for shown in fix(project, problems):
            say(f"{shown}: mended", is_error=True)
        problems = below(check_project(project), project, paths)
    click.echo(FORMATS[form](problems), nl=False)
    errors = sum(problem.is_error for problem in problems)
    if form == "text":
        warnings = counted(len(problems) - errors, "warning")
        say(f"{counted(errors, 'error')}, {warnings}", is_error=True)
        if not paths:
            _count_conflicts(project)
    sys.exit(1 if errors else 0)


def _count_conflicts(project: Project) -> None:
    """Say on how many papers sources differ; that is no mistake of the collection."""
    from broadsheet.cli.explaining import collection_conflicts

    papers = len({record.id for record, _ in collection_conflicts(project)})
    if papers:
        shown = counted(papers, "paper")
        say(f"Sources differ on {shown}; see `broadsheet fetch --conflicts`.", is_error=True)


@click.command()
@click.argument("base", metavar="BASE")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write to a file instead of standard output.",
)
def diff(base: str, output: Path | None) -> None:
    """Say what changes for readers since a commit or branch, as Markdown for a comment."""
    from broadsheet.history.comment import comment
    from broadsheet.history.differences import differences
    from broadsheet.history.git import Git
    from broadsheet.history.snapshot import common_commit, snapshot, snapshot_at
    from broadsheet.records.store import write_text

    project = project_here()
    start = common_commit(Git(project.root), base)
    text = comment(differences(snapshot_at(project, start), snapshot(project)))
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)


@click.command()
def schema() -> None:
    """Write the JSON Schemas that editors check records with."""
    from broadsheet.records.schema import write_schemas

    project = project_here()
    write_schemas(project.schemas)
    say(f"written to {project.shown(project.schemas)}/")
