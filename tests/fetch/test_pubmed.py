from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.pubmed import PubMed
from broadsheet.fetch.sources.pubmed_article import read_articles
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.pubmed import PubMedArticle, PubMedServer, article, article_set


@pytest.fixture
def server() -> Iterator[PubMedServer]:
    articles = [PubMedArticle("1", "Socks."), PubMedArticle("2", "Shoes.")]
    with PubMedServer(articles) as server:
        yield server


def ask(
    server: PubMedServer, client: Client, keys: Sequence[str], **options: Any
) -> dict[str, Finding]:
    return {one.key: one for one in PubMed(**options).ask(client, server.url, keys)}


def facts(**values: str) -> Facts:
    """Return what is read of one article."""
    (found,) = read_articles(article_set([article(PubMedArticle("1", **values))]), abstracts=True)
    assert found.facts is not None, found.refusal
    return found.facts


def correction(kind: str) -> str:
    return (
        f"<CommentsCorrectionsList><CommentsCorrections RefType='{kind}'>"
        "<RefSource>J Socks. 2024;8:1</RefSource><PMID>77</PMID>"
        "</CommentsCorrections></CommentsCorrectionsList>"
    )


def test_it_looks_up_pubmed_ids_alone() -> None:
    assert PubMed().key(Target("a", Identifiers(pmid="1", doi="10.1234/a"))) == "1"
    assert PubMed().key(Target("a", Identifiers(doi="10.1234/a"))) == ""


def test_many_articles_are_one_request(server: PubMedServer, client: Client) -> None:
    found = ask(server, client, ["2", "1"], email="team@example.org")

    assert [one.facts.title for one in found.values() if one.facts] == ["Shoes", "Socks"]
    query = server.requests[0].query
    assert (query["id"], query["tool"]) == (["2,1"], ["broadsheet"])
    assert query["email"] == ["team@example.org"]


def test_the_key_of_the_environment_is_sent_makes_it_faster_and_is_never_shown(
    server: PubMedServer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = PubMed().interval
    monkeypatch.setenv("NCBI_API_KEY", "hush-hush")
    server.misbehave([faults.status(403)])

    with pytest.raises(FetchError) as caught:
        ask(server, client, ["1"])

    assert server.requests[0].query["api_key"] == ["hush-hush"]
    assert "hush" not in str(caught.value)
    assert PubMed().interval < slow


def test_an_article_is_read_whole() -> None:
    found = facts(
        title="Socks &amp; <i>Shoes</i> in H<sub>2</sub>O.",
        authors=(
            "<Author><LastName>van Example</LastName><ForeName>Ada</ForeName><Suffix>Jr</Suffix>"
            "<Identifier Source='ORCID'>0000-0002-1825-0097</Identifier>"
            "<AffiliationInfo><Affiliation>Sock Lab</Affiliation></AffiliationInfo></Author>"
            "<Author><CollectiveName>Sock Study Group</CollectiveName></Author>"
            "<Author ValidYN='N'><LastName>Wrong</LastName></Author>"
            "<Author><LastName>SAMPLE</LastName><Initials>B</Initials></Author>"
        ),
        abstract=(
            "<AbstractText Label='BACKGROUND'>Socks get <b>lost</b>.</AbstractText>"
            "<AbstractText Label='RESULTS'>We found p&lt;0.05.</AbstractText>"
        ),
        article=(
            "<ArticleDate><Year>2024</Year><Month>01</Month><Day>15</Day></ArticleDate>"
            "<ELocationID EIdType='doi'>10.1234/Socks</ELocationID>"
        ),
        citation="<KeywordList><Keyword>socks</Keyword><Keyword>shoes</Keyword></KeywordList>",
        ids="<ArticleId IdType='pmc'>PMC123</ArticleId>",
    )

    assert found == Facts(
        title="Socks & Shoes in H₂O",
        authors=(
            Author(
                "Example", "Ada", particle="van", suffix="Jr", orcid="0000-0002-1825-0097",
                affiliation="Sock Lab",
            ),
            Author("Sock Study Group", is_group=True),
            Author("Sample", "B"),
        ),
        published=PartialDate(2024, 1, 15),
        venue="J Socks",
        type="article-journal",
        container_title="Journal of Socks",
        volume="7",
        issue="2",
        pages="123–130",
        language="en",
        abstract="Background: Socks get lost. Results: We found p<0.05.",
        keywords=("socks", "shoes"),
        ids=Identifiers(pmid="1", doi="10.1234/socks"),
        links=(Link("pdf", "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/pdf/"),),
    )  # fmt: skip


def test_abstracts_are_left_out_unless_asked_for(client: Client) -> None:
    text = "<AbstractText>Socks.</AbstractText>"
    with PubMedServer([PubMedArticle("1", abstract=text)]) as server:
        without = ask(server, client, ["1"])["1"].facts
        with_them = ask(server, client, ["1"], abstracts=True)["1"].facts

    assert without is not None
    assert without.abstract == ""
    assert with_them is not None
    assert with_them.abstract == "Socks."


@pytest.mark.parametrize(
    ("kind", "notice"),
    [
        ("RetractionIn", "retracted"),
        ("ErratumIn", "corrected"),
        ("ExpressionOfConcernIn", "concern"),
        ("UpdateIn", "replaced"),
    ],
)
def test_what_became_of_it_is_noticed(kind: str, notice: str) -> None:
    assert facts(citation=correction(kind)).notices == (
        Notice(notice, "J Socks. 2024;8:1", None, "https://pubmed.ncbi.nlm.nih.gov/77/"),
    )


def test_a_comment_is_no_notice() -> None:
    assert facts(citation=correction("CommentIn") + correction("RetractionOf")).notices == ()


def test_a_retraction_is_noticed_once() -> None:
    kinds = (
        "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType>"
        "</PublicationTypeList>"
    )

    both = facts(article=kinds, citation=correction("RetractionIn"), title="RETRACTED: Socks.")
    alone = facts(article=kinds)

    assert [one.url for one in both.notices] == ["https://pubmed.ncbi.nlm.nih.gov/77/"]
    assert both.title == "Socks"
    assert alone.notices == (Notice("retracted", "Retracted publication"),)


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("<Year>2024</Year><Month>Feb</Month><Day>3</Day>", PartialDate(2024, 2, 3)),
        ("<Year>2024</Year><Season>Spring</Season>", PartialDate(2024)),
        ("<MedlineDate>2024 Jan-Feb</MedlineDate>", PartialDate(2024, 1)),
        ("<MedlineDate>Winter 2024</MedlineDate>", None),
        ("<Year>2024</Year><Month>Feb</Month><Day>31</Day>", PartialDate(2024, 2)),
        ("", None),
    ],
)
def test_dates_are_read_as_far_as_they_go(date: str, read: PartialDate | None) -> None:
    assert facts(issue=f"<PubDate>{date}</PubDate>").published == read


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("[On the sorting of socks].", "On the sorting of socks"),
        ("[On the sorting of socks.]", "On the sorting of socks"),
        ("And so on...", "And so on..."),
        (
            "Of <mml:math xmlns:mml='m'><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn></mml:msup>"
            "</mml:math> socks",
            "Of x² socks",
        ),
    ],
)
def test_titles_are_read_as_the_paper_has_them(title: str, read: str) -> None:
    assert facts(title=title).title == read


