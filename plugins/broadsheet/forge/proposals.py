"""Proposals: changes that a program made, as a pull request that people decide on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.forge.comments import read_comment
from broadsheet.forge.github import ForgeError, GitHub
from broadsheet.history.committing import Access, commit_files, push
from broadsheet.history.git import Git

_BRANCH = re.compile(r"[a-z0-9][a-z0-9._-]*(?:/[a-z0-9][a-z0-9._-]*)*", re.ASCII)
_LONGEST_BODY = 60_000
_LONGEST_TITLE = 200


def read_report(path: Path) -> tuple[str, str]:
    """Return title and body of a Markdown file that starts with a heading.

    Raises:
        BroadsheetError: it cannot be read.
    """
    first, _, rest = read_comment(path).partition("\n")
    title = " ".join(first.lstrip("# ").split())[:_LONGEST_TITLE]
    return title or "Changes", rest.strip()


def propose(
    github: GitHub,
    git: Git,
    paths: Sequence[str],
    *,
    branch: str,
    message: str,
    body: str,
) -> int:
    """Put changed files onto a branch and open a pull request, or renew the one that is open.

    Return the request's number; 0 where nothing changed. The message's first line is its title.

    Raises:
        BroadsheetError: somebody works on that branch, or the forge refuses.
    """
    check_branch(branch)
    base = git.branch or str(github.get("")["default_branch"])
    commit = commit_files(git, paths, message)
    if not commit:
        return 0
    push(git, commit, branch, Access("x-access-token", github.token, github.server))
    title = message.partition("\n")[0][:_LONGEST_TITLE]
    return _open(github, branch, base, title, body[:_LONGEST_BODY])


def check_branch(name: str) -> None:
    """Refuse a name that git could take for an option or a path.

    Raises:
        BroadsheetError: it is one.
    """
    if not _BRANCH.fullmatch(name) or ".." in name:
        raise BroadsheetError(f"`{name}` cannot be a branch of ours")


def _open(github: GitHub, branch: str, base: str, title: str, body: str) -> int:
    head = f"{github.owner}:{branch}"
    found = next(iter(github.pages("pulls", state="open", head=head, base=base)), None)
    if found is not None:
        number = int(found["number"])
        github.send("PATCH", f"pulls/{number}", {"title": title, "body": body})
        return number
    try:
        made = github.send(
            "POST", "pulls", {"title": title, "body": body, "head": branch, "base": base}
        )
    except ForgeError as error:
        if error.status == 403:
            hint = "allow it in Settings, Actions, General: “create and approve pull requests”"
            raise BroadsheetError(f"GitHub lets workflows open no pull request; {hint}") from None
        raise
    return int(made["number"])
