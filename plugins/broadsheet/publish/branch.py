"""The branch of a site: what is there, and one commit that takes its place."""

from __future__ import annotations

import tempfile
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.history.git import Git, GitError

_BUILT_FROM = "Built-from: "


class Published(Struct, frozen=True):
    """What a remote's branch holds; all is empty where there is none."""

    tip: str = ""
    tree: str = ""
    source: str = ""
    """The commit of the records that it was built from, where it says so."""
    cname: str = ""


def published(git: Git, remote: str, branch: str) -> Published:
    """Read a branch of a remote.

    Raises:
        GitError: the remote cannot be reached.
    """
    tip = git.run("ls-remote", remote, f"refs/heads/{branch}").partition("\t")[0]
    if not tip:
        return Published()
    # Not `--depth=1`: it would make the whole clone shallow, and the site's history with it.
    git.run("fetch", "--quiet", "--no-tags", remote, tip)
    message = git.run("log", "-1", "--format=%B", tip)
    source = next(
        (line.removeprefix(_BUILT_FROM) for line in message.splitlines()
         if line.startswith(_BUILT_FROM)), "",
    )  # fmt: skip
    tree = git.run("rev-parse", f"{tip}^{{tree}}").strip()
    return Published(tip, tree, source.strip(), git.text("show", f"{tip}:CNAME"))


def site_tree(git: Git, site: Path) -> str:
    """Store a folder as a tree of git's, byte by byte, and return its name.

    Raises:
        GitError: git cannot read or write.
    """
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        exact = ("-c", "core.autocrlf=false", "-c", "core.fileMode=false")
        git.run(*exact, f"--work-tree={site}", "add", "--all", "--force", ".", **index)
        return git.run("write-tree", **index).strip()


def push_site(git: Git, tree: str, remote: str, branch: str, before: Published, source: str) -> str:
    """Make a tree the only commit of a branch, if that is still as it was; return the commit.

    Without a parent the branch never grows: a site of 100 MB a day would soon weigh gigabytes.

    Raises:
        BroadsheetError: somebody published in the meantime.
    """
    message = f"Publish the site\n\n{_BUILT_FROM}{source}\n"
    commit = git.run("commit-tree", tree, stdin=message).strip()
    name = f"refs/heads/{branch}"
    try:
        git.run("push", f"--force-with-lease={name}:{before.tip}", remote, f"{commit}:{name}")
    except GitError as error:
        lost = ("stale info", "rejected", "cannot lock ref", "failed to update ref")
        if any(words in error.said for words in lost):
            raise BroadsheetError(
                f"{remote}/{branch}: somebody else published at this moment; nothing was "
                "overwritten, try again"
            ) from None
        raise
    return commit
