"""A stand-in for DBLP, with invented entries."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from servers.stand_in import Answered, Seen, StandIn

RECORD = """<?xml version="1.0" encoding="US-ASCII"?>
<dblp>
<inproceedings key="conf/sock/ExampleS24" mdate="2024-08-01">
<author orcid="0000-0002-1825-0097" pid="1/2">Ada Example 0001</author>
<author>Bo Sample</author>
<title>On the Sorting of <i>Socks</i>.</title>
<pages>1-12</pages>
<year>2024</year>
<booktitle>SOCK</booktitle>
<ee type="oa">https://doi.org/10.1234/sock.7</ee>
<crossref>conf/sock/2024</crossref>
<url>db/conf/sock/sock2024.html#ExampleS24</url>
</inproceedings>
</dblp>
"""


def info(**changes: Any) -> dict[str, Any]:
    """Return an entry as the search has it; `...` takes a field away."""
    whole: dict[str, Any] = {
        "authors": {"author": [{"@pid": "1/2", "text": "Ada Example 0001"}, {"text": "Bo Sample"}]},
        "title": "On the Sorting of Socks.",
        "venue": "SOCK",
        "pages": "1-12",
        "year": "2024",
        "type": "Conference and Workshop Papers",
        "access": "open",
        "key": "conf/sock/ExampleS24",
        "doi": "10.1234/SOCK.7",
        "ee": "https://doi.org/10.1234/sock.7",
        "url": "https://dblp.org/rec/conf/sock/ExampleS24",
    }
    return {name: value for name, value in {**whole, **changes}.items() if value is not ...}


def preprint(**changes: Any) -> dict[str, Any]:
    """Return the entry of an arXiv paper."""
    return info(
        **{
            "type": "Informal and Other Publications",
            "venue": "CoRR",
            "volume": "abs/2401.00001",
            "pages": ...,
            "key": "journals/corr/abs-2401-00001",
            "doi": "10.48550/ARXIV.2401.00001",
            "ee": "https://doi.org/10.48550/arXiv.2401.00001",
            **changes,
        }
    )


def hits(*infos: dict[str, Any]) -> bytes:
    """Return an answer of the search."""
    found: dict[str, Any] = {"@total": str(len(infos)), "@sent": str(len(infos))}
    if infos:
        found["hit"] = [{"@score": "7", "info": one} for one in infos]
    return json.dumps({"result": {"query": "socks", "hits": found}}).encode()


class DblpServer(StandIn):
    """Serves records by DOI, and every entry to every search."""

    path = ""

    def __init__(
        self,
        infos: Iterable[dict[str, Any]] = (),
        records: Mapping[str, str] | None = None,
        port: int = 0,
    ) -> None:
        super().__init__(port)
        self.infos = list(infos)
        self.records = dict(records or {})

    def answer(self, request: Seen) -> Answered:
        if request.path == "/search/publ/api":
            return Answered(hits(*self.infos))
        doi = request.path.removeprefix("/doi/").removesuffix(".xml")
        if doi not in self.records:
            return Answered(b"<html>not found</html>", 404, "text/html")
        return Answered(self.records[doi].encode(), 200, "application/xml")
