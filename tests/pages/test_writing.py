from __future__ import annotations

import pytest

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.writing import Writing


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("Pairing Socks", ""),
        ("Über Socken", ""),
        ("גרביים לאור הירח", ' lang="he" dir="rtl"'),
        ("الجوارب (Socks)", ' lang="ar" dir="rtl"'),
        ("42: גרביים", ' lang="he" dir="rtl"'),
        ("Socks, or גרביים", ""),
        ("月明かりで靴下", ' lang="ja"'),
        ("양말 짝 맞추기", ' lang="ko"'),
        ("月光下的襪子", ' lang="zh"'),
        ("LOOM: 月明かり", ' lang="ja"'),
        ("", ""),
    ],
)
def test_a_text_says_its_language_and_direction_where_the_page_does_not(
    text: str, attributes: str
) -> None:
    assert Writing(ENGLISH).of(text) == attributes


def test_the_language_of_the_record_wins() -> None:
    writing = Writing(ENGLISH)
    assert writing.of("Sockenpaare", "de") == ' lang="de"'
    assert writing.of("月光", "ja") == ' lang="ja"'
    assert writing.of("Pairing Socks", "en-GB") == ""


def test_a_german_page_says_that_its_papers_are_english() -> None:
    writing = Writing(Words("de"))
    assert writing.of("Pairing Socks") == ' lang="en"'
    assert writing.of("Sockenpaare", "de") == ""


def test_a_collection_may_be_of_papers_in_another_language() -> None:
    assert Writing(Words("de"), papers="de").of("Sockenpaare") == ""


def test_a_page_that_runs_to_the_left_says_what_runs_to_the_right() -> None:
    writing = Writing(Words("he"))
    assert writing.of("Pairing Socks") == ' lang="en" dir="ltr"'
    assert writing.of("גרביים") == ""


def test_a_language_from_outside_cannot_break_out_of_its_attribute() -> None:
    assert '"><' not in Writing(ENGLISH).of("Socks", '"><script>')
