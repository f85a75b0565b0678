"""A stand-in for Hugging Face's paper pages, with invented papers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servers.stand_in import Answered, Seen, StandIn


def paper(arxiv: str = "2401.00001", **changes: Any) -> dict[str, Any]:
    """Return a paper as the API has it; a change to `...` takes a field away."""
    whole: dict[str, Any] = {
        "id": arxiv,
        "title": "On the Sorting of Socks",
        "authors": [
            {"_id": "1", "name": "Ada Example", "hidden": False},
            {"_id": "2", "name": "Bo Sample", "hidden": False, "user": {"user": "bo"}},
        ],
        "publishedAt": "2024-01-15T17:59:59.000Z",
        "submittedOnDailyAt": "2024-01-16T00:00:00.000Z",
        "summary": "We sort socks.",
        "upvotes": 21,
        "discussionId": "65",
        "githubRepo": "https://github.com/example/socks",
        "githubStars": 99,
        "projectPage": "https://socks.example.org/",
        "ai_summary": "Socks are sorted by a network.",
        "ai_keywords": ["socks", "sorting"],
        "linkedModels": [],
        "linkedDatasets": [],
        "linkedSpaces": [],
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not ...}


def linked(name: str, likes: int | None = 0, **more: Any) -> dict[str, Any]:
    """Return a model, dataset or space of a paper."""
    return {"id": name, "likes": likes, "downloads": 7, "private": False, **more}


class HuggingFaceServer(StandIn):
    """Serves papers by arXiv id; one that it has no page for is 404."""

    path = "/api/papers"

    def __init__(self, papers: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.papers = {one["id"]: one for one in papers}

    def answer(self, request: Seen) -> Answered:
        name = request.path.removeprefix(f"{self.path}/")
        if name not in self.papers:
            return Answered(b'{"error":"Paper not found"}', 404)
        return Answered(json.dumps(self.papers[name]).encode())
