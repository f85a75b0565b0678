"""The command line: each command calls one function of the core and says what came of it."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import Any

import click

from broadsheet import __version__
from broadsheet.errors import BroadsheetError, Invalid, Problem
from broadsheet.project import Project, find_project
from broadsheet.records.dates import parse_day


class _Day(click.ParamType[dt.date]):
    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:  # noqa: ANN401
        try:
            return value if isinstance(value, dt.date) else parse_day(value)
        except Invalid as error:
            self.fail(f"{error.message} ({error.hint})", param, ctx)


class _Commands(click.Group):
    """Ends with one line where something cannot go on, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        try:
            return super().invoke(ctx)
        except BroadsheetError as error:
            raise click.ClickException(str(error)) from error
        except KeyboardInterrupt:
            click.echo("Stopped; what was answered is kept.", err=True)
            ctx.exit(130)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="broadsheet")
def main() -> None:
    """Broadsheet: curated paper collections as static sites."""


@main.command()
@click.argument("pasted", metavar="ID…", nargs=-1, required=True)
@click.option("--edition", type=_Day(), help="The day of the edition that it runs in.")
@click.option("--tag", "tags", multiple=True, help="A topic of tags.yaml; may be given again.")
@click.option("--no-fetch", is_flag=True, help="Write the record and ask no source.")
def add(
    pasted: tuple[str, ...], edition: dt.date | None, tags: tuple[str, ...], no_fetch: bool
) -> None:
    """Add papers by their ids or addresses, and look up the rest."""
    from broadsheet.add import add as add_papers

    project = _project()
    added = add_papers(project, pasted, featured=edition, tags=tags)
    for paper, path in added.written.items():
        click.echo(f"{paper}: written to {project.shown(path)}")
    if added.written and not no_fetch:
        # The record is written whatever the sources say; `fetch` completes it another time.
        _fetch(project, papers=frozenset(added.written))
    for line in added.refused:
        click.echo(line, err=True)
    sys.exit(1 if added.refused else 0)


@main.command()
@click.argument("paths", metavar="[PATH]…", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
)
def check(paths: tuple[Path, ...], form: str) -> None:
    """Check records, topics, reading lists, the lock and the settings."""
    from broadsheet.check import below
    from broadsheet.check import check as check_project
    from broadsheet.check_formats import FORMATS

    project = _project()
    problems = below(check_project(project), project, paths)
    click.echo(FORMATS[form](problems), nl=False)
    errors = sum(problem.is_error for problem in problems)
    if form == "text":
        click.echo(
            f"{_count(errors, 'error')}, {_count(len(problems) - errors, 'warning')}", err=True
        )
    sys.exit(1 if errors else 0)


@main.command()
@click.option("--source", "only", default="", help="Ask this source alone, such as arxiv.")
@click.option("--refresh", is_flag=True, help="Ask again about papers that were looked up before.")
def fetch(only: str, refresh: bool) -> None:
    """Ask the sources about papers that they have not been asked about."""
    sys.exit(_fetch(_project(), only=only, refresh=refresh))


@main.command()
@click.option("--offline", is_flag=True, help="Build site-offline/, which opens from disk.")
@click.option("--strict", is_flag=True, help="Let a warning end the build.")
def build(offline: bool, strict: bool) -> None:
    """Build the site into site/."""
    project = _project()
    name = "site_config/offline.yml" if offline else "mkdocs.yml"
    _mkdocs("build", *(["--strict"] if strict else []), config=_config(project, name))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="IP:PORT")
def serve(address: str) -> None:
    """Serve the site and follow edits."""
    config = _config(_project(), "mkdocs.yml")
    _mkdocs("serve", "--livereload", "--no-strict", "--dev-addr", address, config=config)


@main.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--edition", type=_Day(), help="The day of the edition that new papers run in.")
def import_(file: Path, edition: dt.date | None) -> None:
    """Take in papers from a file: a saved daily papers page."""
    from broadsheet.imports.intake import import_file

    report = import_file(_project(), file, edition=edition, today=_today())
    for line in report.lines:
        click.echo(line)
    sys.exit(1 if any(problem.is_error for problem in report.problems) else 0)


@main.command()
def schema() -> None:
    """Write the JSON Schemas that editors check records with."""
    from broadsheet.records.schema import write_schemas

    project = _project()
    write_schemas(project.schemas)
    click.echo(f"written to {project.shown(project.schemas)}/")


def _project() -> Project:
    return find_project(Path.cwd())


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _config(project: Project, name: str) -> Path:
    path = project.root / name
    if not path.exists():
        raise BroadsheetError(f"{path}: not there; a collection needs it to build a site")
    return path


def _fetch(
    project: Project, *, only: str = "", refresh: bool = False, papers: frozenset[str] | None = None
) -> int:
    from broadsheet.fetch.enrich import collection_settings, enrich
    from broadsheet.fetch.run import Policy
    from broadsheet.progress import shown_progress
    from broadsheet.records.catalogue import sole_records
    from broadsheet.records.loader import load_records

    loaded = load_records(project.papers, project.root)
    records, _ = sole_records(loaded.records)
    wanted = [record for record in records if papers is None or record.id in papers]
    policy = Policy.ALL if refresh else Policy.MISSING
    with shown_progress() as progress:
        report = enrich(
            project, wanted, today=_today(), policy=policy, only=only, progress=progress
        )
    problems = (*loaded.problems, *collection_settings(project).problems, *report.problems)
    for line in (*report.sources, *problems):
        click.echo(str(line), err=isinstance(line, Problem))
    if not report.sources:
        click.echo("Nothing is missing; --refresh asks again.")
    return 0 if report.is_complete and not any(one.is_error for one in problems) else 1


def _mkdocs(*words: str, config: Path) -> None:
    # The notice on the end of MkDocs 1.x is for those who choose it; the README says it once.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    cli.main([*words, "--config-file", str(config)], prog_name="broadsheet", standalone_mode=False)
