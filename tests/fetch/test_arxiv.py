from __future__ import annotations

from collections.abc import Sequence

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.fetch.sources.arxiv_feed import read_feed
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.arxiv import ArxivPaper, ArxivServer, entry, feed


def ask(server: ArxivServer, client: Client, keys: Sequence[str]) -> dict[str, Finding]:
    return {found.key: found for found in Arxiv().ask(client, server.url, keys)}


def facts(**values: object) -> Facts:
    """Return what is read of one paper's entry."""
    paper = ArxivPaper("2401.00001", **values)  # type: ignore[arg-type]
    return read_feed(feed([entry(paper)], 1)).papers["2401.00001"]


def test_many_papers_are_one_request(server: ArxivServer, client: Client) -> None:
    keys = [f"2401.{number:05d}" for number in range(1, 22)]

    found = ask(server, client, keys)

    assert server.asked_ids == [keys]
    assert server.requests[0].query["max_results"] == ["21"]
    assert all(finding.facts is not None for finding in found.values())


def test_an_entry_is_read_whole() -> None:
    found = facts(
        title="Socks and\n  Shoes",
        abstract="  We sort\n  socks. ",
        authors=("Ada van Example", "Sock Collaboration"),
        affiliations=("Sock Lab",),
        published="2024-01-15",
        updated="2024-02-20",
        version=3,
        categories=("stat.ML", "cs.LG"),
        comment="12 pages,\n 3 figures",
        journal_ref="J. Socks 7 (2024) 1-12",
        doi="10.1234/JSocks.7.1",
        license="http://creativecommons.org/licenses/by/4.0/",
    )

    assert found == Facts(
        title="Socks and Shoes",
        abstract="We sort socks.",
        authors=(
            Author("Example", "Ada", particle="van", affiliation="Sock Lab"),
            Author("Sock Collaboration", is_group=True),
        ),
        published=PartialDate(2024, 1, 15),
        updated=PartialDate(2024, 2, 20),
        version=3,
        categories=("stat.ML", "cs.LG"),
        comment="12 pages, 3 figures",
        journal_ref="J. Socks 7 (2024) 1-12",
        license="http://creativecommons.org/licenses/by/4.0/",
        ids=Identifiers(arxiv="2401.00001", doi="10.1234/jsocks.7.1"),
        links=(Link("pdf", "https://arxiv.org/pdf/2401.00001"),),
    )


def test_tex_becomes_text_and_formulas_stay() -> None:
    found = facts(title=r"Schr\"odinger's {BERT}", abstract=r"Up to 62\% in $O(n^2)$ ``steps''.")

    assert found.title == "Schrödinger's BERT"
    assert found.abstract == "Up to 62% in $O(n^2)$ “steps”."


def test_stray_citation_keys_are_dropped() -> None:
    assert facts(abstract="attacks sock2023fine-- a few").abstract == "attacks – a few"


def test_names_of_authors_are_read_from_tex() -> None:
    assert facts(authors=(r"Zo\"e M\"uller",)).authors == (Author("Müller", "Zoë"),)


@pytest.mark.parametrize("name", [":", "", "123"])
def test_an_author_without_letters_is_nobody(name: str) -> None:
    assert facts(authors=("Ada Example", name)).authors == (Author("Example", "Ada"),)


def test_several_names_in_one_are_not_torn_apart() -> None:
    (author,) = facts(authors=("Ada Example and Bo Sample",)).authors

    assert (author.family, author.is_group) == ("Ada Example and Bo Sample", True)


def test_classes_that_are_no_categories_are_left_out() -> None:
    found = facts(categories=("cs.LG", "68T50", "I.2.7; I.2.10", "cond-mat.mes-hall", "hep-th"))

    assert found.categories == ("cs.LG", "cond-mat.mes-hall", "hep-th")


def test_of_two_dois_the_first_counts() -> None:
    assert facts(doi="10.1234/a 10.1234/b").ids.doi == "10.1234/a"


@pytest.mark.parametrize("doi", ["forthcoming", "javascript:alert(1)"])
def test_what_is_no_doi_is_left_out(doi: str) -> None:
    assert facts(doi=doi).ids.doi == ""


def test_an_address_that_is_not_safe_is_left_out() -> None:
    assert facts(license="javascript:alert(1)").license == ""


def test_a_license_may_be_a_link() -> None:
    link = '<link rel="license" href="https://example.org/by"/>'

    assert facts(extra=link).license == "https://example.org/by"


