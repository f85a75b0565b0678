"""`broadsheet new` and `broadsheet upgrade`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import project_here, today
from broadsheet.cli.terminal import counted, is_terminal, say

if TYPE_CHECKING:
    from broadsheet.scaffold.upgrade import Renewal


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="", help="The site's name; else it follows from the folder's.")
@click.option(
    "--from",
    "bibliography",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Start from the papers of a bibliography instead of three examples.",
)
def new(folder: Path, name: str, bibliography: Path | None) -> None:
    """Make a collection in a folder: records, settings, workflows, forms, ready to build."""
    from broadsheet.scaffold.new import create

    done = create(folder, name=name, bibliography=bibliography, today=today())
    for line in done.report.lines if done.report else ():
        say(line)
    for path in done.kept:
        say(f"{path}: was there already and stays as it is", is_error=True)
    say(f"{folder}: “{done.values.name}” is ready")
    if done.values.repo_url:
        say(f"  kept at {done.values.repo_url}, shown at {done.values.site_url or '(not known)'}")
    say(f"  next: cd {folder} && broadsheet serve; README.md has the rest")


@click.command()
@click.option("--check", "is_check", is_flag=True, help="Show the differences, write nothing.")
@click.option("--yes", "is_yes", is_flag=True, help="Write without asking.")
@click.option("--edited", "is_edited", is_flag=True, help="Write files too that you changed.")
def upgrade(is_check: bool, is_yes: bool, is_edited: bool) -> None:
    """Bring workflows, forms and schemas up to date; shows the differences first.

    Files that were changed by hand since the program wrote them are shown and left alone.
    """
    from broadsheet.scaffold.upgrade import apply, renewals

    project = project_here()
    found = renewals(project)
    chosen = [one for one in found if is_edited or not one.is_edited]
    for one in found:
        _show(one, is_left=one not in chosen)
    if not found:
        say("Everything is up to date.")
    elif is_check:
        sys.exit(1)
    if found and chosen and not is_yes:
        if not is_terminal():
            say("Nothing is written; --yes writes these files.", is_error=True)
            sys.exit(1)
        if not click.confirm(f"Write {counted(len(chosen), 'file')}?"):
            sys.exit(1)
    if not is_check:
        apply(project, chosen)
        for one in chosen:
            say(f"{one.path}: written")


def _show(one: Renewal, *, is_left: bool) -> None:
    for line in one.diff.splitlines():
        say(line)
    if is_left:
        say(f"{one.path}: you changed it, so it is left alone; --edited writes it", is_error=True)
