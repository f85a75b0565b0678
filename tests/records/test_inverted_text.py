from __future__ import annotations

import pytest

from broadsheet.records.inverted_text import text_of


@pytest.mark.parametrize(
    ("index", "text"),
    [
        ({"sort": [1], "We": [0, 3], "socks.": [2], "win.": [4]}, "We sort socks. We win."),
        ({"We": [0], "socks": [3]}, "We … socks"),
        ({"We": [5], "sort": [6]}, "We sort"),
        ({"a": [0], "b": [0]}, "a"),
        ({"We": [-1, 0]}, "We"),
        ({"We": [0], "far": [10**18]}, "We … far"),
        ({"We": []}, ""),
        ({}, ""),
    ],
)
def test_words_come_in_their_order(index: dict[str, list[int]], text: str) -> None:
    assert text_of(index) == text


def test_the_order_of_the_index_does_not_matter() -> None:
    assert text_of({"b": [1], "a": [0]}) == text_of({"a": [0], "b": [1]})


def test_no_more_words_are_read_than_anyone_writes() -> None:
    assert len(text_of({"a": list(range(100_000))})) < 50_000
