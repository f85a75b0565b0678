from __future__ import annotations

import pytest

from broadsheet.records.titles import title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ink: A Study of Quills", "INK – a study of quills"),
        ("Schrödinger's Ink", r"Schr{\"o}dinger's Ink"),
        (r"$\alpha$-Ink", "α-ink"),
        (r"\textit{Ink} at 62\%", "Ink at 62%"),
        ("``Ink'' {Wells}", "“Ink” Wells"),
    ],
)
def test_two_spellings_of_a_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other) != ""


def test_different_titles_have_different_keys() -> None:
    assert title_key("Ink I") != title_key("Ink II")


def test_a_title_without_letters_has_no_key() -> None:
    assert title_key("?!") == ""
