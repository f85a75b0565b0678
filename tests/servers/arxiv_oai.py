"""A stand-in for arXiv's OAI-PMH, with the invented papers of `servers.arxiv`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from xml.sax.saxutils import escape

from servers.arxiv import ArxivPaper
from servers.stand_in import Answered, Seen, StandIn

_ANSWER = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"\
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2024-03-01T00:00:00Z</responseDate>
<request>http://oaipmh.arxiv.org/oai</request>
{}
</OAI-PMH>
"""


def answer(inner: str) -> bytes:
    """Return an answer around some XML."""
    return _ANSWER.format(inner).encode()


def record(paper: ArxivPaper, prefix: str = "arXiv", extra: str = "") -> str:
    """Return a paper as a record of one of the two formats, with further XML."""
    inner = _raw(paper) if prefix == "arXivRaw" else _structured(paper)
    return (
        f"<record><header><identifier>oai:arXiv.org:{paper.id}</identifier>"
        f"<datestamp>{paper.updated or paper.published}</datestamp><setSpec>cs:cs:LG</setSpec>"
        f'</header><metadata><{prefix} xmlns="http://arxiv.org/OAI/{prefix}/">'
        f"<id>{paper.id}</id>{inner}{_shared(paper)}{extra}</{prefix}></metadata></record>"
    )


def gone(arxiv: str) -> str:
    """Return a record that was deleted."""
    return (
        f'<record><header status="deleted"><identifier>oai:arXiv.org:{arxiv}</identifier>'
        "<datestamp>2024-02-02</datestamp></header></record>"
    )


def error(code: str, text: str = "") -> bytes:
    """Return an answer that is an error of the protocol."""
    return answer(f'<error code="{code}">{escape(text)}</error>')


class OaiServer(StandIn):
    """Serves papers one by one, and sets in pages by tokens such as `cs:cs:LG|2`."""

    path = "/oai"

    def __init__(
        self,
        papers: Iterable[ArxivPaper] = (),
        sets: Mapping[str, Sequence[str]] | None = None,
        page: int = 2,
        port: int = 0,
    ) -> None:
        super().__init__(port)
        self.papers = {paper.id: paper for paper in papers}
        self.sets = {"": list(self.papers), **(sets or {})}
        self.page = page
        self.forgotten: set[str] = set()
        """Tokens that are no longer good."""

    def answer(self, request: Seen) -> Answered:
        query = {name: values[0] for name, values in request.query.items()}
        body = self._one(query) if query["verb"] == "GetRecord" else self._list(query)
        return Answered(body, 200, "text/xml; charset=utf-8")

    def _one(self, query: dict[str, str]) -> bytes:
        paper = self.papers.get(query["identifier"].removeprefix("oai:arXiv.org:"))
        if paper is None:
            return error("idDoesNotExist", "nothing has this identifier")
        return answer(f"<GetRecord>{record(paper, query['metadataPrefix'])}</GetRecord>")

    def _list(self, query: dict[str, str]) -> bytes:
        token = query.get("resumptionToken", "")
        if token in self.forgotten or (token and len(query) > 2):
            return error("badResumptionToken", "it has expired")
        name, _, at = (token or f"{query.get('set', '')}|0").rpartition("|")
        papers = [self.papers[one] for one in self.sets.get(name, ())]
        if not papers:
            return error("noRecordsMatch")
        end = int(at) + self.page
        more = f"{name}|{end}" if end < len(papers) else ""
        token_xml = f'<resumptionToken expires="2024-03-02T00:00:00Z">{more}</resumptionToken>'
        records = "".join(record(one) for one in papers[int(at) : end])
        return answer(f"<ListRecords>{records}{token_xml}</ListRecords>")


def _structured(paper: ArxivPaper) -> str:
    people = []
    for name in paper.authors:
        given, _, family = name.rpartition(" ")
        forenames = f"<forenames>{escape(given)}</forenames>" if given else ""
        people.append(f"<author><keyname>{escape(family)}</keyname>{forenames}</author>")
    updated = f"<updated>{paper.updated}</updated>" if paper.updated else ""
    return f"<created>{paper.published}</created>{updated}<authors>{''.join(people)}</authors>"


def _raw(paper: ArxivPaper) -> str:
    days = {1: "Mon, 15 Jan 2024 17:59:59 GMT", 2: "Tue, 20 Feb 2024 09:00:00 GMT"}
    versions = "".join(
        f'<version version="v{number}"><date>{days.get(number, days[2])}</date>'
        "<size>12kb</size></version>"
        for number in range(1, paper.version + 1)
    )
    return (
        f"<submitter>Ada Example</submitter>{versions}<authors>{', '.join(paper.authors)}</authors>"
    )


def _shared(paper: ArxivPaper) -> str:
    values = {
        "title": paper.title, "categories": " ".join(paper.categories), "comments": paper.comment,
        "journal-ref": paper.journal_ref, "doi": paper.doi, "license": paper.license,
        "abstract": paper.abstract,
    }  # fmt: skip
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in values.items() if text)
