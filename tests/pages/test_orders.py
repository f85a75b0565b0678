from __future__ import annotations

from broadsheet.pages.orders import orders_of, places
from broadsheet.records.models import Count
from samples import paper


def test_a_paper_has_a_place_in_each_order_that_it_has_a_value_for() -> None:
    one = paper("a", published="2024-05", featured="2024-06-01", counts=(Count("citations", 3),))
    assert places(one) == (("newest", "2024-05"), ("featured", "2024-06-01"), ("cited", "3"))


def test_a_list_is_sorted_by_what_tells_its_papers_apart() -> None:
    papers = (
        paper("a", published="2024", counts=(Count("citations", 3), Count("upvotes", 1))),
        paper("b", published="2024", counts=(Count("citations", 5), Count("upvotes", 1))),
    )
    assert orders_of(map(places, papers), "newest") == ("newest", "title", "cited")


def test_what_only_some_papers_have_tells_them_apart_too() -> None:
    papers = (paper("a", counts=(Count("upvotes", 1),)), paper("b"))
    assert "voted" in orders_of(map(places, papers), "listed")


def test_one_paper_needs_no_order() -> None:
    assert orders_of([places(paper("a"))], "newest") == ()
