"""GitHub's REST API, as a workflow reaches it.

https://docs.github.com/en/rest and, for the variables,
https://docs.github.com/en/actions/reference/workflows-and-actions/variables
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

import requests
from msgspec import Struct

from broadsheet import __version__
from broadsheet.errors import BroadsheetError

_TIMEOUT = 30.0
_MOST_PAGES = 50
_REPOSITORY = re.compile(r"[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}", re.ASCII)


class ForgeError(BroadsheetError):
    """The forge refuses or cannot be reached; `status` is its answer's, 0 where there is none."""

    def __init__(self, message: str, status: int = 0) -> None:
        super().__init__(message)
        self.status = status


class GitHub(Struct, frozen=True):
    """One repository at a GitHub; `api` and `server` are addresses without a slash at the end."""

    repository: str
    token: str
    api: str = "https://api.github.com"
    server: str = "https://github.com"

    @classmethod
    def of_workflow(cls, environment: Mapping[str, str] = os.environ) -> GitHub:
        """Return the repository that a workflow runs in.

        Raises:
            BroadsheetError: this is no workflow, or it was given no token.
        """
        repository = environment.get("GITHUB_REPOSITORY", "")
        token = environment.get("GITHUB_TOKEN", "")
        if not _REPOSITORY.fullmatch(repository):
            raise BroadsheetError("GITHUB_REPOSITORY names no repository; is this a workflow?")
        if not token:
            raise BroadsheetError("GITHUB_TOKEN is not set; give the step the workflow's token")
        api = environment.get("GITHUB_API_URL") or "https://api.github.com"
        server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
        return cls(repository, token, api.rstrip("/"), server.rstrip("/"))

    @property
    def owner(self) -> str:
        """Return whose repository it is."""
        return self.repository.partition("/")[0]

    @property
    def pushed_host(self) -> str:
        """Return the host that git pushes to."""
        return urlsplit(self.server).netloc

    def get(self, path: str, **query: str) -> Any:  # noqa: ANN401 - JSON
        """Return what the API says at a path below the repository."""
        return self._ask("GET", path, params=query).json()

    def pages(self, path: str, **query: str) -> Iterator[Any]:
        """Yield the items of all pages of a list."""
        for page in range(1, _MOST_PAGES + 1):
            items = self.get(path, **query, per_page="100", page=str(page))
            yield from items
            if len(items) < 100:
                return

    def send(self, method: str, path: str, body: Mapping[str, object]) -> Any:  # noqa: ANN401
        """Send JSON to a path below the repository and return the answer."""
        return self._ask(method, path, json=dict(body)).json()

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401
        url = f"{self.api}/repos/{self.repository}/{quote(path)}".rstrip("/")
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "User-Agent": f"broadsheet/{__version__}",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        try:
            reply = requests.request(method, url, headers=headers, timeout=_TIMEOUT, **more)
        except requests.RequestException as error:
            raise ForgeError(f"{self.pushed_host} cannot be reached: {error}") from None
        if not reply.ok:
            raise ForgeError(
                f"{method} {path}: {reply.status_code} {_said(reply)}", reply.status_code
            )
        return reply


def _said(reply: requests.Response) -> str:
    try:
        said = reply.json()
    except ValueError:
        return ""
    return str(said.get("message", ""))[:200] if isinstance(said, dict) else ""
