"""A stand-in for GitHub: repositories by REST and GraphQL, and threads with reactions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from servers.stand_in import Answered, Seen, StandIn

_ASKED = re.compile(r'(\w+): repository\(owner: "([^"]*)", name: "([^"]*)"\)')
_NOT_FOUND = "Could not resolve to a Repository with the name '{}'."


@dataclass(frozen=True)
class Repo:
    """A repository as GitHub has it."""

    name: str
    """`owner/name`."""
    stars: int | None = 42
    license: str | None = "MIT"
    archived: bool = False
    number: int = 1000


@dataclass(frozen=True)
class Thread:
    """A discussion or an issue."""

    title: str | None
    body: str | None = ""
    reactions: int = 0
    against: int = 0


@dataclass
class Forum:
    """The threads of the one repository that has some; None where that kind is switched off."""

    name: str = "example/papers"
    discussions: list[Thread] | None = field(default_factory=list)
    issues: list[Thread] | None = field(default_factory=list)
    page: int = 2


class GithubServer(StandIn):
    """Serves repositories under their names, former names and numbers."""

    path = ""

    def __init__(
        self,
        repos: Iterable[Repo] = (),
        *,
        renamed: Mapping[str, str] | None = None,
        forum: Forum | None = None,
        port: int = 0,
    ) -> None:
        super().__init__(port)
        self.repos = {repo.name.lower(): repo for repo in repos}
        self.renamed = {old.lower(): new.lower() for old, new in (renamed or {}).items()}
        self.forum = forum or Forum()
        self.errors: dict[str, str] = {}
        """Names that GraphQL answers with an error of this type beside the data."""

    def answer(self, request: Seen) -> Answered:
        if request.path == "/graphql":
            return self._graph(json.loads(request.body))
        if number := re.fullmatch(r"/repositories/(\d+)", request.path):
            return _rest(next(one for one in self.repos.values() if one.number == int(number[1])))
        name = request.path.removeprefix("/repos/").lower()
        if name in self.renamed:
            moved = self.repos[self.renamed[name]]
            url = f"{self.url}/repositories/{moved.number}"
            body = json.dumps({"message": "Moved Permanently", "url": url}).encode()
            return Answered(body, 301, headers={"Location": url})
        if name not in self.repos:
            return Answered(b'{"message":"Not Found","status":"404"}', 404)
        return _rest(self.repos[name])

    def _graph(self, asked: dict[str, Any]) -> Answered:
        if "threads:" in asked["query"]:
            return Answered(json.dumps(self._threads(asked)).encode())
        data: dict[str, Any] = {}
        errors: list[dict[str, Any]] = []
        for alias, owner, name in _ASKED.findall(asked["query"]):
            full = f"{owner}/{name}".lower()
            repo = self.repos.get(self.renamed.get(full, full))
            kind = self.errors.get(full, "" if repo else "NOT_FOUND")
            data[alias] = None if kind or repo is None else _node(repo)
            if kind:
                message = _NOT_FOUND.format(full) if kind == "NOT_FOUND" else f"{kind} it is"
                errors.append({"type": kind, "path": [alias], "message": message})
        answer = {"data": data, **({"errors": errors} if errors else {})}
        return Answered(json.dumps(answer).encode())

    def _threads(self, asked: dict[str, Any]) -> dict[str, Any]:
        variables = asked["variables"]
        if f"{variables['owner']}/{variables['name']}" != self.forum.name:
            error = {"type": "NOT_FOUND", "path": ["repository"], "message": "no such repository"}
            return {"data": {"repository": None}, "errors": [error]}
        is_discussions = "threads: discussions(" in asked["query"]
        threads = self.forum.discussions if is_discussions else self.forum.issues
        if threads is None:
            return {"data": {"repository": {"threads": None}}}
        begin = int(variables["after"] or 0)
        end = begin + self.forum.page
        page = {"hasNextPage": end < len(threads), "endCursor": str(end)}
        nodes = [_thread(one) for one in threads[begin:end]]
        return {"data": {"repository": {"threads": {"pageInfo": page, "nodes": nodes}}}}


def limit_reached(seconds: int, now: int) -> Answered:
    """Return GitHub's answer when the hour's requests are used up, seen at an epoch second."""
    body = b'{"message":"API rate limit exceeded for 192.0.2.1."}'
    reset = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(now + seconds)}
    return Answered(body, 403, headers=reset)


def _rest(repo: Repo) -> Answered:
    license_ = None if repo.license is None else {"key": "mit", "spdx_id": repo.license}
    body = {
        "id": repo.number,
        "full_name": repo.name,
        "stargazers_count": repo.stars,
        "archived": repo.archived,
        "license": license_,
    }
    return Answered(json.dumps(body).encode())


def _node(repo: Repo) -> dict[str, Any]:
    return {
        "nameWithOwner": repo.name,
        "isArchived": repo.archived,
        "stargazerCount": repo.stars,
        "licenseInfo": None if repo.license is None else {"spdxId": repo.license},
    }


def _thread(one: Thread) -> dict[str, Any]:
    return {
        "title": one.title,
        "body": one.body,
        "reactions": {"totalCount": one.reactions},
        "against": {"totalCount": one.against},
    }
