"""A stand-in for DataCite's REST API, with invented data sets and software."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from servers.stand_in import Answered, Seen, StandIn


def record(doi: str, title: str = "A Box of Socks", **values: Any) -> dict[str, Any]:
    """Return a DOI as DataCite has it; `values` are attributes."""
    attributes = {
        "doi": doi,
        "titles": [{"title": title}],
        "creators": [
            {
                "name": "Example, Ada", "nameType": "Personal", "givenName": "Ada",
                "familyName": "Example", "affiliation": [], "nameIdentifiers": [],
            }
        ],
        "publisher": "Zenodo",
        "publicationYear": 2024,
        "types": {"resourceTypeGeneral": "Dataset"},
        **values,
    }  # fmt: skip
    return {"id": doi, "type": "dois", "attributes": attributes}


def listed(records: Iterable[object]) -> bytes:
    """Return an answer with a list of DOIs."""
    found = list(records)
    return json.dumps({"data": found, "meta": {"total": len(found)}}).encode()


def refusal(title: str, status: int) -> bytes:
    """Return why DataCite refuses a request."""
    return json.dumps({"errors": [{"status": str(status), "title": title}]}).encode()


class DataCiteServer(StandIn):
    """Serves DOIs by a query and by their own address."""

    path = "/dois"

    def __init__(self, records: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.records = {one["id"]: one for one in records}

    def answer(self, request: Seen) -> Answered:
        name = unquote(request.path.removeprefix(self.path)).strip("/")
        if not name:
            dois = re.findall(r'"([^"]+)"', request.query["query"][0])
            return Answered(listed(self.records[doi] for doi in dois if doi in self.records))
        if name not in self.records:
            return Answered(refusal("The resource you are looking for doesn't exist.", 404), 404)
        return Answered(json.dumps({"data": self.records[name]}).encode())
