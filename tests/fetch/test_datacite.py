from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.datacite import DataCite
from broadsheet.fetch.sources.datacite_doi import read_dois
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.datacite import DataCiteServer, listed, record, refusal

SOCKS, SHOES = "10.5281/zenodo.1", "10.5281/zenodo.2"


@pytest.fixture
def server() -> Iterator[DataCiteServer]:
    with DataCiteServer([record(SOCKS, "Socks"), record(SHOES, "Shoes")]) as server:
        yield server


def ask(server: DataCiteServer, client: Client, keys: Sequence[str]) -> dict[str, Finding]:
    return {one.key: one for one in DataCite().ask(client, server.url, keys)}


def facts(**values: Any) -> Facts:
    """Return what is read of one DOI."""
    (found,) = read_dois(listed([record(SOCKS, **values)]))
    assert found.facts is not None, found.refusal
    return found.facts


@pytest.mark.parametrize(
    ("ids", "key"),
    [
        (Identifiers(doi=SOCKS), SOCKS),
        (Identifiers(doi="10.1234/journal"), ""),
        (Identifiers(doi="10.48550/arxiv.2401.00001"), "10.48550/arxiv.2401.00001"),
        (Identifiers(doi="10.48550/arxiv.2401.00001", arxiv="2401.00001"), ""),
        (Identifiers(arxiv="2401.00001"), ""),
    ],
)
def test_it_looks_up_dois_that_are_its_own(ids: Identifiers, key: str) -> None:
    assert DataCite().key(Target("a", ids)) == key


def test_more_prefixes_can_be_named() -> None:
    target = Target("a", Identifiers(doi="10.1234/data"))

    assert DataCite(prefixes=["10.1234"]).key(target) == "10.1234/data"


def test_many_dois_are_one_request(server: DataCiteServer, client: Client) -> None:
    found = ask(server, client, [SHOES, SOCKS])

    assert [one.facts.title for one in found.values() if one.facts] == ["Shoes", "Socks"]
    assert server.requests[0].query["query"] == [f'doi:("{SHOES}" OR "{SOCKS}")']


def test_one_alone_is_asked_for_by_its_address(server: DataCiteServer, client: Client) -> None:
    assert ask(server, client, [SOCKS])[SOCKS].facts is not None
    assert server.requests[0].path == f"/dois/{SOCKS}"


def test_unknown_dois_are_answered_with_nothing(server: DataCiteServer, client: Client) -> None:
    gone = "10.5281/zenodo.9"

    assert ask(server, client, [gone]) == {gone: Finding(gone)}
    assert ask(server, client, [SOCKS, gone])[gone] == Finding(gone)


def test_a_data_set_is_read_whole() -> None:
    found = facts(
        titles=[
            {"title": "Der Strumpf", "titleType": "TranslatedTitle"},
            {"title": "Socks &amp; <i>Shoes</i>"},
        ],
        creators=[
            {
                "name": "Example, Ada", "givenName": "Ada", "familyName": "Example",
                "affiliation": [{"name": "Sock Lab"}],
                "nameIdentifiers": [
                    {"nameIdentifier": "https://orcid.org/0000-0002-1825-0097"}
                ],
            },
            {"name": "Sample, Bo", "affiliation": ["Shoe Lab"]},
            {"name": "The Drawer", "nameType": "Organizational"},
        ],
        publisher={"name": "Zenodo"},
        dates=[
            {"date": "2024-01-15", "dateType": "Issued"},
            {"date": "2024-02-20T10:00:00Z", "dateType": "Updated"},
        ],
        types={"resourceTypeGeneral": "Software"},
        version="v1.2.0",
        language="eng",
        subjects=[{"subject": "socks"}],
        descriptions=[
            {"description": "Notes", "descriptionType": "Other"},
            {"description": "<p>We sort socks.</p>", "descriptionType": "Abstract"},
        ],
        rightsList=[{"rightsUri": None}, {"rightsUri": "https://example.org/mit"}],
        relatedIdentifiers=[
            {
                "relationType": "IsSupplementTo",
                "relatedIdentifier": "https://github.com/example/socks/tree/v1.2.0",
            },
            {"relationType": "IsPreviousVersionOf", "relatedIdentifier": SHOES},
        ],
    )  # fmt: skip

    assert found == Facts(
        title="Socks & Shoes",
        authors=(
            Author("Example", "Ada", orcid="0000-0002-1825-0097", affiliation="Sock Lab"),
            Author("Sample", "Bo", affiliation="Shoe Lab"),
            Author("The Drawer", is_group=True),
        ),
        published=PartialDate(2024, 1, 15),
        updated=PartialDate(2024, 2, 20),
        type="software",
        publisher="Zenodo",
        language="en",
        abstract="We sort socks.",
        comment="Version 1.2.0",
        license="https://example.org/mit",
        keywords=("socks",),
        notices=(Notice("replaced", "Newer version", None, f"https://doi.org/{SHOES}"),),
        ids=Identifiers(doi=SOCKS),
        links=(Link("code", "https://github.com/example/socks"),),
    )


