"""Trending: gains for the age, no clock, and nothing out of nothing."""

from __future__ import annotations

import datetime as dt

from broadsheet.records.models import Paper, Reading
from broadsheet.tagging.trending import newest_day, trending
from samples import paper

DAY = dt.date(2024, 3, 1)


def with_votes(name: str, *values: int, featured: dt.date = DAY, kind: str = "upvotes") -> Paper:
    """Return a paper whose count was read every ten days, the last time on the day."""
    days = range(10 * (len(values) - 1), -1, -10)
    readings = tuple(
        Reading(DAY - dt.timedelta(days=back), kind, value)
        for back, value in zip(days, values, strict=True)
    )
    return paper(name, featured=featured.isoformat(), readings=readings)


def names(*papers: Paper) -> list[str]:
    return [trend.paper for trend in trending(papers, 10)]


def test_the_faster_gain_comes_first() -> None:
    assert names(with_votes("slow", 0, 10), with_votes("fast", 0, 100)) == ["fast", "slow"]


def test_what_was_gained_before_counts_less_than_what_is_gained_now() -> None:
    assert names(with_votes("famous", 900, 910), with_votes("rising", 0, 60)) == [
        "rising",
        "famous",
    ]


def test_of_equal_gains_the_younger_paper_comes_first() -> None:
    old = with_votes("old", 0, 50, featured=DAY - dt.timedelta(days=120))

    assert names(old, with_votes("young", 0, 50)) == ["young", "old"]


def test_a_single_reading_is_spread_over_the_papers_life() -> None:
    (trend,) = trending([with_votes("once", 70, featured=DAY - dt.timedelta(days=70))], 10)

    assert trend.gains[0].a_week == 7


def test_readings_older_than_a_month_say_nothing_of_now() -> None:
    stalled = with_votes("stalled", 0, 500, 500, 500, 500, 500)

    assert names(stalled) == []


def test_a_paper_without_counts_does_not_trend() -> None:
    assert names(paper("silent", featured=DAY.isoformat())) == []


def test_a_loss_is_no_trend() -> None:
    assert names(with_votes("falling", 100, 50)) == []


def test_equal_scores_are_ordered_by_id() -> None:
    assert names(with_votes("b", 0, 20), with_votes("a", 0, 20)) == ["a", "b"]


def test_the_newest_day_is_that_of_the_collection_not_of_the_clock() -> None:
    assert newest_day([with_votes("a", 0, 1)]) == DAY
