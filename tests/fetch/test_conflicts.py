"""Where sources differ, and where they only seem to."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from broadsheet.fetch.conflicts import Conflict, all_conflicts, conflicts_of
from broadsheet.fetch.merge import Statement
from broadsheet.records.dates import parse_date
from broadsheet.records.models import Facts
from broadsheet.records.names import Author
from samples import people, record

DAY = dt.date(2025, 9, 1)


def says(source: str, **facts: Any) -> Statement:
    return Statement(source, DAY, Facts(**facts))


def found(*statements: Statement, **curated: Any) -> dict[str, Conflict]:
    return {one.field: one for one in conflicts_of(record(**curated), statements)}


def years(**published: str) -> list[Statement]:
    return [
        says(name.replace("_", "-"), published=parse_date(date)) for name, date in published.items()
    ]


def test_two_titles_are_a_conflict() -> None:
    conflicts = found(says("arxiv", title="On Socks"), says("crossref", title="On Gloves"))
    assert (
        conflicts["title"].text({"arxiv": "arXiv"})
        == "title: arXiv says “On Socks”, crossref says “On Gloves”"
    )


def test_two_spellings_of_a_title_are_none() -> None:
    assert not found(
        says("arxiv", title="On {S}ocks, and $O(n)$"), says("crossref", title="ON SOCKS AND O(N)")
    )


@pytest.mark.parametrize(
    "dates",
    [
        {"arxiv": "2024-12-30", "crossref": "2025"},
        {"arxiv": "2024-05", "crossref": "2024"},
        {"openreview": "2024-09", "acl_anthology": "2025-05"},
    ],
)
def test_a_preprint_the_year_before_is_no_conflict(dates: dict[str, str]) -> None:
    assert not found(*years(**dates))


@pytest.mark.parametrize(
    "dates",
    [
        {"arxiv": "2022", "crossref": "2025"},
        {"dblp": "2024", "crossref": "2025"},
    ],
)
def test_years_that_cannot_all_be_right_are_one(dates: dict[str, str]) -> None:
    assert "year" in found(*years(**dates))


def test_another_number_of_authors_is_a_conflict() -> None:
    conflicts = found(
        says("arxiv", authors=people("Wilma Hare", "Otto Bee")),
        says("crossref", authors=people("Wilma Hare")),
    )
    assert conflicts["authors"].note == "2 and 1 authors"


def test_another_order_of_authors_is_a_conflict() -> None:
    conflicts = found(
        says("arxiv", authors=people("Wilma Hare", "Otto Bee", "Ann Cod")),
        says("crossref", authors=people("Wilma Hare", "Ann Cod", "Otto Bee")),
    )
    assert conflicts["authors"].note == "another order, from author 2 on"


def test_spellings_of_names_are_no_conflict() -> None:
    assert not found(
        says("arxiv", authors=people("Wilma Müller", "Ludwig van der Rohe", "Ana Garcia Perez")),
        says("crossref", authors=(
            Author("Muller", "W."), Author("van der Rohe", "L."), Author("Garcia Perez", "Ana"),
        )),
    )  # fmt: skip


def test_two_venues_are_a_conflict() -> None:
    conflicts = found(says("dblp", venue="SOCK 2024"), says("openalex", venue="Wool Days"))
    assert conflicts["venue"].said == {"dblp": "SOCK 2024", "openalex": "Wool Days"}


def test_a_venue_and_a_server_of_preprints_are_none() -> None:
    assert not found(says("dblp", venue="SOCK 2024"), says("openalex", venue="arXiv.org"))


def test_what_the_curators_say_is_settled() -> None:
    assert not found(
        says("arxiv", title="On Socks"), says("crossref", title="On Gloves"), title="On Socks"
    )


def test_a_problem_names_the_record_and_the_way_out() -> None:
    statements = [says("arxiv", title="A"), says("crossref", title="B")]
    ((where, conflict),) = all_conflicts([(record(), statements)])
    problem = conflict.problem(where, {})
    assert not problem.is_error
    assert "sources differ on the title" in problem.message
    assert "write `title:` into the record" in problem.hint
