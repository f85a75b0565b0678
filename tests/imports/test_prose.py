from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.imports.prose import clean_prose


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (r"a 62\% win rate (53. 6\%)", "a 62% win rate (53.6%)"),
        ("in Table 3. 6% of all", "in Table 3. 6% of all"),
        (r"which is \textit{agnostic to the ink}.", "which is agnostic to the ink."),
        ("it says, ``The ink is dry.'' Indeed", "it says, “The ink is dry.” Indeed"),
        ("two quills -- one well", "two quills – one well"),
        ("spills quill2023ink-- a few", "spills – a few"),
        ("solutions quill2024ink, brook2024well and more", "solutions and more"),
        ("stage fiore2024ink,quill2023well. However", "stage. However"),
        ("on all tasks.Our page", "on all tasks. Our page"),
        ("wrapped\n  lines", "wrapped lines"),
        ("the cost is $O(n^2)$", "the cost is $O(n^2)$"),
    ],
)
def test_the_quirks_of_pages_come_out_clean(written: str, clean: str) -> None:
    assert clean_prose(written) == clean


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("at https://ink.example/{https://ink.example/}.", "at https://ink.example/."),
        ("at https://ink.example{https://ink.example/}.", "at https://ink.example."),
        (
            "at https://a.example/{https://b.example/}.",
            "at https://a.example/ (https://b.example/).",
        ),
        (r"at \url{https://ink.example/a_b}.", "at https://ink.example/a_b."),
        (r"on \href{https://ink.example}{our page}.", "on our page (https://ink.example)."),
        ("at {https://ink.example}.", "at https://ink.example."),
        ("https://ink.example/~ada/a--b_c%20d.Txt", "https://ink.example/~ada/a--b_c%20d.Txt"),
        ("https://ink.example/quill2023ink well", "https://ink.example/quill2023ink well"),
        (r"https://ink.example/a\_b is up", "https://ink.example/a_b is up"),
        ("https://ink.example/a.The code", "https://ink.example/a. The code"),
    ],
)
def test_addresses_are_kept_once_and_as_they_are(written: str, clean: str) -> None:
    assert clean_prose(written) == clean


def test_a_text_that_looks_like_a_hidden_address_is_kept() -> None:
    assert clean_prose("ꔀ0ꔀ and https://ink.example ꔁ1") == "ꔀ0ꔀ and https://ink.example ꔁ1"


PIECES = [
    "https://a.example/",
    "{",
    "}",
    "\\url{",
    "\\",
    "ꔀ",
    "0",
    "$",
    " ",
    ".Our",
    "%",
    "``",
    "é",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=80))
def test_any_text_becomes_one_line_without_anything_of_ours_in_it(text: str) -> None:
    clean = clean_prose(text)

    assert clean == " ".join(clean.split())
    assert "ꔁ" not in clean or "ꔁ" in text
