from __future__ import annotations

from broadsheet.feeds.dates import changed, entered, moment, newest_first
from broadsheet.records.dates import parse_date
from broadsheet.records.models import Notice
from samples import paper


def retracted(day: str, kind: str = "retracted") -> Notice:
    return Notice(kind, date=parse_date(day))


def test_a_paper_comes_in_on_the_day_it_was_featured_else_published() -> None:
    assert entered(paper(published="2024-05", featured="2025-09-02")) == "2025-09-02"
    assert entered(paper(published="2024-05")) == "2024-05-01"
    assert entered(paper(published="")) == ""


def test_a_paper_changes_with_its_newest_version_and_with_notices() -> None:
    assert changed(paper(published="2024-05-31")) == "2024-05-31"
    assert changed(paper(published="2024-05-31", updated="2024-07-01")) == "2024-07-01"
    assert changed(paper(notices=(retracted("2025-01-02", "corrected"),))) == "2025-01-02"


def test_an_old_version_does_not_make_a_featured_paper_older() -> None:
    assert changed(paper(featured="2025-09-02", updated="2024-07-01")) == "2025-09-02"


def test_the_newest_come_first_and_undated_ones_last() -> None:
    some = [
        paper("old", published="2023"),
        paper("featured", published="2020", featured="2025-09-02"),
        paper("undated", published=""),
        paper("new", published="2024-05"),
    ]
    assert [one.id for one in newest_first(some)] == ["featured", "new", "old", "undated"]


def test_papers_of_one_edition_keep_its_order() -> None:
    some = [paper(name, featured="2025-09-02") for name in ("b", "c", "a")]
    assert [one.id for one in newest_first(some)] == ["b", "c", "a"]


def test_a_retraction_comes_in_anew_and_a_correction_does_not() -> None:
    fresh = paper("fresh", published="2025-01-01")
    for kind, order in (("retracted", ["old", "fresh"]), ("corrected", ["fresh", "old"])):
        old = paper("old", published="2020", notices=(retracted("2025-02-01", kind),))
        assert [one.id for one in newest_first([fresh, old])] == order


def test_a_day_begins_in_utc() -> None:
    assert moment("2025-09-02") == "2025-09-02T00:00:00Z"
    assert moment("") == "1970-01-01T00:00:00Z"
