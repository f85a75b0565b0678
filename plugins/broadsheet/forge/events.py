"""Events: what a workflow is told about why it runs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from broadsheet.errors import BroadsheetError


class _Owner(Struct):
    login: str


class _Repository(Struct):
    owner: _Owner


class Run(Struct):
    """The finished run that a `workflow_run` is about; its values are the forge's own."""

    id: int
    head_branch: str
    head_sha: str
    head_repository: _Repository
    conclusion: str | None = None

    @property
    def head(self) -> str:
        """Return `owner:branch`, as pull requests name theirs."""
        return f"{self.head_repository.owner.login}:{self.head_branch}"


class _RunEvent(Struct):
    workflow_run: Run


def event_bytes(environment: Mapping[str, str] = os.environ) -> bytes:
    """Return the event's JSON.

    Raises:
        BroadsheetError: there is none; this is no workflow.
    """
    path = environment.get("GITHUB_EVENT_PATH", "")
    try:
        return Path(path).read_bytes() if path else b""
    except OSError as error:
        raise BroadsheetError(f"{path}: the event cannot be read: {error.strerror}") from None


def finished_run(data: bytes) -> Run:
    """Return the run that an event is about.

    Raises:
        BroadsheetError: it is about something else.
    """
    try:
        return msgspec.json.decode(data, type=_RunEvent).workflow_run
    except msgspec.DecodeError as error:
        raise BroadsheetError(f"the event is of no finished run: {error}") from None
