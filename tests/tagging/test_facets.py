from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.records.dates import parse_date
from broadsheet.tagging.facets import Facet, newest_first, venue_series, week_slug
from samples import facets, paper, reading_list, tag, vocabulary

TREE = vocabulary("clothes", tag("socks", broader="clothes"), tag("wool", broader="socks"), "hats")


def papers_of(facet: Facet) -> dict[str, tuple[str, ...]]:
    return {term.slug: term.papers for term in facet.terms}


def test_topics_have_the_papers_of_narrower_ones() -> None:
    found = facets(paper("a", tags=("wool",)), paper("b", tags=("socks",)), topics=TREE)
    assert papers_of(found.topics) == {
        "clothes": ("a", "b"), "socks": ("a", "b"), "wool": ("a",), "hats": (),
    }  # fmt: skip


def test_a_paper_of_two_narrower_topics_counts_once() -> None:
    found = facets(paper("a", tags=("wool", "socks", "clothes")), topics=TREE)
    assert found.topics.by_slug["clothes"].papers == ("a",)


def test_topics_stand_in_the_order_of_the_vocabulary() -> None:
    found = facets(topics=vocabulary("zebras", "ants"))
    assert [term.slug for term in found.topics.terms] == ["zebras", "ants"]


def test_a_topic_says_what_stands_above_it_where_that_is_there() -> None:
    found = facets(topics=vocabulary(tag("socks", broader="gone"), tag("wool", broader="socks")))
    assert [term.broader for term in found.topics.terms] == ["", "socks"]


def test_venues_are_grouped_without_their_years() -> None:
    found = facets(paper("a", venue="SOCK 2023"), paper("b", venue="SOCK 2024"))
    assert papers_of(found.venues) == {"sock": ("a", "b")}


@pytest.mark.parametrize(
    "written",
    [
        "SOCK 2024", "SOCK2024", "SOCK-2024", "SOCK, 2024", "SOCK (2024)", "SOCK [2024]",
        "SOCK’24", "SOCK '24", "SOCK – 2024", "SOCK: 2024", "2024 SOCK", "SOCK 1999", "SOCK",
        "SOCK/2024",
    ],
)  # fmt: skip
def test_a_venues_year_is_taken_off_however_it_is_written(written: str) -> None:
    assert venue_series(written) == "SOCK"


@pytest.mark.parametrize(
    ("venue", "series"),
    [
        ("SOCK 2024 Workshop on Wool", "SOCK Workshop on Wool"),
        ("Knitting (SOCK 2024)", "Knitting (SOCK)"),
        ("Proc. of SOCK, 12-14 May 2024, Lisbon", "Proc. of SOCK, 12-14 May, Lisbon"),
        ("SOCK 24", "SOCK 24"),
        ("SOCK 20240", "SOCK 20240"),
        ("SOCK 3024", "SOCK 3024"),
        ("2024", "2024"),
    ],
)
def test_nothing_but_the_year_is_taken_off(venue: str, series: str) -> None:
    assert venue_series(venue) == series


def test_venues_that_differ_in_case_have_slugs_of_their_own() -> None:
    found = facets(paper("a", venue="SOCK 2024"), paper("b", venue="Sock 2024"))
    assert papers_of(found.venues) == {"sock": ("a",), "sock-2": ("b",)}


def test_years_are_those_of_publication_the_latest_first() -> None:
    found = facets(paper("a", published="2023"), paper("b", published="2024-05"))
    assert papers_of(found.years) == {"2024": ("b",), "2023": ("a",)}
    assert [term.slug for term in found.years.terms] == ["2024", "2023"]


def test_a_paper_without_a_date_has_no_year() -> None:
    assert facets(paper("a", published="")).years.terms == ()


def test_lists_are_newest_first_and_undated_papers_last() -> None:
    some = [paper("a", published=""), paper("b", published="2023"), paper("c", published="2024")]
    assert [one.id for one in newest_first(some)] == ["c", "b", "a"]


def test_papers_of_one_day_stay_as_they_were() -> None:
    some = [paper("b"), paper("a"), paper("c")]
    assert [one.id for one in newest_first(some)] == ["b", "a", "c"]


def test_an_edition_is_a_day_a_week_and_a_month() -> None:
    found = facets(paper("a", featured="2025-09-02")).editions
    assert [(one.kind, one.slug, one.label) for one in found.terms] == [
        ("day", "2025-09-02", "Tuesday, 2 September 2025"),
        ("week", "2025-w36", "Week 36 of 2025"),
        ("month", "2025-09", "September 2025"),
    ]


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2024-12-29", "2024-w52"),
        ("2024-12-30", "2025-w01"),
        ("2025-01-05", "2025-w01"),
        ("2021-01-03", "2020-w53"),
        ("2026-12-31", "2026-w53"),
        ("0999-06-01", "0999-w22"),
    ],
)
def test_weeks_are_those_of_iso_8601(day: str, week: str) -> None:
    assert week_slug(parse_date(day).first_day) == week


def test_a_week_at_the_turn_of_the_year_is_one_edition() -> None:
    found = facets(paper("a", featured="2024-12-30"), paper("b", featured="2025-01-02"))
    assert found.editions.by_slug["2025-w01"].papers == ("b", "a")


def test_an_edition_has_its_papers_in_the_order_of_the_files() -> None:
    found = facets(
        paper("c", featured="2025-09-02", published="2020"),
        paper("a", featured="2025-09-02", published="2024"),
        paper("b", featured="2025-09-02", published="2022"),
    )
    assert found.editions.by_slug["2025-09-02"].papers == ("c", "a", "b")


def test_a_month_has_its_days_latest_first_and_each_day_in_order() -> None:
    found = facets(
        paper("a", featured="2025-09-01"),
        paper("b", featured="2025-09-02"),
        paper("c", featured="2025-09-01"),
    )
    assert found.editions.by_slug["2025-09"].papers == ("b", "a", "c")


def test_days_are_latest_first() -> None:
    found = facets(paper("a", featured="2025-09-01"), paper("b", featured="2025-09-02"))
    days = [one.slug for one in found.editions.terms if one.kind == "day"]
    assert days == ["2025-09-02", "2025-09-01"]


def test_a_paper_that_was_not_featured_is_in_no_edition() -> None:
    assert facets(paper("a")).editions.terms == ()


def test_a_reading_list_keeps_its_order_and_its_notes() -> None:
    first = reading_list("first-steps", "b", "a", note="Start here.")
    found = facets(paper("a"), paper("b"), lists=(first,)).collections
    (term,) = found.terms
    assert (term.slug, term.papers) == ("first-steps", ("b", "a"))
    assert term.notes == {"a": "Start here.", "b": "Start here."}


def test_facets_are_offered_in_one_order() -> None:
    names = [facet.name for facet in facets()]
    assert names == ["editions", "topics", "authors", "venues", "years", "collections"]


def test_every_month_of_the_calendar_has_a_slug_of_seven_characters() -> None:
    days = [dt.date(year, month, 1).isoformat() for year in (1, 999, 2025) for month in (1, 12)]
    some = [paper(f"p{at}", featured=day) for at, day in enumerate(days)]
    slugs = [one.slug for one in facets(*some).editions.terms if one.kind == "month"]
    assert {len(slug) for slug in slugs} == {7}
