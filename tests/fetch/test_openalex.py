from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import Finder
from broadsheet.fetch.sources.openalex import OpenAlex
from broadsheet.fetch.sources.openalex_work import read_work
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.openalex import OpenAlexServer, listed, refusal, work

SOCKS, SHOES = "10.1234/socks", "10.1234/shoes"


@pytest.fixture
def server() -> Iterator[OpenAlexServer]:
    works = [
        work(1, SOCKS, "Socks"),
        work(2, SHOES, "Shoes"),
        work(3, "10.48550/arxiv.2401.00001", "Hats"),
        work(4, title="Gloves", ids={"pmid": "https://pubmed.ncbi.nlm.nih.gov/123"}),
    ]
    with OpenAlexServer(works) as server:
        yield server


def ask(
    server: OpenAlexServer, client: Client, keys: Sequence[str], **options: Any
) -> dict[str, Finding]:
    return {one.key: one for one in OpenAlex(**options).ask(client, server.url, keys)}


def facts(**values: Any) -> Facts:
    """Return what is read of one work."""
    found = read_work(json.dumps(work(1, SOCKS, **values)).encode())
    assert found.facts is not None, found.refusal
    return found.facts


@pytest.mark.parametrize(
    ("ids", "key"),
    [
        (Identifiers(doi=SOCKS, arxiv="2401.00001", openalex="W1"), f"doi:{SOCKS}"),
        (Identifiers(arxiv="2401.00001", pmid="123"), "arxiv:2401.00001"),
        (Identifiers(doi="10.48550/arxiv.2401.00001"), "arxiv:2401.00001"),
        (Identifiers(pmid="123", openalex="W1"), "pmid:123"),
        (Identifiers(openalex="W1"), "W1"),
        (Identifiers(acl="P19-1001"), ""),
    ],
)
def test_it_looks_up_what_stays_the_same(ids: Identifiers, key: str) -> None:
    assert OpenAlex().key(Target("a", ids)) == key


def test_dois_are_one_request_and_the_others_one_each(
    server: OpenAlexServer, client: Client
) -> None:
    keys = [f"doi:{SOCKS}", f"doi:{SHOES}", "arxiv:2401.00001", "pmid:123", "W2"]

    found = ask(server, client, keys)

    titles = [found[key].facts.title for key in keys]  # type: ignore[union-attr]
    assert titles == ["Socks", "Shoes", "Hats", "Gloves", "Shoes"]
    assert [request.path for request in server.requests] == [
        "/works", "/works/pmid:123", "/works/W2",
    ]  # fmt: skip


def test_one_doi_alone_is_asked_for_by_its_address(server: OpenAlexServer, client: Client) -> None:
    ask(server, client, [f"doi:{SOCKS}"])

    assert server.requests[0].path == f"/works/doi:{SOCKS}"


def test_a_doi_that_a_filter_cannot_hold_is_asked_for_by_itself(client: Client) -> None:
    with OpenAlexServer([work(1, SOCKS, "Socks"), work(2, SHOES, "Shoes")]) as server:
        found = ask(server, client, ["doi:10.1234/a,b", f"doi:{SOCKS}", f"doi:{SHOES}"])

    assert found["doi:10.1234/a,b"] == Finding("doi:10.1234/a,b")
    assert len(server.requests) == 2


