from __future__ import annotations

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.source import Finder
from broadsheet.fetch.sources.arxiv import Arxiv
from servers import faults
from servers.arxiv import ArxivPaper, ArxivServer, entry, feed

FOUND = feed(
    [
        entry(ArxivPaper("2401.00003", "A Study of Shoes")),
        entry(ArxivPaper("2401.00002", "On the Sorting of Socks, Again")),
        entry(ArxivPaper("2401.00001", "On the Sorting of Socks")),
    ],
    3,
)


def test_arxiv_is_a_finder() -> None:
    assert isinstance(Arxiv(), Finder)


def test_papers_are_found_by_title_the_nearest_first(client: Client) -> None:
    with ArxivServer() as server:
        server.misbehave([faults.says(FOUND)])
        found = Arxiv().find(client, server.url, "On the sorting of socks")

    assert [one.ids.arxiv for one in found] == ["2401.00001", "2401.00002", "2401.00003"]
    assert server.requests[0].query["search_query"] == [
        "ti:On AND ti:the AND ti:sorting AND ti:of AND ti:socks"
    ]


def test_of_a_long_title_the_longest_words_are_searched(client: Client) -> None:
    title = "A b c d e f Long Title That Is Longer Than What Could Ever Reasonably Be Searched For"
    with ArxivServer() as server:
        Arxiv().find(client, server.url, title)

    (query,) = server.requests[0].query["search_query"]
    assert query.startswith("ti:Long AND ti:Title AND ti:That")
    assert query.count("ti:") == 10


def test_formulas_and_signs_cannot_break_the_search(client: Client) -> None:
    with ArxivServer() as server:
        Arxiv().find(client, server.url, 'Socks" OR all:*) in $O(n^2)$')

    (query,) = server.requests[0].query["search_query"]
    assert '"' not in query
    assert "*" not in query


def test_a_title_without_words_is_not_searched(client: Client) -> None:
    with ArxivServer() as server:
        assert Arxiv().find(client, server.url, " … ") == []

    assert server.requests == []


def test_a_search_that_is_refused_is_said(client: Client) -> None:
    wrong = "<entry><title>Error</title><summary>bad query</summary></entry>"
    with ArxivServer() as server:
        server.misbehave([faults.says(feed([wrong], 1), code=400)])

        with pytest.raises(FetchError, match="arXiv refuses: bad query"):
            Arxiv().find(client, server.url, "socks")
