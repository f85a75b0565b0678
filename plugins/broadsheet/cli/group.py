"""The group of all commands, and what they share."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from broadsheet import __version__
from broadsheet.cli.terminal import safe
from broadsheet.errors import BroadsheetError, Invalid
from broadsheet.project import Project, find_project
from broadsheet.records.dates import parse_day


class Day(click.ParamType[dt.date]):
    """A whole date, such as 2024-05-31."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> dt.date:  # noqa: ANN401
        """Read the date, or end with what is wrong with it."""
        try:
            return value if isinstance(value, dt.date) else parse_day(value)
        except Invalid as error:
            hint = f" ({error.hint})" if error.hint else ""
            self.fail(f"{error.message}{hint}", param, ctx)


class Commands(click.Group):
    """Ends with one line where something cannot go on, never with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401
        """Run a command."""
        try:
            return super().invoke(ctx)
        except BroadsheetError as error:
            raise click.ClickException(safe(str(error))) from error
        except KeyboardInterrupt:
            click.echo("Stopped; what was answered is kept.", err=True)
            ctx.exit(130)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of their registration, which is that of their use."""
        return list(self.commands)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="broadsheet")
def main() -> None:
    """Broadsheet: curated paper collections as static sites."""


def project_here() -> Project:
    """Return the collection that the command is run in."""
    return find_project(Path.cwd())


def today() -> dt.date:
    """Return the day in UTC, as the lock dates answers."""
    return dt.datetime.now(dt.UTC).date()
