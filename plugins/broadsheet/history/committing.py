"""Commits beside the checkout: some files on a branch of their own, with nothing switched."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.history.git import Git, GitError

BOT = "github-actions[bot]"
_MAIL = "41898282+github-actions[bot]@users.noreply.github.com"


class Signature(Struct, frozen=True):
    """Who makes a commit."""

    name: str = BOT
    mail: str = _MAIL


class Access(Struct, frozen=True):
    """What lets git in at a server."""

    user: str
    token: str
    server: str
    """`https://github.com`."""

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment for git: a token on its command line could be read there."""
        if not self.token:
            return {}
        basic = base64.b64encode(f"{self.user}:{self.token}".encode()).decode()
        return {
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"http.{self.server}/.extraheader",
            "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {basic}",
        }


def commit_files(
    git: Git, paths: Sequence[str], message: str, signature: Signature | None = None
) -> str:
    """Commit some files and folders as they are now on top of HEAD; return the commit's name.

    Neither the branch nor the index of the checkout changes. Empty text where nothing differs.

    Raises:
        GitError: git cannot do it.
    """
    who = signature or Signature()
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git.run("read-tree", "HEAD", **index)
        git.run("add", "--all", "--", *paths, **index)
        tree = git.run("write-tree", **index).strip()
    if tree == git.run("rev-parse", "HEAD^{tree}").strip():
        return ""
    names = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", who.name), ("EMAIL", who.mail))
    }
    return git.run("commit-tree", tree, "-p", "HEAD", stdin=message, **names).strip()


def push(
    git: Git,
    commit: str,
    branch: str,
    access: Access | None = None,
    *,
    remote: str = "origin",
    options: Sequence[str] = (),
) -> None:
    """Push a commit as a branch; a branch that only the bot wrote may be replaced.

    `options` are for the server, as `git push --push-option` takes them.

    Raises:
        BroadsheetError: somebody else worked on that branch, or pushed at this moment.
    """
    secret = access.environment if access else {}
    name = f"refs/heads/{branch}"
    tip = git.run("ls-remote", remote, name, **secret).partition("\t")[0]
    if tip and _is_of_people(git, remote, tip, secret):
        raise BroadsheetError(f"{branch}: somebody works on that branch; merge or delete it first")
    words = [f"--push-option={option}" for option in options]
    lease = f"--force-with-lease={name}:{tip}"
    try:
        git.run("push", lease, *words, remote, f"{commit}:{name}", **secret)
    except GitError as error:
        if "stale info" in error.said or "rejected" in error.said:
            raise BroadsheetError(f"{branch}: somebody pushed at this moment; run again") from None
        raise


def _is_of_people(git: Git, remote: str, tip: str, secret: dict[str, str]) -> bool:
    git.run("fetch", "--quiet", "--depth=1", "--no-tags", remote, tip, **secret)
    return git.run("log", "-1", "--format=%ce", tip).strip() != _MAIL
