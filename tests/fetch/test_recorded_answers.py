"""What each recorded answer gives: how many papers, how many refused, or why it is no answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec
import pytest

from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.crossref_work import read_works
from broadsheet.fetch.sources.openalex_work import read_work
from broadsheet.fetch.sources.semantic_scholar_paper import read_batch, read_paper, read_search
from broadsheet.records.models import Facts
from fetch.fetching import TODAY

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "api"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not RECORDED.is_dir(), reason=f"no recorded answers in {RECORDED}"),
]

_AGENCY = "Crossref answers with a work-agency, not with works"
CROSSREF: dict[str, tuple[int, int] | str] = {
    "test_content_negotiation_raises_an_http_error_with_bad_requests.0.404.txt": (
        "Crossref: the answer is a web page, not data"
    ),
    "test_cursor_fails_cursor_value.0.404.json": (
        "Crossref refuses: Cursor specified but it is invalid; thing"
    ),
    "test_cursor_max.1.200.json": (20, 0),
    "test_cursor_max.3.200.json": (20, 0),
    "test_funders_filter_works.0.200.json": (20, 0),
    "test_funders_mixed_ids_works_warn.0.200.json": (20, 0),
    "test_members_field_queries.0.200.json": (7, 0),
    "test_members_mixed_ids_works_warn.2.200.json": (4, 16),
    "test_no_ua_string.0.200.json": (1, 0),
    "test_prefixes_mixed_ids_works_warn.0.200.json": (4, 16),
    "test_random_dois.0.200.json": (10, 0),
    "test_random_dois_sample_param.1.200.json": (5, 0),
    "test_registration_agency_unicode.0.200.json": _AGENCY,
    "test_types_mixed_ids_works_warn.0.200.json": (20, 0),
    "test_types_works.0.200.json": (2, 0),
    "test_ua_string_registration_agency.0.200.json": _AGENCY,
    "test_works_field_query_publisher_name.0.200.json": (20, 0),
    "test_works_mixed_ids_warn.2.200.json": (1, 0),
    "test_works_query.0.200.json": (2, 0),
    "test_works_sample.0.200.json": (1, 1),
    "test_works_with_many_ids.1.200.json": (1, 0),
    "test_works_with_many_ids.3.200.json": (1, 0),
    "test_works_with_one_id.0.200.json": (1, 0),
    "test_workscontainer_with_cursor.0.200.json": (4, 1),
    "test_workscontainer_with_cursor.2.200.json": (5, 0),
    "test_workscontainer_with_many.0.200.json": (4, 1),
    "test_workscontainer_with_two_ids.0.200.json": (1, 0),
    "test_worksquery_execute.0.200.json": (3, 0),
    "test_worksquery_same_as_wrapped_method_real_requests.1.200.json": (3, 0),
}
OPENALEX = {
    "W2741809807.json": "",
    "W-api-response.json": "",
    "A-api-response.json": "answers with https://openalex.org/A2150889177, not with a work",
    "A5023888391.json": "answers with https://openalex.org/A5023888391, not with a work",
    "A5317838346.json": "answers with https://openalex.org/A5317838346, not with a work",
    "C71924100.json": "answers with https://openalex.org/C71924100, not with a work",
    "F4320332161.json": "answers with https://openalex.org/F4320332161, not with a work",
    "I27837315.json": "answers with https://openalex.org/I27837315, not with a work",
    "P4310319965.json": "answers with https://openalex.org/P4310319965, not with a work",
    "S137773608.json": "answers with https://openalex.org/S137773608, not with a work",
    "T11636.json": "answers with https://openalex.org/T11636, not with a work",
    "cardiac-imaging.json": "answers with https://openalex.org/keywords/cardiac-imaging, not with",
}
# A batch is a list; searches and single papers are objects, and no batch.
_OBJECT = "Semantic Scholar refuses: its answer is of another kind, and gives no reason"
BATCHES: dict[str, tuple[int, int] | str] = {
    "test_get_author.0.200.json": _OBJECT,
    "test_get_authors.0.200.json": (0, 3),
    "test_get_authors_return_not_found.0.200.json": (0, 3),
    "test_get_paper_authors.0.200.json": _OBJECT,
    "test_get_paper_citations.1.200.json": _OBJECT,
    "test_get_paper_citations.2.200.json": _OBJECT,
    "test_get_paper_references.0.200.json": _OBJECT,
    "test_get_paper_sync_from_running_loop.0.200.json": _OBJECT,
    "test_get_papers_not_found_warning.0.200.json": (3, 0),
    "test_get_recommended_papers.0.200.json": _OBJECT,
    "test_get_recommended_papers_from_lists_negative_only.0.400.json": (
        "Semantic Scholar refuses: No positive paper examples given"
    ),
    "test_get_recommended_papers_pool_from.0.200.json": _OBJECT,
    "test_search_paper.0.200.json": _OBJECT,
}


def recorded(source: str, name: str) -> bytes:
    return (RECORDED / source / name).read_bytes()


def given(read: Callable[[], Iterable[Finding]]) -> tuple[int, int] | str:
    """Return what an answer gives, or why it is none."""
    try:
        return counted(read())
    except FetchError as error:
        return error.message


def counted(found: Iterable[Finding]) -> tuple[int, int]:
    """Return how many papers there are, and how many refused; all fit into a lock."""
    papers = list(found)
    for one in papers:
        if one.facts is not None:
            check(one.facts)
    return sum(one.facts is not None for one in papers), sum(bool(one.refusal) for one in papers)


def check(facts: Facts) -> None:
    """Prove that a paper has a clean title and comes back from a lock as it went in."""
    assert facts.title == " ".join(facts.title.split())
    assert not any(
        mark in facts.title + facts.abstract for mark in ("<i>", "<sub", "jats:", "&amp;")
    )
    answer = Answer("a", "key", TODAY, facts)
    assert decode_answer(encode_answer(answer).encode()) == answer


@pytest.mark.parametrize(
    ("source", "table"),
    [("crossref", CROSSREF), ("openalex", OPENALEX), ("semantic_scholar", BATCHES)],
)
def test_no_recorded_answer_is_missing_here(source: str, table: dict[str, object]) -> None:
    assert {path.name for path in (RECORDED / source).iterdir()} == set(table)


@pytest.mark.parametrize(("name", "gives"), CROSSREF.items())
def test_crossref(name: str, gives: tuple[int, int] | str) -> None:
    body = recorded("crossref", name)

    assert given(lambda: read_works(body, abstracts=True)) == gives


@pytest.mark.parametrize(("name", "refusal"), OPENALEX.items())
def test_openalex(name: str, refusal: str) -> None:
    found = read_work(recorded("openalex", name))

    assert counted([found]) == (not refusal, bool(refusal))
    assert refusal in found.refusal


@pytest.mark.parametrize(("name", "gives"), BATCHES.items())
def test_semantic_scholar(name: str, gives: tuple[int, int] | str) -> None:
    body = recorded("semantic_scholar", name)

    assert given(lambda: read_batch(body)) == gives


def test_a_recorded_search_gives_its_papers() -> None:
    found = list(read_search(recorded("semantic_scholar", "test_search_paper.0.200.json")))

    assert len(found) == 100
    for facts in found:
        check(facts)


def test_a_recorded_paper_is_one() -> None:
    name = "test_get_paper_sync_from_running_loop.0.200.json"

    found = read_paper(msgspec.Raw(recorded("semantic_scholar", name)))

    assert found.facts == Facts(title="Computing Machinery and Intelligence")


def test_a_correction_in_a_recorded_work_is_noticed() -> None:
    (found,) = read_works(recorded("crossref", "test_no_ua_string.0.200.json"))

    assert found.facts is not None
    assert [notice.kind for notice in found.facts.notices] == ["corrected"]


def test_a_recorded_work_of_openalex_is_whole() -> None:
    facts = read_work(recorded("openalex", "W2741809807.json")).facts

    assert facts is not None
    assert (facts.ids.doi, facts.ids.pmid) == ("10.7717/peerj.4375", "29456894")
    assert len(facts.authors) == 9
    assert all(author.orcid and author.affiliation for author in facts.authors)
    assert facts.abstract.startswith("Despite growing interest in Open Access (OA)")
    assert facts.abstract.endswith("and practice.")
