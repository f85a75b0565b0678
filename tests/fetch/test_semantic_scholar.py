from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import Finder
from broadsheet.fetch.sources.semantic_scholar import SemanticScholar
from broadsheet.fetch.sources.semantic_scholar_paper import read_paper
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link
from broadsheet.records.names import Author
from servers import faults
from servers.semantic_scholar import SemanticScholarServer, paper

SOCKS, SHOES = "ARXIV:2401.00001", "DOI:10.1234/shoes"


@pytest.fixture
def server() -> Iterator[SemanticScholarServer]:
    papers = [
        paper(1, "Socks", {"ArXiv": "2401.00001", "DOI": "10.1234/socks"}),
        paper(2, "Shoes", {"DOI": "10.1234/shoes"}),
        paper(3, "Hats", {"ACL": "P19-1001"}),
    ]
    with SemanticScholarServer(papers) as server:
        yield server


def ask(
    server: SemanticScholarServer, client: Client, keys: Sequence[str], **options: Any
) -> dict[str, Finding]:
    return {one.key: one for one in SemanticScholar(**options).ask(client, server.url, keys)}


def facts(**values: Any) -> Facts:
    """Return what is read of one paper."""
    found = read_paper(msgspec.Raw(json.dumps(paper(1, **values)).encode()))
    assert found.facts is not None, found.refusal
    return found.facts


@pytest.mark.parametrize(
    ("ids", "key"),
    [
        (Identifiers(arxiv="2401.00001", doi="10.1234/a"), SOCKS),
        (Identifiers(doi="10.48550/arxiv.2401.00001"), SOCKS),
        (Identifiers(doi="10.1234/a", acl="P19-1001"), "DOI:10.1234/a"),
        (Identifiers(acl="P19-1001", pmid="1"), "ACL:P19-1001"),
        (Identifiers(pmid="1"), "PMID:1"),
        (Identifiers(s2="7"), "CorpusId:7"),
        (Identifiers(url="https://example.org"), ""),
    ],
)
def test_it_looks_up_by_every_kind_of_id(ids: Identifiers, key: str) -> None:
    assert SemanticScholar().key(Target("a", ids)) == key


def test_many_papers_are_one_request(server: SemanticScholarServer, client: Client) -> None:
    keys = [SOCKS, SHOES, "ACL:P19-1001", "CorpusId:2"]

    found = ask(server, client, keys)

    assert [found[key].facts.title for key in keys] == ["Socks", "Shoes", "Hats", "Shoes"]  # type: ignore[union-attr]
    assert server.asked_ids == [keys]
    assert server.requests[0].headers["content-type"] == "application/json"


def test_abstracts_are_never_asked_for_or_kept(
    server: SemanticScholarServer, client: Client
) -> None:
    found = ask(server, client, [SOCKS], machine_summaries=True)[SOCKS].facts

    assert found is not None
    assert found.abstract == ""
    assert "abstract" not in server.requests[0].query["fields"][0]


def test_machine_summaries_come_only_where_they_are_wanted(client: Client) -> None:
    papers = [paper(1, ids={"ArXiv": "2401.00001"}, tldr={"text": "Socks are sorted."})]
    with SemanticScholarServer(papers) as server:
        ask(server, client, [SOCKS])
        found = ask(server, client, [SOCKS], machine_summaries=True)[SOCKS].facts

    assert ["tldr" in one.query["fields"][0] for one in server.requests] == [False, True]
    assert found is not None
    assert found.machine_summary == "Socks are sorted."


