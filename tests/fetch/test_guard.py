from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.guard import is_of, judge
from broadsheet.fetch.lock import Answer, read_lock
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import Policy, run
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Origin, Record
from broadsheet.records.names import Author
from fetch.catalogue import active, by_arxiv, by_doi
from fetch.fetching import TODAY
from servers.catalogue import CatalogueServer

ADA, BO = Author("Example", "Ada"), Author("Sample", "Bo")
ID, DOI = "2401.00001", "10.1234/socks"
SOCKS = Facts(title="Deep Socks", authors=(ADA,), ids=Identifiers(arxiv=ID, doi=DOI))
SHOES = Facts(title="Shoes at Scale", authors=(BO,), ids=Identifiers(doi="10.9999/shoes"))


def curated(title: str = "", *authors: Author, ids: Identifiers = Identifiers(arxiv=ID)) -> Record:  # noqa: B008
    return Record(
        id="p1", ids=ids, origin=Origin("content/papers/p.yaml", 7), title=title, authors=authors
    )


@pytest.fixture
def arxiv() -> Iterator[CatalogueServer]:
    with CatalogueServer({ID: SHOES}) as server:
        yield server


@pytest.fixture
def crossref() -> Iterator[CatalogueServer]:
    with CatalogueServer({DOI: SOCKS, "10.9999/shoes": SHOES}) as server:
        yield server


def fetch(
    record: Record, arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, folder: Path,
    policy: Policy = Policy.MISSING,
) -> Report:  # fmt: skip
    sources = [active("arxiv", arxiv.url, by_arxiv), active("crossref", crossref.url, by_doi)]
    lock = read_lock(folder, folder)
    return run([record], lock, sources, client, folder, today=TODAY, policy=policy)


