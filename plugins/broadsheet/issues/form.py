"""Forms: the fields of an issue that was opened with “Add a paper” or “Fix a record”.

A form's text is a heading for each field and below it what was typed, or `_No response_`.
https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.records.tex import UNPRINTABLE

LABELS: Mapping[str, str] = {
    "Paper": "paper",
    "Summary": "summary",
    "Topics": "tags",
    "Edition": "edition",
    "Field": "field",
    "Right value": "value",
    "Why": "reason",
    "Your name": "credit",
}
"""From a field's heading to what it is called here; the forms of the scaffold have the same."""
MOST_BYTES = 1_000_000
_HEADING = re.compile(r"^### (?P<label>[^\n#]{1,40}?)[ \t]*$", re.MULTILINE)
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})(?:\[bot\])?", re.ASCII)
_LONGEST = {"summary": 3_000, "value": 6_000, "reason": 300, "credit": 80, "paper": 400}
_LONGEST_ELSE = 300
_OF_ONE_LINE = frozenset({"paper", "tags", "edition", "field", "reason", "credit"})


class Form(Struct, frozen=True):
    """What was typed, without control characters; `number` and `login` are the forge's own."""

    fields: Mapping[str, str]
    number: int = 0
    login: str = ""
    """Who opened the issue, empty where that is not known."""

    def __getitem__(self, name: str) -> str:
        """Return a field, empty where it was left out."""
        return self.fields.get(name, "")

    @property
    def is_correction(self) -> bool:
        """Tell whether it is about a record that is there."""
        return "field" in self.fields or "value" in self.fields

    @property
    def credit(self) -> str:
        """Return who is to be thanked: the name that was given, else the account's."""
        return self["credit"] or self.login


class _User(Struct):
    login: str = ""


class _Issue(Struct):
    body: str | None = None
    number: int = 0
    user: _User | None = None


class _Event(Struct):
    issue: _Issue


def read_form(data: bytes) -> Form:
    """Read the text of a form, or the event of a workflow that has one.

    Raises:
        BroadsheetError: it is larger than a megabyte, no UTF-8, or has no field of a form.
    """
    if len(data) > MOST_BYTES:
        raise BroadsheetError("the issue is larger than any form")
    if not data.lstrip().startswith(b"{"):
        return _form(_decoded(data))
    try:
        issue = msgspec.json.decode(data, type=_Event).issue
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return _form(_decoded(data))
    login = issue.user.login if issue.user else ""
    known = login if _LOGIN.fullmatch(login) else ""
    return _form(issue.body or "", max(issue.number, 0), known)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BroadsheetError("the issue is not UTF-8") from None


def _form(text: str, number: int = 0, login: str = "") -> Form:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    headings = [one for one in _HEADING.finditer(text) if one["label"] in LABELS]
    fields: dict[str, str] = {}
    for at, heading in enumerate(headings):
        name = LABELS[heading["label"]]
        end = headings[at + 1].start() if at + 1 < len(headings) else len(text)
        # A heading that is typed into a later field is not a field once more.
        fields.setdefault(name, _clean(name, text[heading.end() : end]))
    if "paper" not in fields:
        raise BroadsheetError("the issue has no field “Paper”; open it with one of the forms")
    return Form(fields, number, login)


def _clean(name: str, typed: str) -> str:
    text = UNPRINTABLE.sub(lambda one: one[0] if one[0] == "\n" else " ", typed).strip()
    if text == "_No response_":
        return ""
    if name in _OF_ONE_LINE:
        text = " ".join(text.split())
    return text[: _LONGEST.get(name, _LONGEST_ELSE)].rstrip()
