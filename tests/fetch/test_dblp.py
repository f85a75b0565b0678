from __future__ import annotations

from typing import Any

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import Finder
from broadsheet.fetch.sources.dblp import Dblp
from broadsheet.fetch.sources.dblp_hits import read_hits
from broadsheet.fetch.sources.dblp_record import read_record
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts
from broadsheet.records.names import Author
from servers import faults
from servers.dblp import RECORD, DblpServer, hits, info, preprint

DOI = "10.1234/sock.7"
TITLE = "On the Sorting of Socks"


def ask(client: Client, server: DblpServer, key: str) -> Finding:
    (found,) = Dblp().ask(client, server.url, [key])
    return found


def facts(**changes: Any) -> Facts:
    """Return what is read of the only hit of a search."""
    (found,) = read_hits(hits(info(**changes)))
    return found


def test_a_record_is_found_by_its_doi(client: Client) -> None:
    with DblpServer(records={DOI: RECORD}) as server:
        found = ask(client, server, f"doi:{DOI}")

    assert found == Finding(
        f"doi:{DOI}",
        Facts(
            title=TITLE,
            authors=(Author("Example", "Ada", orcid="0000-0002-1825-0097"), Author("Sample", "Bo")),
            published=PartialDate(2024),
            venue="SOCK 2024",
            type="paper-conference",
            pages="1–12",
            ids=Identifiers(doi=DOI, dblp="conf/sock/ExampleS24"),
        ),
    )


def test_a_record_is_found_by_its_title(client: Client) -> None:
    with DblpServer([info()]) as server:
        found = ask(client, server, f"title:{TITLE}")

    assert found.facts == facts()
    assert server.requests[0].query["q"] == [TITLE]


def test_a_hit_says_what_a_record_says_but_for_orcids() -> None:
    found = read_record(RECORD.replace(' orcid="0000-0002-1825-0097"', "").encode(), DOI)

    assert facts() == found


def test_a_title_that_is_only_near_is_not_the_paper(client: Client) -> None:
    with DblpServer([info(title="On the Sorting of Socks and Shoes.")]) as server:
        assert ask(client, server, f"title:{TITLE}") == Finding(f"title:{TITLE}")


def test_of_preprint_and_paper_the_paper_is_taken(client: Client) -> None:
    with DblpServer([preprint(), info()]) as server:
        found = ask(client, server, f"title:{TITLE}")

    assert found.facts is not None
    assert found.facts.venue == "SOCK 2024"


def test_a_doi_that_dblp_does_not_know_is_not_found(client: Client) -> None:
    with DblpServer() as server:
        assert ask(client, server, f"doi:{DOI}") == Finding(f"doi:{DOI}")


def test_a_title_that_nobody_has_is_not_found(client: Client) -> None:
    with DblpServer() as server:
        assert ask(client, server, f"title:{TITLE}") == Finding(f"title:{TITLE}")


def test_a_record_with_another_doi_is_refused(client: Client) -> None:
    with DblpServer(records={"10.1234/shoe.1": RECORD}) as server:
        found = ask(client, server, "doi:10.1234/shoe.1")

    assert found == Finding("doi:10.1234/shoe.1", refusal=f"it answers with the DOI `{DOI}`")


def test_a_preprint_has_its_arxiv_id_and_no_venue() -> None:
    (found,) = read_hits(hits(preprint()))

    assert (found.type, found.venue, found.volume) == ("article", "", "")
    assert found.ids == Identifiers(arxiv="2401.00001", dblp="journals/corr/abs-2401-00001")


def test_an_article_has_its_journal() -> None:
    found = facts(type="Journal Articles", venue="J. Socks", volume="7", number="2", doi=...)

    assert (found.type, found.venue, found.container_title) == (
        "article-journal",
        "J. Socks",
        "J. Socks",
    )
    assert (found.volume, found.issue) == ("7", "2")


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("https://openreview.net/forum?id=aB3dE5gH7j", {"openreview": "aB3dE5gH7j"}),
        ("https://aclanthology.org/2024.acl-long.7/", {"acl": "2024.acl-long.7"}),
        ("https://socks.example.org/7.html", {"url": "https://socks.example.org/7.html"}),
        ("javascript:alert(1)", {"url": "https://dblp.org/rec/conf/sock/ExampleS24"}),
    ],
)
def test_addresses_name_ids(address: str, ids: dict[str, str]) -> None:
    found = facts(doi=..., ee=[address])

    assert found.ids == Identifiers(dblp="conf/sock/ExampleS24", **ids)


