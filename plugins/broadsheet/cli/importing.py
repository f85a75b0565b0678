"""`broadsheet import`."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import Day, project_here, today
from broadsheet.cli.terminal import say
from broadsheet.errors import BroadsheetError
from broadsheet.project import Project

if TYPE_CHECKING:
    from broadsheet.imports.intake import Wish
    from broadsheet.imports.report import ImportReport

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
    from broadsheet.imports.intake import Wish

    if mapping is not None and format_ not in ("", "table"):
        raise click.UsageError("--mapping is for lists, whose --format is table")
    if report is not None and not report.parent.is_dir():
        raise click.UsageError(f"--report: there is no folder {report.parent}")
    project = project_here()
    if guess:
        _say_guesses(project, files)
        return
    wish = Wish(
        today=today(), edition=edition, is_dry=dry_run, format=format_, mapping=mapping
    )  # fmt: skip
    reports = [_imported(project, file, wish, is_one=len(files) == 1) for file in files]
    whole = [one for one in reports if one is not None]
    if report is not None:
        _write_reports(report, whole, is_one=len(files) == 1)
    has_errors = any(one.is_error for found in whole for one in found.problems)
    sys.exit(1 if has_errors or len(whole) < len(files) else 0)


def _imported(project: Project, file: Path, wish: Wish, *, is_one: bool) -> ImportReport | None:
    """Import a file and say what came of it; of several files the others do not wait for one."""
    from broadsheet.imports.intake import import_file

    try:
        with _counted(file) as progress:
            found = import_file(project, file, wish, progress)
    except BroadsheetError as error:
        if is_one:
            raise
        say(f"Error: {error}", is_error=True)
        return None
    if not is_one:
        say(f"{file}: {found.format}")
    for line in found.shown_lines():
        say(line)
    return found


def _write_reports(path: Path, reports: Sequence[ImportReport], *, is_one: bool) -> None:
    from broadsheet.records.store import write_text

    texts = ",\n".join(one.as_json().rstrip("\n") for one in reports)
    write_text(path, f"{texts}\n" if is_one else f"[{texts}]\n")


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