def test_a_paper_with_the_id_of_another_is_refused_with_both_shown(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    report = fetch(curated("Deep Socks", ADA), arxiv, crossref, client, tmp_path)

    assert [str(problem) for problem in report.problems] == [
        "content/papers/p.yaml:7:1: warning: Arxiv has another paper for `2401.00001`:"
        " “Shoes at Scale” by Sample, Bo; the record says “Deep Socks” by Example, Ada"
        " (the answer is not used; check the id, or the title if the paper has another one now)"
    ]
    assert str(report.sources[0]) == "Arxiv: 1 asked, 0 answered, 1 refused (p1)"
    assert not report.is_complete


def test_nothing_of_a_refused_answer_is_kept_but_what_it_is(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    fetch(curated("Deep Socks", ADA), arxiv, crossref, client, tmp_path)

    assert (tmp_path / "arxiv.jsonl").read_text() == (
        '{"paper":"p1","key":"2401.00001","asked":"2024-03-01",'
        '"refused":{"title":"Shoes at Scale","names":["Sample, Bo"]}}\n'
    )


def test_a_refused_answer_leads_nowhere(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    fetch(curated("Deep Socks", ADA), arxiv, crossref, client, tmp_path)

    assert crossref.requests == []


def test_a_refused_answer_is_not_asked_for_again(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    fetch(curated("Deep Socks", ADA), arxiv, crossref, client, tmp_path)
    fetch(curated("Deeper Socks", ADA), arxiv, crossref, client, tmp_path)

    assert len(arxiv.requests) == 1


@pytest.mark.parametrize(
    ("mended", "policy"),
    [
        (curated("Shoes at Scale", BO), Policy.MISSING),
        (curated(), Policy.MISSING),
        (curated("Deep Socks", ADA), Policy.ALL),
        (curated("Deep Socks", ADA, ids=Identifiers(arxiv="2401.00002")), Policy.MISSING),
    ],
)
def test_a_mended_record_or_a_refresh_asks_again(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path,
    mended: Record, policy: Policy,
) -> None:  # fmt: skip
    fetch(curated("Deep Socks", ADA), arxiv, crossref, client, tmp_path)
    fetch(mended, arxiv, crossref, client, tmp_path, policy)

    assert len(arxiv.requests) == 2


def test_with_an_arxiv_id_arxiv_knows_best_whoever_answers_first(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    arxiv.facts[ID] = SOCKS
    crossref.facts = {ID: SHOES}
    lock = read_lock(tmp_path, tmp_path)
    sources = [
        active("semantic-scholar", crossref.url, by_arxiv),
        active("arxiv", arxiv.url, by_arxiv, batch=1),
    ]
    arxiv_waits = [curated()]
    run(arxiv_waits, lock, sources[:1], client, tmp_path, today=TODAY)

    report = run(
        arxiv_waits, read_lock(tmp_path, tmp_path), sources, client, tmp_path, today=TODAY,
        policy=Policy.ALL,
    )  # fmt: skip

    answers = read_lock(tmp_path, tmp_path).answers
    assert answers["arxiv"]["p1"].facts == SOCKS
    assert answers["semantic-scholar"]["p1"].facts is None
    assert len(report.problems) == 1
    assert "; arxiv says “Deep Socks” by Example, Ada" in report.problems[0].message


def test_answers_follow_from_the_record_and_from_each_other() -> None:
    answers = {
        "arxiv": Answer("p1", ID, TODAY, SOCKS),
        "crossref": Answer("p1", DOI, TODAY, Facts(title="Deep socks")),
        "hugging-face": Answer(
            "p1", ID, TODAY, Facts(links=(Link("code", "https://github.com/Socks/Deep.git"),))
        ),
        "github": Answer("p1", "socks/deep", TODAY, Facts()),
        "semantic-scholar": Answer("p1", f"ARXIV:{ID}", TODAY, Facts(title="Deep Socks")),
        "openalex": Answer("p1", f"doi:{DOI}", TODAY, Facts(title="Deep Socks")),
    }

    assert judge(curated(), answers).facts.keys() == answers.keys()


def test_an_answer_for_an_id_that_the_record_no_longer_has_does_not_count() -> None:
    answers = {
        "arxiv": Answer("p1", ID, TODAY, SOCKS),
        "crossref": Answer("p1", DOI, TODAY, SOCKS),
    }

    mended = curated(ids=Identifiers(arxiv="2401.00002"))

    assert judge(mended, answers).facts == {}


def test_an_id_of_a_kind_that_the_curator_wrote_counts_as_written_alone() -> None:
    key = "10.9999/shoes"

    assert not is_of(curated(ids=Identifiers(doi=DOI)), "crossref", key, [SHOES])
    assert is_of(curated(), "crossref", key, [SHOES])
    assert not is_of(curated(), "crossref", key)


@pytest.mark.parametrize(
    ("ids", "source", "key"),
    [
        (Identifiers(doi="10.18653/v1/2024.socks-main.1"), "acl-anthology", "2024.socks-main.1"),
        (Identifiers(arxiv=ID), "semantic-scholar", f"ARXIV:{ID}"),
        (Identifiers(arxiv=ID), "datacite", f"10.48550/arxiv.{ID}"),
        (Identifiers(doi=f"10.48550/arxiv.{ID}"), "arxiv", ID),
        (Identifiers(pmid="123456"), "openalex", "pmid:123456"),
        (Identifiers(openreview="Sock_Pair1"), "openreview", "Sock_Pair1"),
        (Identifiers(doi=DOI), "dblp", "title:Deep Socks"),
        (Identifiers(doi=DOI), "github-votes", "p1"),
    ],
)
def test_a_key_may_be_in_the_form_a_source_likes(ids: Identifiers, source: str, key: str) -> None:
    assert is_of(curated(ids=ids), source, key)


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("arxiv", "2401.00002"),
        ("crossref", "10.1234/sock"),
        ("github", "shoes/deep"),
        ("openreview", "Shoe_Pair1"),
        ("semantic-scholar", "CorpusId:77"),
    ],
)
def test_the_key_of_another_paper_is_seen(source: str, key: str) -> None:
    ids = Identifiers(arxiv=ID, doi=DOI, openreview="Sock_Pair1", s2="78")

    assert not is_of(curated(ids=ids), source, key)


def test_a_title_that_was_mended_by_hand_turns_old_answers_away() -> None:
    verdict = judge(curated("Shoes at Scale", BO), {"arxiv": Answer("p1", ID, TODAY, SOCKS)})

    assert verdict.facts == {}
    assert "another paper for `2401.00001`: “Deep Socks”" in verdict.problems[0].message


def test_what_was_refused_is_told_as_long_as_it_stands(
    arxiv: CatalogueServer, crossref: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    record = curated("Deep Socks", ADA)
    fetch(record, arxiv, crossref, client, tmp_path)
    answer = read_lock(tmp_path, tmp_path).answers["arxiv"]["p1"]

    assert len(judge(record, {"arxiv": answer}).problems) == 1
    assert (
        judge(
            msgspec.structs.replace(record, title="Shoes at Scale", authors=()), {"arxiv": answer}
        ).problems
        == ()
    )


def test_numbers_without_a_title_are_always_the_papers() -> None:
    answers = {
        "arxiv": Answer("p1", ID, TODAY, SOCKS),
        "hugging-face": Answer("p1", ID, TODAY, Facts()),
    }

    assert judge(curated("Deep Socks", ADA), answers).problems == ()
