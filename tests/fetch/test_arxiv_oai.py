from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.arxiv_oai import ArxivOai, Bookmark, harvest, harvest_pages
from broadsheet.fetch.sources.oai_records import Records, read_records
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.arxiv import ArxivPaper, some_papers
from servers.arxiv_oai import OaiServer, answer, error, gone, record

SINCE, UNTIL = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
IDS = [f"2401.{number:05d}" for number in range(1, 6)]


def facts(prefix: str = "arXiv", *, id_: str = "2401.00001", **values: Any) -> Facts:
    """Return what is read of one paper's record."""
    body = answer(f"<ListRecords>{record(ArxivPaper(id_, **values), prefix)}</ListRecords>")
    return read_records(body).papers[id_]


def ids(papers: Any) -> list[str]:
    return [paper.ids.arxiv for paper in papers]


def test_a_paper_alone_has_its_versions_and_its_licence(client: Client) -> None:
    paper = ArxivPaper(
        "2401.00001", version=2, license="http://creativecommons.org/licenses/by/4.0/"
    )
    with OaiServer([paper]) as server:
        (found,) = ArxivOai().ask(client, server.url, ["2401.00001"])

    assert found == Finding(
        "2401.00001",
        Facts(
            title="On the Sorting of Socks",
            abstract="We sort socks by colour and find pairs in linear time.",
            published=PartialDate(2024, 1, 15),
            updated=PartialDate(2024, 2, 20),
            version=2,
            categories=("cs.LG",),
            license="http://creativecommons.org/licenses/by/4.0/",
            ids=Identifiers(arxiv="2401.00001"),
            links=(Link("pdf", "https://arxiv.org/pdf/2401.00001"),),
        ),
    )


def test_a_record_for_imports_has_the_parts_of_names() -> None:
    found = facts(authors=("Ada Example", "Mononym", "Bo van der Sample"), doi="10.1234/A  x")

    assert found.authors[:2] == (Author("Example", "Ada"), Author("Mononym"))
    assert found.authors[2].name == "Bo van der Sample"
    assert found.ids.doi == "10.1234/a"


def test_groups_and_suffixes_are_kept() -> None:
    body = answer(
        '<ListRecords><record><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">'
        "<id>2401.00001</id><title>Socks</title><authors>"
        "<author><keyname>Example</keyname><forenames>Ada</forenames><suffix>Jr.</suffix></author>"
        "<author><keyname>Sock Collaboration</keyname></author><author/></authors>"
        "</arXiv></metadata></record></ListRecords>"
    )

    assert read_records(body).papers["2401.00001"].authors == (
        Author("Example", "Ada", suffix="Jr."),
        Author("Sock Collaboration", is_group=True),
    )


@pytest.mark.parametrize(
    ("id_", "created", "day"),
    [
        ("2401.00001", "2024-01-15", PartialDate(2024, 1, 15)),
        ("2402.00001", "2024-01-31", PartialDate(2024, 1, 31)),
        ("2401.00001", "2023-12-30", PartialDate(2023, 12, 30)),
        ("2401.00001", "2026-08-30", PartialDate(2024, 1)),
        ("2401.00001", "soon", PartialDate(2024, 1)),
        ("quant-ph/0201082", "2005-07-01", PartialDate(2002, 1)),
        ("hep-th/9901001", "1999-01-01", PartialDate(1999, 1, 1)),
    ],
)
def test_the_first_day_is_in_the_month_of_the_id(id_: str, created: str, day: PartialDate) -> None:
    assert facts(id_=id_, published=created).published == day


@pytest.mark.parametrize("prefix", ["arXiv", "arXivRaw"])
def test_a_withdrawal_is_noticed(prefix: str) -> None:
    found = facts(prefix, comment="Withdrawn by the authors")

    assert found.notices == (Notice("withdrawn", "Withdrawn by the authors"),)


def test_an_unknown_id_is_not_found(client: Client) -> None:
    with OaiServer() as server:
        found = list(ArxivOai().ask(client, server.url, ["2401.99999"]))

    assert found == [Finding("2401.99999")]


def test_an_error_of_the_protocol_is_a_refusal(client: Client) -> None:
    with OaiServer() as server:
        server.misbehave([faults.says(error("cannotDisseminateFormat", "no arXivRaw"))])
        (found,) = ArxivOai().ask(client, server.url, ["2401.00001"])

    assert found == Finding("2401.00001", refusal="no arXivRaw")


def test_it_is_asked_only_where_the_settings_say_so() -> None:
    assert ArxivOai().default_enabled is False


