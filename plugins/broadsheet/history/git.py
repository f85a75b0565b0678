"""Git, asked as a program: the one place where it is run."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from broadsheet.errors import BroadsheetError

# Neither a pager nor a prompt may wait for somebody who is not there, and no locale turn words.
_QUIET = {"GIT_PAGER": "cat", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}


class GitError(BroadsheetError):
    """Git ended with an error; `said` is its own words."""

    def __init__(self, message: str, said: str = "") -> None:
        super().__init__(message)
        self.said = said


class Git:
    """A repository's git; `folder` is anywhere in its work tree."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, stdin: str | None = None, **environment: str) -> str:
        """Return what a git command prints.

        Raises:
            GitError: git is not there, or ends with an error, which the message quotes.
        """
        try:
            done = subprocess.run(  # noqa: S603 - words of ours; names are behind `--` or checked
                ["git", *words],  # noqa: S607
                cwd=self.folder,
                env=os.environ | _QUIET | environment,
                input=stdin,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from None
        if done.returncode:
            said = done.stderr.strip() or done.stdout.strip()
            raise GitError(f"git {words[0]}: {_telling_line(said)}", said)
        return done.stdout

    def data(self, *words: str, stdin: bytes = b"") -> bytes:
        """Return the bytes that a git command prints.

        Raises:
            GitError: git is not there, or ends with an error.
        """
        try:
            done = subprocess.run(  # noqa: S603
                ["git", *words],  # noqa: S607
                cwd=self.folder,
                env=os.environ | _QUIET,
                input=stdin,
                capture_output=True,
                check=False,
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from None
        if done.returncode:
            said = done.stderr.decode("utf-8", errors="replace")
            raise GitError(f"git {words[0]}: {_telling_line(said)}", said)
        return done.stdout

    def lines(self, *words: str) -> Iterator[str]:
        """Yield the lines of a git command as it prints them.

        Raises:
            GitError: git is not there, or ends with an error.
        """
        try:
            process = subprocess.Popen(  # noqa: S603
                ["git", *words],  # noqa: S607
                cwd=self.folder,
                env=os.environ | _QUIET,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
            )
        except OSError as error:
            raise GitError(f"git cannot be run: {error.strerror}") from None
        with process:
            assert process.stdout is not None  # noqa: S101 - a pipe was asked for
            assert process.stderr is not None  # noqa: S101
            for line in process.stdout:
                yield line.removesuffix("\n")
            said = process.stderr.read()
        if process.returncode:
            raise GitError(f"git {words[0]}: {_telling_line(said)}", said)

    def text(self, *words: str) -> str:
        """Return what a git command prints on one line, or empty text where it fails."""
        try:
            return self.run(*words).strip()
        except GitError:
            return ""

    @property
    def is_repository(self) -> bool:
        """Tell whether the folder is in the work tree of a repository."""
        return self.text("rev-parse", "--is-inside-work-tree") == "true"

    @property
    def is_shallow(self) -> bool:
        """Tell whether the beginning of the history is missing here."""
        return self.text("rev-parse", "--is-shallow-repository") == "true"

    @property
    def branch(self) -> str:
        """Return the branch that is checked out, empty where none is."""
        return self.text("symbolic-ref", "--quiet", "--short", "HEAD")

    @property
    def remote(self) -> str:
        """Return the address of `origin`, or empty text."""
        return self.text("config", "--get", "remote.origin.url")


def _telling_line(said: str) -> str:
    """Return the line of git's words that says what is wrong; advice follows it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    wrong = (line for line in lines if line.startswith(("fatal:", "error:")))
    return next(wrong, lines[-1] if lines else "it failed")
