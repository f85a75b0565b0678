"""A stand-in for OpenAlex's API, with invented works."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servers.stand_in import Answered, Seen, StandIn


def work(
    number: int, doi: str = "", title: str = "On the Sorting of Socks", **values: Any
) -> dict[str, Any]:
    """Return a work as OpenAlex has it."""
    url = f"https://openalex.org/W{number}"
    return {
        "id": url,
        "doi": f"https://doi.org/{doi}" if doi else None,
        "display_name": title,
        "ids": {"openalex": url},
        "publication_date": "2024-01-15",
        "publication_year": 2024,
        "type": "article",
        "authorships": [{"author": {"display_name": "Ada Example", "orcid": None}}],
        "cited_by_count": 3,
        **values,
    }


def listed(results: Iterable[object]) -> bytes:
    """Return an answer with a list of works."""
    works = list(results)
    return json.dumps({"meta": {"count": len(works)}, "results": works, "group_by": []}).encode()


def refusal(message: str) -> bytes:
    """Return why OpenAlex refuses a request."""
    return json.dumps({"error": "Invalid query parameters error.", "message": message}).encode()


class OpenAlexServer(StandIn):
    """Serves works by `filter=doi:a|b` and by their own address."""

    path = "/works"

    def __init__(self, works: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.works = list(works)

    def answer(self, request: Seen) -> Answered:
        name = request.path.removeprefix(self.path).strip("/")
        if name:
            found = next((one for one in self.works if name in _names(one)), None)
            page = b"<!doctype html><title>404</title>"
            return Answered(json.dumps(found).encode()) if found else Answered(page, 404)
        if "search" in request.query:
            return Answered(listed(self.works))
        dois = request.query["filter"][0].removeprefix("doi:").split("|")
        return Answered(
            listed(one for one in self.works if any(f"doi:{doi}" in _names(one) for doi in dois))
        )


def _names(one: dict[str, Any]) -> set[str]:
    doi = (one["doi"] or "").removeprefix("https://doi.org/")
    pmid = (one["ids"].get("pmid") or "").rpartition("/")[2]
    return {one["id"].rpartition("/")[2], f"doi:{doi}", f"pmid:{pmid}"}
