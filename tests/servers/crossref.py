"""A stand-in for Crossref's REST API, with invented works."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from servers.stand_in import Answered, Seen, StandIn


def work(doi: str, title: object = "On the Sorting of Socks", **values: Any) -> dict[str, Any]:
    """Return a work as Crossref has it; names of values with `_` for `-`."""
    said: dict[str, Any] = {
        "DOI": doi,
        "title": [title] if isinstance(title, str) else title,
        "author": [{"given": "Ada", "family": "Example", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2024, 1, 15]]},
        "type": "journal-article",
        "is-referenced-by-count": 3,
    }
    return {**said, **{name.replace("_", "-"): value for name, value in values.items()}}


def listed(items: Iterable[object]) -> bytes:
    """Return an answer with a list of works."""
    works = list(items)
    message = {"facets": {}, "total-results": len(works), "items": works, "items-per-page": 20}
    return _envelope("work-list", message)


def refusal(message: str, value: str) -> bytes:
    """Return why Crossref refuses a request."""
    reason = [{"type": "filter-not-valid", "value": value, "message": message}]
    return json.dumps(
        {"status": "failed", "message-type": "validation-failure", "message": reason}
    ).encode()


class CrossrefServer(StandIn):
    """Serves works by `filter=doi:…` and by their own address; unknown DOIs are left out."""

    path = "/v1/works"

    def __init__(self, works: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.works = {one["DOI"].lower(): one for one in works}
        self.disliked: set[str] = set()
        """DOIs that it refuses, and with them the list that they stand in."""

    def answer(self, request: Seen) -> Answered:
        name = unquote(request.path.removeprefix(self.path)).strip("/")
        if name:
            return self._one(name)
        if "query.bibliographic" in request.query:
            return Answered(listed(self.works.values()))
        dois = [one.partition(":")[2] for one in request.query["filter"][0].split(",")]
        for wrong in (doi for doi in dois if doi in self.disliked):
            return Answered(refusal("This filter is not valid", f"doi:{wrong}"), 400)
        return Answered(listed(self.works[doi] for doi in dois if doi in self.works))

    def _one(self, doi: str) -> Answered:
        if doi.lower() not in self.works:
            return Answered(b"Resource not found.", 404, "text/plain")
        return Answered(_envelope("work", self.works[doi.lower()]))


def _envelope(kind: str, message: object) -> bytes:
    return json.dumps(
        {"status": "ok", "message-type": kind, "message-version": "1.0.0", "message": message}
    ).encode()
