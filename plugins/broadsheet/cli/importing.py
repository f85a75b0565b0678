"""`broadsheet import`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from broadsheet.cli.group import Day, project_here, today
from broadsheet.cli.terminal import say
from broadsheet.project import Project

_BETWEEN_LINES = 10_000
"""Entries between two lines of a log."""


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option("--edition", type=Day(), help="The day of the edition that new papers run in.")
@click.option("--dry-run", is_flag=True, help="Say what would change, write nothing.")
@click.option("--format", "format_", default="", help="The format, where a file does not tell.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="What the columns of a list mean.",
)
@click.option("--guess", is_flag=True, help="Propose such a mapping and show what it gives.")
@click.option("--report", type=click.Path(path_type=Path), help="Write a whole report as JSON.")
def import_(
    files: tuple[Path, ...],
    edition: dt.date | None,
    dry_run: bool,
    format_: str,
    mapping: Path | None,
    guess: bool,
    report: Path | None,
) -> None:
    """Take in papers from files of other programs, and from lists.

    Known are BibTeX and BibLaTeX, RIS, EndNote, CSL-JSON, Zotero's JSON and RDF, lists in CSV,
    YAML or JSON, Markdown lists, lists of ids, Hugging Face's daily papers, and saved daily papers
    pages. Importing a file again changes nothing.
    """
    from broadsheet.imports.intake import Wish, import_file
    from broadsheet.records.store import write_text

    project = project_here()
    if guess:
        _say_guesses(project, files)
        return
    wish = Wish(
        today=today(), edition=edition, is_dry=dry_run, format=format_, mapping=mapping
    )  # fmt: skip
    reports = []
    for file in files:
        with _counted(file) as progress:
            found = import_file(project, file, wish, progress)
        reports.append(found)
        if len(files) > 1:
            say(f"{file}: {found.format}")
        for line in found.shown_lines():
            say(line)
    if report is not None:
        texts = ",\n".join(one.as_json().rstrip("\n") for one in reports)
        write_text(report, f"[{texts}]\n" if len(reports) > 1 else f"{texts}\n")
    sys.exit(1 if any(one.is_error for found in reports for one in found.problems) else 0)


def _say_guesses(project: Project, files: tuple[Path, ...]) -> None:
    from broadsheet.imports.files import ImportFile
    from broadsheet.imports.proposing import proposal

    for file in files:
        for line in proposal(ImportFile(file, project.shown(file))):
            say(line)


@contextmanager
def _counted(file: Path) -> Iterator[Callable[[int], None]]:
    """Yield what hears how many entries were read, and shows it."""
    if not sys.stderr.isatty():
        said = 0

        def log(count: int) -> None:
            nonlocal said
            if count >= said + _BETWEEN_LINES:
                said = count
                say(f"{file}: {count:,} entries read", is_error=True)

        yield log
        return
    from rich.console import Console
    from rich.status import Status

    with Status("", console=Console(stderr=True)) as status:
        yield lambda count: status.update(f"{count:,} entries read")
