"""A stand-in for Semantic Scholar's Graph API, with invented papers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from servers.stand_in import Answered, Seen, StandIn

_NAMES = {"ArXiv": "ARXIV", "DOI": "DOI", "ACL": "ACL", "PubMed": "PMID", "CorpusId": "CorpusId"}


def paper(
    number: int, title: str = "On the Sorting of Socks", ids: Any = None, **values: Any
) -> dict[str, Any]:
    """Return a paper as Semantic Scholar has it; all that is not said is null."""
    return {
        "paperId": f"{number:040x}",
        "externalIds": {"CorpusId": number, **(ids or {})},
        "title": title,
        "abstract": "Not to be stored.",
        "authors": [{"authorId": "1", "name": "Ada Example"}],
        "venue": "",
        "journal": None,
        "year": 2024,
        "publicationDate": None,
        "publicationTypes": None,
        "citationCount": 3,
        "openAccessPdf": None,
        "fieldsOfStudy": None,
        **values,
    }


class SemanticScholarServer(StandIn):
    """Serves papers by batches; what it does not know is null at its place."""

    path = "/graph/v1"

    def __init__(self, papers: Iterable[dict[str, Any]] = (), port: int = 0) -> None:
        super().__init__(port)
        self.papers = list(papers)

    @property
    def asked_ids(self) -> list[list[str]]:
        """The ids of each batch so far."""
        return [json.loads(one.body)["ids"] for one in self.requests if one.body]

    def answer(self, request: Seen) -> Answered:
        if request.path.endswith("/paper/search"):
            found = {"total": len(self.papers), "offset": 0, "data": self.papers}
            return Answered(json.dumps(found if self.papers else {"total": 0}).encode())
        places = [self._known(one) for one in json.loads(request.body)["ids"]]
        if not any(places):
            return Answered(b'{"error":"No valid paper ids given"}', 400)
        return Answered(json.dumps(places).encode())

    def _known(self, name: str) -> dict[str, Any] | None:
        return next((one for one in self.papers if name in _names(one)), None)


def _names(one: dict[str, Any]) -> set[str]:
    names = {f"{_NAMES[kind]}:{value}" for kind, value in one["externalIds"].items()}
    return {*names, one["paperId"]}
