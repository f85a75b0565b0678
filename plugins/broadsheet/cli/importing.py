"""`broadsheet import`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import click

from broadsheet.cli.group import Day, project_here, today
from broadsheet.cli.terminal import say


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--edition", type=Day(), help="The day of the edition that new papers run in.")
def import_(file: Path, edition: dt.date | None) -> None:
    """Take in papers from a file: a saved daily papers page."""
    from broadsheet.imports.intake import import_file

    report = import_file(project_here(), file, edition=edition, today=today())
    for line in report.lines:
        say(line)
    sys.exit(1 if any(problem.is_error for problem in report.problems) else 0)
