from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from broadsheet.fetch import merge as module
from broadsheet.fetch.lock import Answer
from broadsheet.fetch.merge import Statement, merge, merge_all, source_order
from broadsheet.pages.views import _FIELDS
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Paper, Provenance, Record
from samples import people, record

DAY = dt.date(2025, 9, 1)


def says(source: str = "arxiv", **facts: Any) -> Statement:
    return Statement(source, DAY, Facts(**facts))


def test_the_curators_value_wins() -> None:
    found = merge(record(title="Ours"), [says(title="Theirs")])
    assert found.title == "Ours"
    assert found.provenance["title"] == Provenance("curated")


def test_a_source_fills_what_the_curators_left_out() -> None:
    found = merge(record(title="Ours"), [says(abstract="Theirs")])
    assert found.abstract == "Theirs"
    assert found.provenance["abstract"] == Provenance("arxiv", DAY)


def test_the_source_that_is_believed_first_wins() -> None:
    found = merge(record(), [says("arxiv", abstract="First"), says("other", abstract="Second")])
    assert found.abstract == "First"


def test_a_source_that_says_nothing_is_passed_over() -> None:
    found = merge(record(), [says("arxiv", title="T"), says("other", abstract="A")])
    assert (found.title, found.abstract) == ("T", "A")
    assert found.provenance["abstract"].source == "other"


def test_a_field_is_one_sources_whole_value() -> None:
    curated = record(authors=["Wilma Hare"])
    found = merge(curated, [says(authors=people("Otto Bee", "Ann Cod"))])
    assert found.authors == people("Wilma Hare")


def test_a_field_that_nobody_says_has_no_provenance() -> None:
    found = merge(record(title="T"), [says(abstract="A")])
    assert set(found.provenance) == {"title", "abstract"}


def test_what_only_curators_say_is_theirs() -> None:
    curated = record(
        title="T",
        featured="2025-09-02",
        tags=("wool",),
        summary="S",
        awards=("Best",),
        relations={"extends": "b"},
    )
    found = merge(curated, [says(title="Theirs")])
    assert (found.featured, found.tags, found.summary) == (curated.featured, ("wool",), "S")
    assert (found.awards, found.relations) == (("Best",), curated.relations)


def test_a_curated_date_wins_though_it_is_less_exact() -> None:
    found = merge(record(published="2024"), [says(published=PartialDate(2024, 5, 31))])
    assert found.published == PartialDate(2024)


def test_identifiers_are_filled_up() -> None:
    statements = [
        says("arxiv", ids=Identifiers(arxiv="2405.21018", doi="10.1000/1")),
        says("other", ids=Identifiers(doi="10.1000/2", pmid="7")),
    ]
    found = merge(record(arxiv="2405.21018"), statements)
    assert found.ids == Identifiers(arxiv="2405.21018", doi="10.1000/1", pmid="7")


def test_links_are_united_the_curators_first() -> None:
    curated = record(links={"code": "https://ours.example"})
    found = merge(curated, [says(links=(Link("pdf", "https://theirs.example"),))])
    assert [link.url for link in found.links] == ["https://ours.example", "https://theirs.example"]


@pytest.mark.parametrize(
    "url", ["https://a.example/b", "https://a.example/b/", "https://A.Example/B"]
)
def test_a_link_stands_once_however_it_is_spelt(url: str) -> None:
    curated = record(links={"code": "https://a.example/b"})
    found = merge(curated, [says(links=(Link("code", url),))])
    assert found.links == curated.links


def test_one_address_of_two_kinds_is_two_links() -> None:
    curated = record(links={"code": "https://a.example"})
    found = merge(curated, [says(links=(Link("project", "https://a.example"),))])
    assert len(found.links) == 2


@pytest.mark.parametrize(
    ("ids", "title"),
    [
        (Identifiers(arxiv="2405.21018", doi="10.1000/1"), "arXiv 2405.21018"),
        (Identifiers(doi="10.1000/arxiv doi"), "DOI 10.1000/arxiv doi"),
        (Identifiers(acl="2025.acl-long.1"), "ACL 2025.acl-long.1"),
        (Identifiers(url="https://socks.example.org"), "https://socks.example.org"),
        (Identifiers(), "hare2024wool"),
    ],
)
def test_a_paper_without_a_title_is_called_by_its_identifier(ids: Identifiers, title: str) -> None:
    found = merge(record(ids=ids), [])
    assert found.title == title
    assert "title" not in found.provenance


def test_sources_not_known_follow_the_known_by_name() -> None:
    assert source_order(["zoo", "arxiv", "bee"]) == ("arxiv", "bee", "zoo")


def test_every_record_is_merged_with_its_own_answers() -> None:
    records = [record("a", title="A"), record("b", title="B")]
    answers = {
        "arxiv": {"b": Answer("b", "2405.21018", DAY, Facts(abstract="Of b."))},
        "other": {"a": Answer("a", "10.1000/1", DAY, None)},
    }
    assert [one.abstract for one in merge_all(records, answers)] == ["", "Of b."]


def test_answers_of_a_better_source_win_whatever_their_order() -> None:
    answers = {
        "zoo": {"a": Answer("a", "a", DAY, Facts(abstract="Zoo"))},
        "arxiv": {"a": Answer("a", "a", DAY, Facts(abstract="arXiv"))},
    }
    (found,) = merge_all([record("a")], answers)
    assert found.abstract == "arXiv"


@pytest.mark.parametrize("kind", [Paper, Facts])
def test_every_merged_field_is_one_of_papers_and_facts(kind: type) -> None:
    assert set(module._MERGED) <= set(kind.__struct_fields__)  # type: ignore[attr-defined]


def test_every_curated_field_is_one_of_records_and_papers() -> None:
    fields = set(Record.__struct_fields__) & set(Paper.__struct_fields__)
    assert set(module._CURATED_ONLY) <= fields


def test_no_field_of_a_record_is_lost() -> None:
    merged = {*module._MERGED, *module._CURATED_ONLY, "id", "ids", "origin", "links"}
    assert set(Record.__struct_fields__) <= merged


def test_every_merged_field_has_a_name_for_readers() -> None:
    # A machine's summary is shown with its source beside it.
    assert set(module._MERGED) - {"machine_summary"} == set(_FIELDS)
