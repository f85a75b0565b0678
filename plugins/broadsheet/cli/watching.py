"""`broadsheet watch`."""

from __future__ import annotations

from pathlib import Path

import click

from broadsheet.cli.group import project_here, today
from broadsheet.cli.terminal import counted, say


@click.command()
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it there.")
@click.option(
    "--links",
    type=click.IntRange(0),
    default=1_000,
    show_default=True,
    metavar="N",
    help="How many links are tried; others each week.",
)
@click.option(
    "--interval",
    type=click.FloatRange(0),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="Between two requests to one host.",
)
def watch(output: Path | None, links: int, interval: float) -> None:
    """Say what became of papers and links, as Markdown for a pull request.

    Compares what was fetched with the last commit: withdrawals, publications, new versions, renamed
    repositories. Tries the records' links, and writes new addresses into the records where they
    moved for good.
    """
    from broadsheet.records.store import write_text
    from broadsheet.watch.report import report
    from broadsheet.watch.watch import watch as watch_over

    found = watch_over(project_here(), today=today(), most_links=links, interval=interval)
    text = report(found)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_text(output, text)
        say(f"{counted(found.proposals, 'thing')} to look at; written to {output}")
