from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path

from broadsheet.fetch.client import Client
from broadsheet.fetch.lock import Answer, read_lock, write_answers
from broadsheet.fetch.readings import MOST, with_counts
from broadsheet.fetch.run import Policy, run
from broadsheet.records.models import Count, Facts, Reading
from fetch.catalogue import active, by_arxiv
from fetch.fetching import some_records
from servers.catalogue import CatalogueServer

FIRST = dt.date(2024, 1, 1)


def day(number: int) -> dt.date:
    return FIRST + dt.timedelta(days=number)


def stars(number: int, value: int) -> Reading:
    return Reading(day(number), "stars", value)


def grown(days: int, *, step: int = 1) -> tuple[Reading, ...]:
    """Return the history of a count that was read on each day and always grew."""
    readings: tuple[Reading, ...] = ()
    for number in range(0, days, step):
        readings = with_counts(readings, [Count("stars", number)], day(number))
    return readings


def test_a_number_is_kept_with_its_day() -> None:
    assert with_counts((), [Count("stars", 3)], day(0)) == (stars(0, 3),)


def test_a_number_that_did_not_change_is_not_repeated() -> None:
    assert with_counts([stars(0, 3)], [Count("stars", 3)], day(5)) == (stars(0, 3),)


def test_a_number_may_fall_and_come_back() -> None:
    readings = with_counts([stars(0, 3), stars(1, 2)], [Count("stars", 3)], day(2))

    assert [one.value for one in readings] == [3, 2, 3]


def test_of_one_day_the_last_number_counts() -> None:
    assert with_counts([stars(0, 1), stars(5, 3)], [Count("stars", 4)], day(5)) == (
        stars(0, 1), stars(5, 4),
    )  # fmt: skip


def test_each_kind_has_a_history_of_its_own() -> None:
    readings = with_counts([stars(0, 3)], [Count("upvotes", 7), Count("stars", 3)], day(1))

    assert readings == (stars(0, 3), Reading(day(1), "upvotes", 7))


def test_a_kind_that_is_not_said_today_keeps_its_history() -> None:
    assert with_counts([stars(0, 3)], [], day(1)) == (stars(0, 3),)


def test_a_day_after_today_is_a_mistake() -> None:
    assert with_counts([stars(9, 3)], [Count("stars", 4)], day(1)) == (stars(1, 4),)


def test_ten_years_of_daily_numbers_stay_small() -> None:
    readings = grown(3650)

    assert len(readings) <= MOST
    assert readings[0] == stars(0, 0)
    assert readings[-15:] == tuple(stars(number, number) for number in range(3635, 3650))


def test_the_last_half_year_has_a_number_a_week() -> None:
    readings = grown(365)

    gaps = {(later.date - one.date).days for one, later in pairwise(readings[14:])}
    assert max(gaps) <= 7


def test_what_is_kept_does_not_depend_on_when_it_was_thinned() -> None:
    assert with_counts(grown(400), [Count("stars", 399)], day(399)) == grown(400)


def test_a_refresh_adds_to_the_history(client: Client, tmp_path: Path) -> None:
    facts = Facts(counts=(Count("stars", 3),))
    write_answers(tmp_path, "arxiv", [Answer("2401.00001", "2401.00001", day(0), facts)])
    with CatalogueServer({"2401.00001": Facts(counts=(Count("stars", 8),))}) as server:
        for number in (10, 20):
            run(
                some_records(1), read_lock(tmp_path, tmp_path),
                [active("arxiv", server.url, by_arxiv)], client, tmp_path, today=day(number),
                policy=Policy.ALL,
            )  # fmt: skip

    answer = read_lock(tmp_path, tmp_path).answers["arxiv"]["2401.00001"]
    assert answer.asked == day(20)
    assert answer.readings == (stars(0, 3), stars(10, 8))
