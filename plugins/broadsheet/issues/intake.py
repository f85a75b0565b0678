"""From a form to a record file: the one way in, whatever was typed."""

from __future__ import annotations

from broadsheet.issues.addition import addition
from broadsheet.issues.correction import correction
from broadsheet.issues.form import read_form
from broadsheet.issues.proposal import Proposal, write
from broadsheet.project import Project


def take_in(project: Project, data: bytes) -> Proposal:
    """Write what a form asks for into content/papers, one file and nothing else.

    Raises:
        Refusal: nothing can be made of it; then nothing is written.
        BroadsheetError: the text is no form, or the file cannot be written.
    """
    form = read_form(data)
    made = correction(project, form) if form.is_correction else addition(project, form)
    write(project, made)
    return made
