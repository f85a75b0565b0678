"""Real git repositories for tests: a folder, commits by invented people, clones and forks."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PEOPLE = {
    "GIT_AUTHOR_NAME": "Wilma Hare",
    "GIT_AUTHOR_EMAIL": "wilma@wool.example",
    "GIT_COMMITTER_NAME": "Otto Bee",
    "GIT_COMMITTER_EMAIL": "otto@wool.example",
}


def git(folder: Path, *words: str, **environment: str) -> str:
    """Run git with no settings but those of the repository; return what it printed."""
    lonely = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=os.environ | lonely | PEOPLE | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"git {words}: {done.stderr}"
    return done.stdout.strip()


def init(folder: Path) -> Path:
    """Make a repository."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    return folder


def commit(
    folder: Path,
    message: str,
    files: Mapping[str, str] | None = None,
    *,
    author: str = "Wilma Hare <wilma@wool.example>",
    date: str = "2024-03-01T12:00:00Z",
) -> str:
    """Write files, commit everything, and return the commit's name."""
    for path, text in (files or {}).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    git(folder, "add", "-A")
    days = {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
    git(folder, "commit", "-q", "--allow-empty", "--author", author, "-m", message, **days)
    return git(folder, "rev-parse", "HEAD")
