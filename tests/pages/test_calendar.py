"""The calendar of editions."""

from __future__ import annotations

from broadsheet.language.words import ENGLISH
from broadsheet.pages.calendar import months
from samples import facets, paper


def test_a_day_with_an_edition_is_a_link_and_others_are_numbers() -> None:
    (month,) = months(facets(paper("a", featured="2024-05-31")).editions.terms, ENGLISH)

    friday = month.weeks[4].days[4]
    thursday = month.weeks[4].days[3]
    assert friday is not None
    assert friday.edition is not None
    assert friday.edition.key == "editions/2024-05-31"
    assert thursday is not None
    assert thursday.edition is None


def test_the_latest_month_comes_first_and_empty_ones_are_left_out() -> None:
    papers = [paper("a", featured="2024-01-31"), paper("b", featured="2024-05-01")]

    found = months(facets(*papers).editions.terms, ENGLISH)

    assert [month.label for month in found] == ["May 2024", "January 2024"]


def test_days_outside_the_month_are_empty() -> None:
    (month,) = months(facets(paper("a", featured="2024-05-31")).editions.terms, ENGLISH)

    assert month.weeks[0].days[:2] == (None, None)


def test_a_week_links_to_its_edition_where_a_day_has_one() -> None:
    (month,) = months(facets(paper("a", featured="2024-05-31")).editions.terms, ENGLISH)

    assert [week.edition is not None for week in month.weeks] == [False] * 4 + [True]
    last = month.weeks[4].edition
    assert last is not None
    assert last.key == "editions/2024-w22"
