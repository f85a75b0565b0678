"""GitLab, as a pipeline reaches it: a push that asks for a merge request.

https://docs.gitlab.com/topics/git/commit/#push-options-for-merge-requests
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.forge.proposals import check_branch
from broadsheet.history.committing import Access, commit_files, push
from broadsheet.history.git import Git

_LONGEST = 4_000
"""Characters of a description: git takes no more in one option."""


class GitLab(Struct, frozen=True):
    """One project; its address is that of its page."""

    project: str
    token: str
    branch: str
    """The branch that merge requests go to."""

    @classmethod
    def of_pipeline(cls, environment: Mapping[str, str] = os.environ) -> GitLab:
        """Return the project that a pipeline runs in.

        Raises:
            BroadsheetError: this is no pipeline, or it was given no token.
        """
        project = environment.get("CI_PROJECT_URL", "").rstrip("/")
        token = environment.get("BROADSHEET_TOKEN", "")
        if not project:
            raise BroadsheetError("CI_PROJECT_URL names no project; is this a pipeline?")
        if not token:
            raise BroadsheetError("BROADSHEET_TOKEN is not set; give the pipeline a project token")
        return cls(project, token, environment.get("CI_DEFAULT_BRANCH") or "main")


def propose(
    gitlab: GitLab, git: Git, paths: Sequence[str], *, branch: str, title: str, body: str
) -> bool:
    """Put changed files onto a branch with a merge request; return whether anything changed.

    Raises:
        BroadsheetError: somebody works on that branch, or the server refuses.
    """
    check_branch(branch)
    commit = commit_files(git, paths, f"{title}\n")
    if not commit:
        return False
    described = body[:_LONGEST].replace("\n", "<br>")
    options = (
        "merge_request.create",
        f"merge_request.target={gitlab.branch}",
        f"merge_request.title={title}",
        f"merge_request.description={described}",
    )
    url = urlsplit(gitlab.project)
    access = Access("oauth2", gitlab.token, f"{url.scheme}://{url.netloc}")
    push(git, commit, branch, access, remote=f"{gitlab.project}.git", options=options)
    return True