def test_unknown_articles_are_answered_with_nothing(server: PubMedServer, client: Client) -> None:
    assert ask(server, client, ["9"]) == {"9": Finding("9")}
    assert ask(server, client, ["1", "9"])["9"] == Finding("9")


def test_an_article_that_was_not_asked_for_is_not_taken(
    server: PubMedServer, client: Client
) -> None:
    server.misbehave([faults.says(article_set([article(PubMedArticle("77"))]), "text/xml")])

    assert ask(server, client, ["1"]) == {"1": Finding("1")}


def test_articles_without_title_or_id_do_not_spoil_the_others(
    server: PubMedServer, client: Client
) -> None:
    odd = [article(PubMedArticle("1", title="")), article(PubMedArticle("")), "<PubmedArticle/>"]
    odd.append(article(PubMedArticle("2")))
    server.misbehave([faults.says(article_set(odd), "text/xml")])

    found = ask(server, client, ["1", "2", "3"])

    assert found["1"].refusal == "PubMed has no title for it"
    assert found["2"].facts is not None
    assert found["3"].refusal


def test_a_part_of_a_book_is_refused_plainly(server: PubMedServer, client: Client) -> None:
    book = "<PubmedBookArticle><BookDocument><PMID>1</PMID></BookDocument></PubmedBookArticle>"
    server.misbehave([faults.says(article_set([book]), "text/xml")])

    assert "part of a book" in ask(server, client, ["1"])["1"].refusal


_BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>
<PubmedArticleSet>&b;</PubmedArticleSet>"""
_FILE = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<PubmedArticleSet>&a;</PubmedArticleSet>"""


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (faults.html(), "a web page"),
        (faults.says(article_set([article(PubMedArticle("1"))])[:-30]), "not XML"),
        (faults.says(b""), "not XML"),
        (faults.says(b'{"error": "API rate limit exceeded"}'), "not XML"),
        (faults.says(_BOMB), "not safe to read"),
        (faults.says(_FILE), "not safe to read"),
        (faults.says(b"<eFetchResult><ERROR>boom</ERROR></eFetchResult>"), "refuses: boom"),
        (faults.says(b"<ERROR>boom</ERROR>", "text/xml", 400), "PubMed refuses"),
        (faults.says(b"<other/>"), "refuses: other"),
        (faults.status(500), "answers 500"),
    ],
)
def test_what_is_no_answer_is_said_plainly(
    server: PubMedServer, client: Client, fault: faults.Fault, message: str
) -> None:
    server.misbehave_always(fault)

    with pytest.raises(FetchError, match=message):
        ask(server, client, ["1", "2"])
