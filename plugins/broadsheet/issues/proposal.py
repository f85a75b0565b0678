"""Proposals: what comes of a form, a file's new text or the reason why there is none."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.issues.form import Form
from broadsheet.project import Project
from broadsheet.records.loader import records_in
from broadsheet.records.store import write_text
from broadsheet.records.yaml_file import parse_yaml


class Refusal(BroadsheetError):
    """A form that no change can be made of; the message is for whoever filled it in."""


class Proposal(Struct, frozen=True):
    """One file of content/papers and the text that it is to have."""

    paper: str
    path: Path
    text: str
    title: str
    """What the change does, for the first line of a commit."""
    form: Form
    notes: tuple[str, ...] = ()
    """What of the form was left out, and why."""

    @property
    def message(self) -> str:
        """Return the commit's message: title, reason and credit, as `broadsheet` reads them."""
        trailers = [
            f"{name}: {value}"
            for name, value in (
                ("Reason", self.form["reason"]),
                ("Added-by", self.form.credit),
                ("Issue", f"#{self.form.number}" if self.form.number else ""),
            )
            if value
        ]
        return "\n".join((self.title, "", *trailers)).rstrip() + "\n"


def write(project: Project, proposal: Proposal) -> None:
    """Write a proposal's file, if it is a sound record file of the collection.

    Raises:
        Refusal: it is not, or it stands anywhere but in content/papers.
        BroadsheetError: it cannot be written.
    """
    papers = project.papers.resolve()
    target = proposal.path.resolve()
    if not target.is_relative_to(papers) or target.suffix not in (".yaml", ".yml"):
        raise Refusal("the record would stand outside content/papers")
    found = records_in(parse_yaml(proposal.text.encode(), project.shown(target)))
    if wrong := next((one for one in found.problems if one.is_error), None):
        raise Refusal(f"the record would not be sound: {wrong.message}")
    if proposal.paper not in {record.id for record in found.records}:
        raise Refusal("the record would be another paper")
    write_text(target, proposal.text)
