"""A stand-in for the part of GitHub's REST API that workflows use: pulls and comments."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from servers.stand_in import Answered, Seen, StandIn

BOT = "github-actions[bot]"


@dataclass
class Pull:
    """A pull request as the API has it."""

    number: int
    head: str
    """`owner:branch`."""
    sha: str = ""
    base: str = "main"
    title: str = ""
    body: str = ""
    state: str = "open"

    def json(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "title": self.title,
            "body": self.body,
            "state": self.state,
            "head": {"label": self.head, "sha": self.sha},
            "base": {"ref": self.base},
        }


@dataclass
class Comment:
    id: int
    issue: int
    body: str
    login: str = BOT

    def json(self) -> dict[str, Any]:
        kind = "Bot" if self.login.endswith("[bot]") else "User"
        return {"id": self.id, "body": self.body, "user": {"login": self.login, "type": kind}}


@dataclass
class ForgeState:
    pulls: list[Pull] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


class ForgeServer(StandIn):
    """The REST API of `wool-lab/papers`; pages hold as many items as they are asked for."""

    token = "token-of-the-run"

    def __init__(self, pulls: Iterable[Pull] = ()) -> None:
        super().__init__()
        self.state = ForgeState(list(pulls))
        self.lets_open_pulls = True
        self._numbers = count(100)

    @property
    def environment(self) -> dict[str, str]:
        """Return what a workflow's steps are told."""
        return {
            "GITHUB_API_URL": self.url.rstrip("/"),
            "GITHUB_SERVER_URL": self.url.rstrip("/"),
            "GITHUB_REPOSITORY": "wool-lab/papers",
            "GITHUB_TOKEN": self.token,
        }

    def comments_on(self, number: int) -> list[str]:
        return [one.body for one in self.state.comments if one.issue == number]

    def answer(self, request: Seen) -> Answered:
        """Say what GitHub says."""
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _json({"message": "Bad credentials"}, 401)
        prefix = "/repos/wool-lab/papers"
        if not request.path.startswith(prefix):
            return _json({"message": "Not Found"}, 404)
        parts = request.path.removeprefix(prefix).strip("/").split("/")
        body = json.loads(request.body or b"{}")
        match (request.method, *parts):
            case ("GET", ""):
                return _json({"default_branch": "main"})
            case ("GET", "pulls"):
                return _json(_page(request, [one.json() for one in self._pulls(request)]))
            case ("POST", "pulls"):
                return self._open(body)
            case ("PATCH", "pulls", number):
                return self._change(int(number), body)
            case ("GET", "issues", number, "comments"):
                found = [one.json() for one in self.state.comments if one.issue == int(number)]
                return _json(_page(request, found))
            case ("POST", "issues", number, "comments"):
                made = Comment(next(self._numbers), int(number), body["body"])
                self.state.comments.append(made)
                return _json(made.json(), 201)
            case ("PATCH", "issues", "comments", number):
                (one,) = [one for one in self.state.comments if one.id == int(number)]
                one.body = body["body"]
                return _json(one.json())
        return _json({"message": "Not Found"}, 404)

    def _pulls(self, request: Seen) -> list[Pull]:
        head = request.query.get("head", [""])[0]
        found = [one for one in self.state.pulls if one.state == "open"]
        # As GitHub does: a head of another form than owner:branch filters nothing.
        return [one for one in found if one.head == head] if ":" in head else found

    def _open(self, body: dict[str, str]) -> Answered:
        if not self.lets_open_pulls:
            message = "GitHub Actions is not permitted to create or approve pull requests."
            return _json({"message": message}, 403)
        made = Pull(
            next(self._numbers),
            f"wool-lab:{body['head']}",
            base=body["base"],
            title=body["title"],
            body=body["body"],
        )
        self.state.pulls.append(made)
        return _json(made.json(), 201)

    def _change(self, number: int, body: dict[str, str]) -> Answered:
        (one,) = [one for one in self.state.pulls if one.number == number]
        one.title, one.body = body["title"], body["body"]
        return _json(one.json())


def _page(request: Seen, items: list[Any]) -> list[Any]:
    size, number = (int(request.query[name][0]) for name in ("per_page", "page"))
    return items[size * (number - 1) : size * number]


def _json(value: object, status: int = 200) -> Answered:
    return Answered(json.dumps(value).encode(), status)
