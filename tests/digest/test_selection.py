from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.collection import Collection
from broadsheet.digest.ledger import Baseline, Ledger, ledger_of
from broadsheet.digest.selection import Choice, Period, choose
from broadsheet.errors import BroadsheetError
from broadsheet.records.models import Paper
from samples import catalogue, facets, paper, vocabulary

FIRST, SECOND = "2025-09-01", "2025-09-02"


def collection(*papers: Paper) -> Collection:
    return Collection(catalogue(*papers), vocabulary(), facets(*papers))


SOME = collection(
    paper("a", featured=FIRST),
    paper("b", featured=SECOND),
    paper("c", featured=SECOND),
    paper("old", published="2020"),
)
BEGUN = ledger_of([Baseline(("old",))])


def test_the_first_mail_announces_the_latest_edition_and_passes_over_the_rest() -> None:
    assert choose(SOME, Period(), Ledger()) == Choice(("b", "c"), ("a", "old"))


def test_a_first_mail_of_an_earlier_edition_leaves_the_later_ones_to_come() -> None:
    assert choose(SOME, Period(FIRST), Ledger()) == Choice(("a",), ("old",))


def test_later_mails_announce_whatever_was_not_announced() -> None:
    assert choose(SOME, Period(), BEGUN).papers == ("b", "c", "a")


@pytest.mark.parametrize(
    ("period", "papers"),
    [
        (Period(FIRST), ("a",)),
        (Period("2025-w36"), ("b", "c", "a")),
        (Period("2025-09"), ("b", "c", "a")),
        (Period(since=dt.date(2025, 9, 2)), ("b", "c")),
        (Period(until=dt.date(2025, 9, 1)), ("a",)),
        (Period(since=dt.date(2025, 9, 3)), ()),
    ],
)
def test_a_period_is_what_is_asked_for_without_what_was_announced(
    period: Period, papers: tuple[str, ...]
) -> None:
    assert choose(SOME, period, BEGUN).papers == papers


def test_an_edition_that_is_not_there_is_said() -> None:
    with pytest.raises(BroadsheetError, match=r"no edition `2025-09-03`; did you mean `2025-09-0"):
        choose(SOME, Period("2025-09-03"), BEGUN)


def test_without_editions_the_first_mail_has_the_newest_papers() -> None:
    some = collection(*(paper(f"p{n:02d}", published=f"2024-01-{n:02d}") for n in range(1, 26)))
    choice = choose(some, Period(), Ledger())
    assert (choice.papers[0], len(choice.papers), len(choice.passed)) == ("p25", 20, 5)


def test_an_empty_collection_has_nothing_to_announce() -> None:
    assert choose(collection(), Period(), Ledger()) == Choice(())