def test_a_doi_of_arxiv_is_an_arxiv_paper(client: Client) -> None:
    doi = "10.48550/arxiv.2401.00001"
    with DataCiteServer([record(doi, types={"resourceTypeGeneral": "Preprint"})]) as server:
        found = ask(server, client, [doi])[doi].facts

    assert found is not None
    assert (found.ids, found.type) == (Identifiers(arxiv="2401.00001"), "article")


def test_nothing_but_nulls_is_a_record_with_a_title_alone() -> None:
    nulls = dict.fromkeys(
        (
            "creators", "publisher", "publicationYear", "dates", "types", "version", "language",
            "subjects", "descriptions", "rightsList", "relatedIdentifiers",
        )
    )  # fmt: skip

    assert facts(**nulls) == Facts(title="A Box of Socks", ids=Identifiers(doi=SOCKS))


@pytest.mark.parametrize(
    ("values", "said"), [({"titles": 42}, "at `$.attributes.titles`"), ({"titles": []}, "no title")]
)
def test_a_record_that_cannot_be_read_does_not_spoil_the_others(
    client: Client, values: Any, said: str
) -> None:
    with DataCiteServer([record(SOCKS, **values), record(SHOES)]) as server:
        found = ask(server, client, [SOCKS, SHOES])

    assert said in found[SOCKS].refusal
    assert found[SHOES].facts is not None


def test_a_record_that_was_not_asked_for_is_not_taken(
    server: DataCiteServer, client: Client
) -> None:
    server.misbehave([faults.says(listed([record("10.5281/zenodo.77")]))])

    assert ask(server, client, [SOCKS, SHOES]) == {SOCKS: Finding(SOCKS), SHOES: Finding(SHOES)}


def test_another_record_at_an_address_is_refused_with_both_names(
    server: DataCiteServer, client: Client
) -> None:
    server.records[SOCKS] = record(SHOES, "Shoes")

    assert ask(server, client, [SOCKS])[SOCKS].refusal == f"DataCite answers with {SHOES}, “Shoes”"


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.html(), "a web page"),
        (faults.says(listed([record(SOCKS)])[:-30]), "not JSON"),
        (faults.says(b'{"data": null}'), "refuses: without a reason"),
        (faults.says(refusal("boom", 500)), "refuses: boom"),
        (faults.says(refusal("boom", 400), "application/json", 400), "refuses: boom"),
        (faults.says(b'{"data": 42}'), "cannot be read|another form"),
        (faults.status(500), "answers 500"),
    ],
)
def test_what_is_no_answer_is_said_plainly(
    server: DataCiteServer, client: Client, fault: faults.Fault, message: str
) -> None:
    server.misbehave_always(fault)

    try:
        found = ask(server, client, [SOCKS, SHOES])
    except FetchError as error:
        said = error.message
    else:
        said = found[SOCKS].refusal
    assert re.search(message, said)
