"""From an issue to a pull request, or to an answer that says why there is none."""

from __future__ import annotations

from broadsheet.errors import BroadsheetError
from broadsheet.forge.comments import put_comment
from broadsheet.forge.github import GitHub
from broadsheet.forge.proposals import propose
from broadsheet.history.git import Git
from broadsheet.history.markdown import text
from broadsheet.issues.form import Form, read_form
from broadsheet.issues.intake import take_in
from broadsheet.issues.proposal import Proposal, Refusal
from broadsheet.project import Project

_MARKER = "<!-- broadsheet: what became of this -->"


def request_of_issue(project: Project, github: GitHub, event: bytes) -> str:
    """Make a pull request of the issue that an event is about; return what became of it.

    Raises:
        BroadsheetError: the event has no issue form, or the forge refuses.
    """
    form = read_form(event)
    if not form.number:
        raise BroadsheetError("the event is about no issue")
    try:
        made = take_in(project, event)
    except Refusal as refusal:
        put_comment(github, form.number, _MARKER, _refused(refusal))
        return str(refusal)
    number = propose(
        github,
        Git(project.root),
        [str(made.path)],
        branch=f"broadsheet/issue-{form.number}",
        message=made.message,
        body=_body(form, made),
    )
    put_comment(github, form.number, _MARKER, _accepted(number, made))
    return f"{made.title}: #{number}"


def _body(form: Form, made: Proposal) -> str:
    lines = [f"Closes #{form.number}.", text(form["reason"])]
    lines += [f"- {text(note)}" for note in made.notes]
    return "\n\n".join(filter(None, lines)) + "\n"


def _accepted(number: int, made: Proposal) -> str:
    if not number:
        return "Thank you. The collection says so already."
    left = "".join(f"\n- {text(note)}" for note in made.notes)
    return f"Thank you. Pull request #{number} has the change; a curator will look at it.{left}"


def _refused(refusal: Refusal) -> str:
    said = text(str(refusal))
    return f"Thank you. No change could be made of this: {said}.\n\nEdit the issue to try again."
