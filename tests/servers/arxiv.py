"""A stand-in for arXiv's query API, with invented papers; as a process: `arxiv.py --port 8901`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from servers.stand_in import Answered, Seen, StandIn

_FEED = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"\
 xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/standin</id>
  <title>arXiv Query</title>
  <updated>2024-01-01T00:00:00Z</updated>
  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>0</opensearch:startIndex>
{entries}
</feed>
"""


@dataclass(frozen=True)
class ArxivPaper:
    """A paper as arXiv has it; all values in the form its feed has them in, before XML escapes."""

    id: str
    title: str = "On the Sorting of Socks"
    abstract: str = "We sort socks by colour and find pairs in linear time."
    authors: tuple[str, ...] = ("Ada Example", "Bo Sample")
    affiliations: tuple[str, ...] = ()
    """One each for the first authors."""
    published: str = "2024-01-15"
    updated: str = ""
    version: int = 1
    categories: tuple[str, ...] = ("cs.LG",)
    """The primary one first; the feed lists them sorted, as arXiv does not promise an order."""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    license: str = ""
    extra: str = ""
    """Further XML of the entry."""


def some_papers(count: int) -> list[ArxivPaper]:
    """Return papers with ids 2401.00001 and up, each with a title of its own."""
    return [
        ArxivPaper(f"2401.{number:05d}", f"A Study of Sock {number}")
        for number in range(1, count + 1)
    ]


class ArxivServer(StandIn):
    """Serves papers by `id_list`, leaving out unknown ids, and all of them to a search.

    Malformed ids spoil the request.
    """

    path = "/api/query"

    def __init__(self, papers: Iterable[ArxivPaper] = (), port: int = 0) -> None:
        super().__init__(port)
        self.papers = {paper.id: paper for paper in papers}
        self.malformed: set[str] = set()
        """Ids that the server calls malformed, whatever they look like."""
        self.names_malformed = True
        """Whether it says which id is malformed."""
        self.error_status = 400

    @property
    def asked_ids(self) -> list[list[str]]:
        """The ids of each request so far."""
        return [_ids(request) for request in self.requests]

    def answer(self, request: Seen) -> Answered:
        if "search_query" in request.query:
            everything = feed(map(entry, self.papers.values()), len(self.papers))
            return Answered(everything, 200, "application/atom+xml; charset=utf-8")
        ids = _ids(request)
        for wrong in (one for one in ids if one in self.malformed):
            name = wrong if self.names_malformed else "query"
            body = feed([_error(f"incorrect id format for {name}")], 1)
            return Answered(body, self.error_status, "application/atom+xml")
        found = [self.papers[one] for one in ids if one in self.papers]
        most = int(request.query.get("max_results", ["10"])[0])
        body = feed([entry(paper) for paper in found[:most]], len(found))
        return Answered(body, 200, "application/atom+xml; charset=utf-8")


def feed(entries: Iterable[str], total: int) -> bytes:
    """Return a feed of entries."""
    listed = list(entries)
    return _FEED.format(size=len(listed), total=total, entries="\n".join(listed)).encode()


def entry(paper: ArxivPaper) -> str:
    """Return a paper as an entry, its elements in arXiv's order."""
    url = f"arxiv.org/abs/{paper.id}v{paper.version}"
    updated = paper.updated or paper.published
    lines = [
        f"<id>http://{url}</id>",
        f"<title>{escape(paper.title)}</title>",
        f"<updated>{updated}T09:00:00Z</updated>",
        f'<link href="https://{url}" rel="alternate" type="text/html"/>',
        f'<link href="https://{url.replace("/abs/", "/pdf/")}" rel="related"'
        ' type="application/pdf" title="pdf"/>',
        f"<summary>{escape(paper.abstract)}</summary>",
        *(_category("category", term) for term in sorted(paper.categories)),
        f"<published>{paper.published}T17:59:59Z</published>",
        *_optional("arxiv:comment", paper.comment),
        *(_category("arxiv:primary_category", term) for term in paper.categories[:1]),
        *_optional("arxiv:journal_ref", paper.journal_ref),
        *_authors(paper),
        *_optional("arxiv:doi", paper.doi),
        *_optional("arxiv:license", paper.license),
        paper.extra,
    ]
    return "  <entry>\n    " + "\n    ".join(lines) + "\n  </entry>"


def _authors(paper: ArxivPaper) -> Iterable[str]:
    for name, affiliation in zip_longest(paper.authors, paper.affiliations, fillvalue=""):
        place = "".join(_optional("arxiv:affiliation", affiliation))
        yield f"<author><name>{escape(name)}</name>{place}</author>"


def _category(tag: str, term: str) -> str:
    return f'<{tag} term={quoteattr(term)} scheme="http://arxiv.org/schemas/atom"/>'


def _optional(tag: str, text: str) -> list[str]:
    return [f"<{tag}>{escape(text)}</{tag}>"] if text else []


def _error(summary: str) -> str:
    return (
        "  <entry><id>https://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
        f"<summary>{escape(summary)}</summary><author><name>arXiv api core</name></author></entry>"
    )


def _ids(request: Seen) -> list[str]:
    return [one for one in ",".join(request.query.get("id_list", [])).split(",") if one]


def main() -> None:
    """Serve some invented papers until interrupted."""
    parser = argparse.ArgumentParser(description="A stand-in for arXiv's query API.")
    parser.add_argument("--port", type=int, default=8901)
    parser.add_argument("--papers", type=int, default=21)
    options = parser.parse_args()
    server = ArxivServer(some_papers(options.papers), options.port)
    print(f"serving {options.papers} papers at {server.url}", flush=True)  # noqa: T201
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.stopping.set()


if __name__ == "__main__":
    main()