def test_a_harvest_goes_through_all_pages(client: Client) -> None:
    with OaiServer(some_papers(5)) as server:
        found = ids(harvest(client, server.url, SINCE, UNTIL))

    assert found == IDS
    first, *others = (request.query for request in server.requests)
    assert first == {
        "verb": ["ListRecords"],
        "metadataPrefix": ["arXiv"],
        "from": ["2024-01-01"],
        "until": ["2024-02-01"],
    }
    assert [query.keys() for query in others] == [{"verb", "resumptionToken"}] * 2


def test_a_paper_of_two_sets_comes_once(client: Client) -> None:
    sets = {"cs:cs:LG": IDS[:3], "cs:cs:CL": IDS[1:4]}
    with OaiServer(some_papers(5), sets) as server:
        found = ids(harvest(client, server.url, None, None, list(sets)))

    assert found == IDS[:4]


def test_nothing_in_a_span_of_days_is_an_empty_harvest(client: Client) -> None:
    with OaiServer() as server:
        assert list(harvest(client, server.url, SINCE, UNTIL)) == []


def test_a_harvest_can_be_taken_up_again(client: Client) -> None:
    sets = {"cs:cs:LG": IDS[:3], "cs:cs:CL": IDS[3:]}
    names = list(sets)
    with OaiServer(some_papers(5), sets) as server:
        all_pages = list(harvest_pages(client, server.url, SINCE, UNTIL, names))
        for at, page in enumerate(all_pages[:-1]):
            rest = harvest_pages(client, server.url, SINCE, UNTIL, names, begin=page.bookmark)

            assert list(rest) == all_pages[at + 1 :]

    assert [one.bookmark for one in all_pages] == [
        Bookmark("cs:cs:LG", "cs:cs:LG|2"),
        Bookmark("cs:cs:CL", ""),
        None,
    ]


def test_what_was_harvested_before_a_failure_is_kept(client: Client) -> None:
    with OaiServer(some_papers(5)) as server:
        server.misbehave([None, *[faults.status(503)] * 4])
        papers = harvest(client, server.url, SINCE, UNTIL)

        assert [next(papers).ids.arxiv, next(papers).ids.arxiv] == IDS[:2]
        with pytest.raises(FetchError, match="answers 503"):
            next(papers)


def test_a_bookmark_that_is_out_of_date_is_said(client: Client) -> None:
    with OaiServer(some_papers(5)) as server:
        server.forgotten = {"|2"}

        with pytest.raises(FetchError, match="begin it again") as caught:
            list(harvest(client, server.url, SINCE, UNTIL))

    assert caught.value.is_final


def test_a_bookmark_of_another_harvest_is_said(client: Client) -> None:
    pages = harvest_pages(client, "http://127.0.0.1:1", None, None, begin=Bookmark("cs", "x"))

    with pytest.raises(FetchError, match="the set `cs`, which is not asked for"):
        next(pages)


def test_a_list_that_never_ends_is_left(client: Client) -> None:
    body = answer("<ListRecords><resumptionToken>x</resumptionToken></ListRecords>")
    with OaiServer() as server:
        server.misbehave_always(faults.says(body))

        with pytest.raises(FetchError, match="round in circles"):
            list(harvest(client, server.url, None, None))


def test_a_wrong_argument_ends_the_harvest(client: Client) -> None:
    with OaiServer() as server:
        server.misbehave([faults.says(error("badArgument", "until is before from"))])

        with pytest.raises(FetchError, match="refuses: until is before from"):
            list(harvest(client, server.url, UNTIL, SINCE))


def test_records_that_are_gone_or_no_papers_are_left_out() -> None:
    nameless = record(ArxivPaper("2401.00009", title=" "))
    numberless = record(ArxivPaper("socks"))
    other = "<record><metadata><dc xmlns='http://example.org/'/></metadata></record>"
    good = record(ArxivPaper("2401.00001"))

    body = answer(
        f"<ListRecords>{gone('2401.00002')}{nameless}{numberless}{other}{good}</ListRecords>"
    )

    assert list(read_records(body).papers) == ["2401.00001"]


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"<!doctype html><html></html>", "a web page"),
        (b"", "not XML"),
        (answer("<ListRecords>")[:200], "not XML"),
        (b"<OAI-PMH/>", "not of OAI-PMH"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><OAI-PMH>&b;</OAI-PMH>", "not safe to read"),
    ],
)
def test_what_is_no_answer_is_said_plainly(body: bytes, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        read_records(body)


def test_an_answer_without_records_has_none() -> None:
    assert read_records(answer("")) == Records({})
