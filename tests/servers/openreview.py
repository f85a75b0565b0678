"""A stand-in for OpenReview, of either generation, with invented submissions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servers.stand_in import Answered, Seen, StandIn

FORUM = "aB3dE5gH7j"


def content(**changes: Any) -> dict[str, Any]:
    """Return the content of a submission as the first generation has it; `...` takes away."""
    whole: dict[str, Any] = {
        "title": "On the Sorting of Socks",
        "authors": ["Ada Example", "Bo Sample"],
        "authorids": ["~Ada_Example1", "~Bo_Sample1"],
        "abstract": "We sort socks.",
        "keywords": ["socks", "sorting"],
        "TL;DR": "Socks, sorted.",
        "venue": "SOCK 2024 oral",
        "venueid": "SOCK.cc/2024/Conference",
        "pdf": "/pdf/0123456789abcdef.pdf",
        "_bibtex": "@inproceedings{...}",
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not ...}


def note(
    plain: dict[str, Any] | None = None, *, generation: int = 2, **more: Any
) -> dict[str, Any]:
    """Return a submission's note."""
    values = content() if plain is None else plain
    if generation == 2:
        values = {name: {"value": value} for name, value in values.items()}
    whole: dict[str, Any] = {
        "id": FORUM,
        "forum": FORUM,
        "content": values,
        "cdate": 1695000000000,
        "pdate": 1705363199000,
        "license": "CC BY 4.0",
    }
    kind = "SOCK.cc/2024/Conference/-/Submission"
    whole |= {"invitations": [kind]} if generation == 2 else {"invitation": kind}
    return {**whole, **more}


class OpenreviewServer(StandIn):
    """Serves notes by id, to those who have logged in where a login is wanted."""

    path = ""

    def __init__(self, notes: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.notes = {one["id"]: one for one in notes}
        self.private: set[str] = set()
        self.wants_login = False
        self.takes_login = True

    def answer(self, request: Seen) -> Answered:
        if request.path == "/login":
            return self._login(request)
        if self.wants_login and request.headers.get("authorization") != "Bearer letmein":
            return _error(403, "ChallengeRequiredError")
        key = request.query["id"][0]
        if key in self.private:
            return _error(403, "ForbiddenError")
        if key not in self.notes:
            return _error(404, "NotFoundError")
        return Answered(json.dumps({"notes": [self.notes[key]], "count": 1}).encode())

    def _login(self, request: Seen) -> Answered:
        if not self.takes_login:
            return Answered(b'{"name":"Error","message":"wrong: ' + request.body[:20] + b'"}', 400)
        return Answered(b'{"token":"letmein","user":{"id":"~Ada_Example1"}}')


def _error(status: int, name: str) -> Answered:
    return Answered(json.dumps({"name": name, "message": name, "status": status}).encode(), status)