def test_links_in_comment_and_abstract_are_not_taken() -> None:
    found = facts(comment="Code: https://example.org/code", abstract="See https://example.org/p")

    assert [link.kind for link in found.links] == ["pdf"]


def test_a_withdrawal_is_noticed() -> None:
    assert facts(comment="Withdrawn by the authors").notices == (
        Notice("withdrawn", "Withdrawn by the authors"),
    )


@pytest.mark.parametrize("date", ["soon", "2024-13-01", ""])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    assert facts(published=date).published is None


def test_old_ids_come_back_as_they_were_asked_for(client: Client) -> None:
    with ArxivServer([ArxivPaper("quant-ph/0201082", version=2)]) as server:
        found = ask(server, client, ["quant-ph/0201082"])["quant-ph/0201082"].facts

    assert found is not None
    assert (found.ids.arxiv, found.version) == ("quant-ph/0201082", 2)


def test_an_unknown_id_is_answered_with_nothing(server: ArxivServer, client: Client) -> None:
    found = ask(server, client, ["2401.00001", "2401.99999"])

    assert found["2401.99999"] == Finding("2401.99999")
    assert found["2401.00001"].facts is not None


def test_a_paper_that_was_not_asked_for_is_not_taken(server: ArxivServer, client: Client) -> None:
    server.misbehave([faults.says(feed([entry(ArxivPaper("2401.77777"))], 1))])

    assert ask(server, client, ["2401.00001"]) == {"2401.00001": Finding("2401.00001")}


@pytest.mark.parametrize("status", [400, 200])
def test_a_malformed_id_does_not_spoil_the_others(
    server: ArxivServer, client: Client, status: int
) -> None:
    server.malformed, server.error_status = {"2401.00003"}, status
    keys = [f"2401.{number:05d}" for number in range(1, 8)]

    found = ask(server, client, keys)

    assert found["2401.00003"].refusal == "incorrect id format for 2401.00003"
    assert [key for key in keys if found[key].facts is not None] == keys[:2] + keys[3:]
    assert len(server.requests) == 2


def test_malformed_ids_are_found_when_the_server_does_not_name_them(
    server: ArxivServer, client: Client
) -> None:
    server.malformed, server.names_malformed = {"2401.00003", "2401.00007"}, False
    keys = [f"2401.{number:05d}" for number in range(1, 17)]

    found = ask(server, client, keys)

    assert {key for key in keys if found[key].refusal} == server.malformed
    assert sum(found[key].facts is not None for key in keys) == 14
    assert len(server.requests) < 16


def test_a_refusal_of_something_else_is_no_refusal_of_ids(
    server: ArxivServer, client: Client
) -> None:
    error = "<entry><title>Error</title><summary>max_results is too large</summary></entry>"
    server.misbehave_always(faults.says(feed([error], 1), code=400))

    with pytest.raises(FetchError, match="max_results is too large"):
        ask(server, client, ["2401.00001", "2401.00002"])

    assert len(server.requests) == 1


def test_a_feed_that_lacks_what_it_counts_is_not_believed(
    server: ArxivServer, client: Client
) -> None:
    server.misbehave([faults.says(feed([], 21))])

    with pytest.raises(FetchError, match="has 21 papers for us and sends 0"):
        ask(server, client, ["2401.00001"])


_BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&b;</title></entry></feed>"""
_FILE = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&a;</title></entry></feed>"""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "not XML"),
        (b"<feed", "not XML"),
        (feed([entry(ArxivPaper("2401.00001"))], 1)[:-40], "not XML"),
        (b"<feed>\xff</feed>", "not XML"),
        (b"<html><body><p>Try later</p></body></html>", "a web page"),
        (b"\n<!DOCTYPE html><html><body></body></html>", "a web page"),
        (b"<feed xmlns='http://example.org/'/>", "not an Atom feed"),
        (b"<?xml version='1.0' encoding='no-such'?><feed/>", "not XML"),
        (b"{}", "not XML"),
        (_BOMB, "not safe to read"),
        (_FILE, "not safe to read"),
    ],
)
def test_what_is_no_feed_is_said_plainly(body: bytes, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        read_feed(body)


def test_a_deep_nest_is_read() -> None:
    assert read_feed(feed(["<a>" * 200_000 + "</a>" * 200_000], 0)).papers == {}


@pytest.mark.parametrize(
    "bare", ["<entry/>", "<entry><id>http://arxiv.org/abs/2401.00001v1</id></entry>"]
)
def test_an_entry_without_id_or_title_is_no_paper(bare: str) -> None:
    assert read_feed(feed([bare], 1)).papers == {}
