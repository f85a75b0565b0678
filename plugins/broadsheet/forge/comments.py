"""Comments: one a pull request, replaced as the request changes."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from broadsheet.errors import BroadsheetError
from broadsheet.forge.events import Run
from broadsheet.forge.github import GitHub
from broadsheet.history.comment import MARKER, MOST_CHARS

_MOST_BYTES = 4 * MOST_CHARS


def comment_on_run(github: GitHub, run: Run, text: str) -> int:
    """Put a text under the pull request that a run checked; return its number, 0 for none.

    The text comes out of a fork's run: it is posted and nothing else. Which request it belongs to
    is the forge's own word, never the run's.
    """
    number = _request_of(github, run)
    if number:
        put_comment(github, number, MARKER, f"{text.rstrip()}\n\n{_footer(github, run)}\n")
    return number


def put_comment(github: GitHub, number: int, marker: str, text: str) -> None:
    """Replace the comment of a bot that starts with a marker, or write the first."""
    body = text if text.startswith(marker) else f"{marker}\n\n{text}"
    old = next(
        (
            one["id"]
            for one in github.pages(f"issues/{number}/comments")
            if one["user"]["type"] == "Bot" and one["body"].startswith(marker)
        ),
        0,
    )
    if old:
        github.send("PATCH", f"issues/comments/{old}", {"body": body})
    else:
        github.send("POST", f"issues/{number}/comments", {"body": body})


def read_comment(path: Path) -> str:
    """Return the text of a comment, cut where a forge would refuse it.

    It may come out of an archive that a fork packed: a link in it could lead to this run's secrets.

    Raises:
        BroadsheetError: the file is not there, or is no plain file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BroadsheetError(f"{path}: is no plain file")
            text = file.read(_MOST_BYTES).decode("utf-8", errors="ignore")
    except OSError as error:
        raise BroadsheetError(f"{path}: cannot be read: {error.strerror}") from None
    return text[:MOST_CHARS]


def _request_of(github: GitHub, run: Run) -> int:
    """Return the open request whose newest commit the run checked: an older run has no say."""
    return next(
        (
            int(one["number"])
            for one in github.pages("pulls", state="open", head=run.head)
            if one["head"]["sha"] == run.head_sha
        ),
        0,
    )


def _footer(github: GitHub, run: Run) -> str:
    address = f"{github.server}/{github.repository}/actions/runs/{run.id}"
    if run.conclusion == "success":
        return f"[The whole site as it would be]({address}#artifacts), to download and open."
    return f"The check found mistakes; [its annotations]({address}) say where."