def test_the_key_of_the_environment_is_sent_and_never_shown(
    server: OpenAlexServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", "hush-hush")
    server.misbehave([faults.status(403)])

    with pytest.raises(FetchError) as caught:
        ask(server, client, [f"doi:{SOCKS}"])

    assert server.requests[0].query["api_key"] == ["hush-hush"]
    assert "hush" not in str(caught.value)


def test_a_work_is_read_whole() -> None:
    place = {
        "landing_page_url": "https://example.org/socks",
        "license_id": "https://openalex.org/licenses/cc-by",
        "is_oa": True,
        "pdf_url": None,
        "source": {
            "display_name": "Proceedings of Socks", "type": "conference",
            "host_organization_name": "Drawer Press",
        },
    }  # fmt: skip
    best = {"landing_page_url": "https://arxiv.org/abs/2401.00001", "pdf_url": "https://a.org/p"}

    found = facts(
        display_name="Socks &amp; <i>Shoes</i>",
        ids={"pmid": "https://pubmed.ncbi.nlm.nih.gov/123"},
        language="en",
        authorships=[
            {
                "author": {
                    "display_name": "Ada Example",
                    "orcid": "https://orcid.org/0000-0002-1825-0097",
                },
                "institutions": [{"display_name": "Sock Lab"}, {"display_name": "Shoe Lab"}],
            },
            {"author": {"display_name": None}, "raw_author_name": "SAMPLE, BO"},
        ],
        primary_location=place,
        best_oa_location=best,
        biblio={"volume": "7", "issue": None, "first_page": "12", "last_page": "34"},
        is_retracted=True,
        keywords=[{"display_name": "Socks"}, {"display_name": "socks"}],
        primary_topic={"display_name": "Hosiery"},
        abstract_inverted_index={"We": [0], "sort": [1], "socks.": [3]},
    )

    assert found == Facts(
        title="Socks & Shoes",
        authors=(
            Author(
                "Example", "Ada", orcid="0000-0002-1825-0097", affiliation="Sock Lab; Shoe Lab"
            ),
            Author("Sample", "Bo"),
        ),
        published=PartialDate(2024, 1, 15),
        venue="Proceedings of Socks",
        type="paper-conference",
        container_title="Proceedings of Socks",
        volume="7",
        pages="12–34",
        publisher="Drawer Press",
        language="en",
        abstract="We sort … socks.",
        license="https://openalex.org/licenses/cc-by",
        keywords=("socks", "Hosiery"),
        notices=(
            Notice(
                "retracted", "Marked as retracted by OpenAlex", None, "https://openalex.org/W1"
            ),
        ),
        counts=(Count("citations", 3),),
        ids=Identifiers(arxiv="2401.00001", doi=SOCKS, pmid="123", openalex="W1"),
        links=(Link("pdf", "https://a.org/p"),),
    )  # fmt: skip


def test_a_repository_is_no_venue() -> None:
    found = facts(
        primary_location={"source": {"display_name": "arXiv (Cornell)", "type": "repository"}}
    )

    assert (found.venue, found.container_title, found.type) == ("", "", "article")


def test_abstracts_are_not_asked_for_where_they_are_not_wanted(
    server: OpenAlexServer, client: Client
) -> None:
    ask(server, client, ["W1"])
    ask(server, client, ["W1"], abstracts=False)

    asked = ["abstract" in request.query["select"][0] for request in server.requests]
    assert asked == [True, False]


def test_nothing_but_nulls_is_a_work_with_a_title_alone() -> None:
    nulls = dict.fromkeys(
        (
            "ids", "publication_date", "publication_year", "language", "type", "authorships",
            "primary_location", "best_oa_location", "open_access", "biblio", "cited_by_count",
            "is_retracted", "keywords", "primary_topic", "abstract_inverted_index",
        )
    )  # fmt: skip

    assert facts(**nulls) == Facts(
        title="On the Sorting of Socks", ids=Identifiers(doi=SOCKS, openalex="W1")
    )


def test_addresses_that_are_not_safe_are_left_out() -> None:
    found = facts(best_oa_location={"pdf_url": "javascript:alert(1)"})

    assert found.links == ()


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"cited_by_count": "many"}, "at `$.cited_by_count`"),
        ({"display_name": None}, "no title"),
        (
            {"id": "https://openalex.org/A1"},
            "answers with https://openalex.org/A1, not with a work",
        ),
    ],
)
def test_a_work_that_cannot_be_read_does_not_spoil_the_others(
    client: Client, values: Any, said: str
) -> None:
    with OpenAlexServer([work(1, SOCKS, **values), work(2, SHOES)]) as server:
        found = ask(server, client, [f"doi:{SOCKS}", f"doi:{SHOES}"])

    assert said in found[f"doi:{SOCKS}"].refusal
    assert found[f"doi:{SHOES}"].facts is not None


def test_a_work_that_was_not_asked_for_is_not_taken(server: OpenAlexServer, client: Client) -> None:
    server.misbehave([faults.says(listed([work(9, "10.1234/wrong")]))])

    found = ask(server, client, [f"doi:{SOCKS}", f"doi:{SHOES}"])

    assert [one.facts for one in found.values()] == [None, None]


def test_another_work_at_an_address_is_refused_with_both_names(
    server: OpenAlexServer, client: Client
) -> None:
    server.misbehave([faults.says(json.dumps(work(9, "10.1234/wrong", "Wrong")).encode())])

    found = ask(server, client, [f"doi:{SOCKS}"])

    assert found[f"doi:{SOCKS}"].refusal == "OpenAlex answers with 10.1234/wrong, “Wrong”"


def test_an_id_of_its_own_may_lead_to_the_work_that_took_its_place(
    server: OpenAlexServer, client: Client
) -> None:
    server.misbehave([faults.says(json.dumps(work(9, SOCKS, "Socks")).encode())])

    assert ask(server, client, ["W8"])["W8"].facts is not None


def test_a_doi_that_is_refused_does_not_spoil_the_others(
    server: OpenAlexServer, client: Client
) -> None:
    reason = refusal(f"{SOCKS} is not a valid DOI")
    server.misbehave([faults.says(reason, "application/json", 400)])

    found = ask(server, client, [f"doi:{SOCKS}", f"doi:{SHOES}"])

    assert found[f"doi:{SOCKS}"].refusal == f"{SOCKS} is not a valid DOI"
    assert found[f"doi:{SHOES}"].facts is not None


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.html(), "a web page"),
        (faults.says(listed([work(1, SOCKS)])[:-30]), "not JSON"),
        (faults.says(b'{"results": null}'), "no list of works"),
        (faults.says(b'{"results": {}}'), "another form"),
        (faults.says(refusal("boom")), "OpenAlex refuses: boom"),
        (faults.says(refusal("boom"), "application/json", 400), "OpenAlex refuses: boom"),
        (faults.status(429, retry_after="86400"), "asks to wait"),
        (faults.status(401), "answers 401"),
    ],
)
def test_what_is_no_answer_is_said_plainly(
    server: OpenAlexServer, client: Client, fault: faults.Fault, message: str
) -> None:
    server.misbehave_always(fault)

    with pytest.raises(FetchError, match=message):
        ask(server, client, [f"doi:{SOCKS}", f"doi:{SHOES}"])


@pytest.mark.parametrize("fault", [faults.html(), faults.says(refusal("boom")), faults.says(b"{")])
def test_what_is_no_work_is_said_plainly(
    server: OpenAlexServer, client: Client, fault: faults.Fault
) -> None:
    server.misbehave_always(fault)

    with pytest.raises(FetchError, match="OpenAlex"):
        ask(server, client, ["W1"])


def test_it_finds_works_by_a_title_the_nearest_first(
    server: OpenAlexServer, client: Client
) -> None:
    found = list(OpenAlex().find(client, server.url, "Shoes"))

    assert isinstance(OpenAlex(), Finder)
    assert found[0].title == "Shoes"
    assert all(one.ids.openalex for one in found)
