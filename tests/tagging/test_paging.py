from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.tagging.paging import Slice, slices

LISTS = st.lists(st.integers(), max_size=200)
SIZES = st.integers(min_value=1, max_value=60)


def test_a_list_is_cut_into_pages_of_one_length() -> None:
    assert [part.items for part in slices("abcde", 2)] == [("a", "b"), ("c", "d"), ("e",)]


def test_a_list_that_fits_is_one_page() -> None:
    assert [part.items for part in slices("ab", 2)] == [("a", "b")]


def test_an_empty_list_is_one_empty_page() -> None:
    part: Slice[str] = next(slices((), 10))
    assert (part.number, part.total, part.items) == (1, 1, ())


@given(LISTS, SIZES)
def test_the_pages_join_to_the_whole(items: list[int], size: int) -> None:
    assert [item for part in slices(items, size) for item in part.items] == items


@given(LISTS, SIZES)
def test_pages_count_themselves_and_their_first_item(items: list[int], size: int) -> None:
    parts = list(slices(items, size))
    assert [part.number for part in parts] == list(range(1, parts[0].total + 1))
    assert [part.start for part in parts] == [1 + size * at for at in range(len(parts))]


@given(LISTS, SIZES)
def test_only_the_last_page_may_be_short(items: list[int], size: int) -> None:
    *full, _ = slices(items, size)
    assert all(len(part.items) == size for part in full)
