"""`broadsheet from-issue`."""

from __future__ import annotations

from typing import BinaryIO

import click

from broadsheet.cli.group import project_here
from broadsheet.cli.terminal import say


@click.command("from-issue")
@click.argument("file", type=click.File("rb"))
def from_issue(file: BinaryIO) -> None:
    """Make a record, or a change of one, from the text of an issue form.

    FILE holds the text of an issue that was opened with “Add a paper” or “Fix a record”, or the
    event of a workflow that has one; `-` is standard input.
    """
    from broadsheet.issues.form import MOST_BYTES
    from broadsheet.issues.intake import take_in

    project = project_here()
    done = take_in(project, file.read(MOST_BYTES + 1))
    say(f"{done.title}: written to {project.shown(done.path)}")
    for note in done.notes:
        say(f"  {note}", is_error=True)
