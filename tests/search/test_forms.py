from __future__ import annotations

import pytest

from broadsheet.search.forms import distance, inflections


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("networks", "network"),
        ("parse", "parsing"),
        ("parsing", "parsed"),
        ("studies", "study"),
        ("study", "studied"),
        ("mapping", "map"),
        ("map", "mapped"),
        ("boxes", "box"),
    ],
)
def test_a_word_has_its_regular_forms(word: str, form: str) -> None:
    assert form in inflections(word)


@pytest.mark.parametrize("word", ["gpt4", "日本", "ab", "α"])
def test_what_is_no_english_word_has_none(word: str) -> None:
    assert inflections(word) == []


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("socks", "socks", 0), ("socks", "scoks", 1), ("socks", "sock", 1), ("socks", "rocky", 2)],
)
def test_distance_counts_letters_and_swaps(one: str, other: str, far: int) -> None:
    assert distance(one, other, 2) == far


def test_what_is_too_far_is_one_more_than_allowed() -> None:
    assert distance("socks", "mittens", 1) == 2
