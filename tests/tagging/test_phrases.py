from __future__ import annotations

import pytest

from broadsheet.tagging.phrases import Units


def keys(text: str) -> list[str]:
    units = Units()
    return list(map(units.phrase_text, units.phrases(units.forms([text])[1]).tolist()))


def forms(text: str) -> list[str]:
    units = Units()
    return list(map(units.form_text, units.forms([text])[1].tolist()))


def test_forms_of_a_word_have_one_key() -> None:
    assert keys("Pairing") == keys("paired") == keys("pairings")


def test_a_plural_without_a_vowel_is_one_too() -> None:
    assert keys("LLMs") == keys("LLM") == ["llm"]


def test_two_words_are_a_phrase_beside_each() -> None:
    assert forms("woollen socks") == ["woollen", "socks", "woollen socks"]


@pytest.mark.parametrize("text", ["wool, socks", "wool. Socks", "wool (socks)", "wool of socks"])
def test_what_parts_words_makes_no_phrase_of_them(text: str) -> None:
    assert len(keys(text)) == 2


def test_words_that_every_paper_has_tell_nothing() -> None:
    assert keys("In this paper, we propose a novel method that outperforms baselines") == []


def test_a_number_tells_nothing() -> None:
    assert keys("2024 socks") == keys("socks")


@pytest.mark.parametrize("text", ["few-shot", "text-to-speech", "in-context", "self-correction"])
def test_words_with_a_hyphen_are_one_phrase(text: str) -> None:
    assert forms(f"by {text}, see") == [text]


def test_a_hyphen_and_a_blank_mean_the_same() -> None:
    assert keys("sock-pairing")[0] in keys("sock pairing")


def test_what_is_based_on_a_thing_is_about_the_thing() -> None:
    assert keys("graph-based") == keys("graphs")


def test_text_without_blanks_is_read_by_twos() -> None:
    assert forms("靴下の対 and socks") == ["靴下", "下の", "の対", "socks"]


@pytest.mark.parametrize("text", ["", " ", "?!", "-", "\u0301"])
def test_text_without_words_has_no_phrase(text: str) -> None:
    assert keys(text) == []
