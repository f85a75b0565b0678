from __future__ import annotations

import pytest
from citeproc.string import String, join

from broadsheet.exports.csl_seams import LineError, attached, row


@pytest.mark.parametrize(
    ("text", "more", "whole"),
    [
        ("Socks.", ". In", "Socks. In"),
        ("Why?", ".", "Why?."),
        ("a ", " b", "a b"),
        ("a", "", "a"),
        ("", ".", "."),
        ("--", "-", "---"),
    ],
)
def test_no_sign_stands_twice_at_a_seam(text: str, more: str, whole: str) -> None:
    assert attached(text, more) == whole == str(String(text) + more)


def test_whether_one_sign_goes_or_two_is_left_to_the_processor() -> None:
    with pytest.raises(LineError):
        attached("Socks.", "... and more")


def test_a_row_is_joined_as_the_processor_joins() -> None:
    texts = ("a,", "b", "c.")
    assert row(texts, ", ") == "a, b, c." == str(join(map(String, texts), ", "))
