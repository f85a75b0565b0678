from __future__ import annotations

from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.answered import named_in, packed, settled
from broadsheet.records.models import Facts

SOCKS, SHOES = Facts(title="Socks"), Facts(title="Shoes")


def test_each_key_has_one_finding_in_its_order() -> None:
    found = settled(
        ["b", "a", "c"], [Finding("a", SOCKS), Finding("x", SHOES), Finding("b", SHOES)]
    )

    assert list(found) == [Finding("b", SHOES), Finding("a", SOCKS), Finding("c")]


def test_of_two_papers_of_one_key_the_readable_one_counts() -> None:
    found = settled(["a"], [Finding("a", refusal="torn"), Finding("a", SOCKS), Finding("a")])

    assert list(found) == [Finding("a", SOCKS)]


def test_a_paper_that_cannot_be_told_may_be_any_that_is_missing() -> None:
    found = settled(["a", "b"], [Finding("a", SOCKS), Finding("", refusal="torn")])

    assert list(found) == [Finding("a", SOCKS), Finding("b", refusal="torn")]


def test_texts_are_packed_by_number_and_by_length() -> None:
    assert list(packed("abcde", 2, 1000)) == [["a", "b"], ["c", "d"], ["e"]]
    assert list(packed(["a" * 50, "b" * 50, "c"], 9, 100)) == [["a" * 50], ["b" * 50, "c"]]
    assert list(packed(["a" * 500], 9, 100)) == [["a" * 500]]
    assert list(packed([], 9, 100)) == []


def test_a_refusal_may_name_the_keys_that_are_to_blame() -> None:
    assert named_in("10.1/A is bad", ["10.1/a", "10.1/b"]) == ["10.1/a"]