@pytest.mark.parametrize(
    "changes",
    [
        {"authors": {"author": {"text": "Ada Example 0001"}}},
        {"authors": ...},
        {"authors": {"author": None}},
        {"venue": ["SOCK", "CoRR"]},
        {"venue": None},
        {"ee": None},
        {"year": "soon"},
        {"key": "../../x"},
    ],
)
def test_what_stands_alone_or_is_missing_is_read(changes: dict[str, Any]) -> None:
    assert facts(**changes).title == TITLE


def test_entities_in_texts_are_read() -> None:
    assert facts(title="Socks &amp; Shoes: Ada&apos;s &lt;Case&gt;...").title == (
        "Socks & Shoes: Ada's <Case>..."
    )


def test_one_hit_may_stand_without_a_list() -> None:
    body = hits(info()).replace(b'"hit": [', b'"hit": ').replace(b"}]}}}", b"}}}}")

    assert len(read_hits(body)) == 1


@pytest.mark.parametrize(
    "changes", [{"title": 7}, {"authors": ["Ada"]}, {"year": 2024}, {"ee": {"url": "x"}}]
)
def test_a_wrong_type_is_refused(client: Client, changes: dict[str, Any]) -> None:
    with DblpServer([info(**changes)]) as server:
        found = ask(client, server, f"title:{TITLE}")

    assert found.facts is None
    assert "another form" in found.refusal


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<html><body>Too many requests</body></html>", "a web page"),
        (RECORD.encode()[:-30], "not XML"),
        (b"<bib/>", "not a record"),
        (b'<!DOCTYPE dblp SYSTEM "dblp.dtd"><dblp/>', "not safe to read"),
    ],
)
def test_what_is_no_record_is_said_plainly(body: bytes, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        read_record(body, DOI)


def test_an_empty_record_is_none() -> None:
    assert read_record(b"<dblp/>", DOI) is None


def test_a_record_without_a_title_is_none() -> None:
    assert read_record(b'<dblp><article key="journals/x/Y24"/></dblp>', DOI) is None


def test_papers_are_found_by_title_the_nearest_first(client: Client) -> None:
    others = info(title="A Study of Shoes."), info(), info(title="On the Sorting of Socks, Again.")
    with DblpServer(others) as server:
        found = Dblp().find(client, server.url, "the sorting of socks")

    assert isinstance(Dblp(), Finder)
    assert [one.title for one in found] == [
        TITLE,
        "On the Sorting of Socks, Again",
        "A Study of Shoes",
    ]


def test_a_search_that_cannot_be_read_is_said(client: Client) -> None:
    with DblpServer([info(title=7)]) as server, pytest.raises(FetchError, match="another form"):
        Dblp().find(client, server.url, TITLE)


def test_a_title_without_words_is_not_searched(client: Client) -> None:
    with DblpServer() as server:
        assert Dblp().find(client, server.url, "?!") == []

    assert server.requests == []


@pytest.mark.parametrize(
    ("target", "key"),
    [
        (Target("x", Identifiers(doi=DOI), TITLE, "Example"), f"doi:{DOI}"),
        (
            Target("x", Identifiers(doi="10.48550/arxiv.2401.00001"), TITLE, "Example"),
            f"title:{TITLE}",
        ),
        (Target("x", Identifiers(), TITLE, "Example"), f"title:{TITLE}"),
        (Target("x", Identifiers(), TITLE), ""),
        (Target("x", Identifiers(arxiv="2401.00001")), ""),
    ],
)
def test_a_doi_is_the_key_or_a_title_that_can_be_proved(target: Target, key: str) -> None:
    assert Dblp().key(target) == key


def test_too_many_requests_are_waited_for(client: Client) -> None:
    with DblpServer(records={DOI: RECORD}) as server:
        server.misbehave([faults.status(429, retry_after="0.05"), None])

        assert ask(client, server, f"doi:{DOI}").facts is not None


def test_read_hits_refuses_what_is_no_answer() -> None:
    with pytest.raises(Invalid, match="missing required field `result`"):
        read_hits(b"{}")