def test_the_key_of_the_environment_is_sent_and_never_shown(
    server: SemanticScholarServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMANTIC_SCHOLAR_API_KEY", "hush-hush")
    server.misbehave([faults.status(403)])

    with pytest.raises(FetchError) as caught:
        ask(server, client, [SOCKS])

    assert server.requests[0].headers["x-api-key"] == "hush-hush"
    assert "hush" not in str(caught.value)


def test_a_paper_is_read_whole() -> None:
    found = facts(
        title="Socks &amp; <i>Shoes</i>",
        ids={"ArXiv": "2401.00001", "DOI": "10.1234/Socks", "ACL": "P19-1001", "PubMed": "12",
             "DBLP": "conf/socks/Example24"},
        authors=[{"name": "A. Example"}, {"name": "SAMPLE, BO"}, {"name": None}, None],
        venue="Conference on Socks",
        journal={"name": "Proceedings of Socks", "volume": "7", "pages": "12-34"},
        publicationDate="2024-01-15",
        publicationTypes=["JournalArticle", "Conference"],
        openAccessPdf={"url": "https://example.org/socks.pdf", "status": "GREEN"},
        fieldsOfStudy=["Computer Science"],
    )  # fmt: skip

    assert found == Facts(
        title="Socks & Shoes",
        authors=(Author("Example", "A."), Author("Sample", "Bo")),
        published=PartialDate(2024, 1, 15),
        venue="Conference on Socks",
        type="paper-conference",
        container_title="Proceedings of Socks",
        volume="7",
        pages="12–34",
        keywords=("Computer Science",),
        counts=(Count("citations", 3),),
        ids=Identifiers(
            arxiv="2401.00001", doi="10.1234/socks", acl="P19-1001", pmid="12", s2="1",
            dblp="conf/socks/Example24",
        ),
        links=(Link("pdf", "https://example.org/socks.pdf"),),
    )  # fmt: skip


def test_a_preprint_has_no_venue() -> None:
    found = facts(
        venue="arXiv.org", journal={"name": "ArXiv", "volume": "abs/2401.00001"},
        publicationTypes=["JournalArticle"],
    )  # fmt: skip

    assert (found.venue, found.container_title, found.volume, found.type) == ("", "", "", "article")


def test_nothing_but_nulls_is_a_paper_with_a_title_alone() -> None:
    nulls = dict.fromkeys(
        ("authors", "externalIds", "citationCount", "openAccessPdf", "venue", "journal", "year")
    )

    assert facts(**nulls) == Facts(title="On the Sorting of Socks")


def test_unknown_papers_are_answered_with_nothing(
    server: SemanticScholarServer, client: Client
) -> None:
    found = ask(server, client, [SOCKS, "ARXIV:2401.99999"])

    assert found["ARXIV:2401.99999"] == Finding("ARXIV:2401.99999")
    assert found[SOCKS].facts is not None


def test_a_batch_of_unknown_papers_is_no_error(
    server: SemanticScholarServer, client: Client
) -> None:
    assert ask(server, client, ["ARXIV:2401.99999"]) == {
        "ARXIV:2401.99999": Finding("ARXIV:2401.99999")
    }


def test_papers_in_another_order_are_refused(server: SemanticScholarServer, client: Client) -> None:
    server.misbehave([faults.says(json.dumps(server.papers[1::-1]).encode())])

    found = ask(server, client, [SOCKS, SHOES])

    assert found[SOCKS].refusal == "Semantic Scholar answers with DOI:10.1234/shoes, “Shoes”"
    assert found[SHOES].refusal == "Semantic Scholar answers with DOI:10.1234/socks, “Socks”"


def test_another_arxiv_paper_is_refused_with_both_names(
    server: SemanticScholarServer, client: Client
) -> None:
    other = paper(9, "Wrong", {"ArXiv": "2401.00009"})
    server.misbehave([faults.says(json.dumps([other]).encode())])

    found = ask(server, client, [SOCKS])

    assert found[SOCKS].refusal == "Semantic Scholar answers with ARXIV:2401.00009, “Wrong”"


def test_the_other_doi_of_a_paper_is_no_other_paper(
    server: SemanticScholarServer, client: Client
) -> None:
    merged = paper(9, "Shoes", {"DOI": "10.1234/shoes-in-print"})
    server.misbehave([faults.says(json.dumps([merged]).encode())])

    assert ask(server, client, [SHOES])[SHOES].facts is not None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": 42}, "at `$.title`"),
        ({"title": None}, "no title"),
        ({"paperId": None}, "no paper"),
    ],
)
def test_a_paper_that_cannot_be_read_does_not_spoil_the_others(
    client: Client, values: Any, said: str
) -> None:
    papers = [
        paper(1, ids={"ArXiv": "2401.00001"}) | values,
        paper(2, ids={"DOI": "10.1234/shoes"}),
    ]
    with SemanticScholarServer(papers) as server:
        found = ask(server, client, [SOCKS, SHOES])

    assert said in found[SOCKS].refusal
    assert found[SHOES].facts is not None


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.html(), "a web page"),
        (faults.says(b"[null, {"), "not JSON"),
        (faults.says(b"[null]"), "sends 1 papers for 2 identifiers"),
        (faults.says(b'{"error": "boom"}'), "refuses: boom"),
        (faults.says(b'{"message": "Internal Server Error"}'), "refuses: Internal Server Error"),
        (faults.says(b'{"error": "bad field"}', "application/json", 400), "refuses: bad field"),
        (faults.says(b"{}"), "gives no reason"),
        (faults.status(500), "answers 500"),
    ],
)
def test_what_is_no_answer_is_said_plainly(
    server: SemanticScholarServer, client: Client, fault: faults.Fault, message: str
) -> None:
    server.misbehave_always(fault)

    with pytest.raises(FetchError, match=message):
        ask(server, client, [SOCKS, SHOES])


def test_it_finds_papers_by_a_title_the_nearest_first(
    server: SemanticScholarServer, client: Client
) -> None:
    found = list(SemanticScholar().find(client, server.url, "Shoes"))

    assert isinstance(SemanticScholar(), Finder)
    assert [one.title for one in found][:1] == ["Shoes"]


def test_a_title_that_nobody_wrote_finds_nothing(client: Client) -> None:
    with SemanticScholarServer() as server:
        assert list(SemanticScholar().find(client, server.url, "Shoes")) == []
