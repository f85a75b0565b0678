"""Texts of issues as GitHub makes them of a form."""

from __future__ import annotations

import json

NO_RESPONSE = "_No response_"


def add_form(
    paper: str,
    summary: str = "",
    tags: str = "",
    edition: str = "",
    reason: str = "",
    credit: str = "",
) -> str:
    return form(
        Paper=paper,
        Summary=summary,
        Topics=tags,
        Edition=edition,
        Why=reason,
        **{"Your name": credit},
    )


def fix_form(paper: str, field: str, value: str, reason: str = "", credit: str = "") -> str:
    return form(
        Paper=paper,
        Field=field,
        **{"Right value": value},
        Why=reason,
        **{"Your name": credit},
    )


def form(**fields: str) -> str:
    return "\n\n".join(f"### {label}\n\n{text or NO_RESPONSE}" for label, text in fields.items())


def event(body: str, number: int = 7, login: str = "wilma-hare", title: str = "Add: wool") -> str:
    issue = {"number": number, "title": title, "body": body, "user": {"login": login}}
    return json.dumps({"action": "opened", "issue": issue})
