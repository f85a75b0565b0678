from __future__ import annotations

import pytest

from broadsheet.exports.csl_markup import american, html


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("“Socks”, a", "“Socks,” a"),
        ("“Socks”. A", "“Socks.” A"),
        ("“Why?”, a", "“Why?” a"),
        ("“Socks.”. A", "“Socks.” A"),
        ("“Socks.”, a", "“Socks.,” a"),
        ("“Socks…”. A", "“Socks…” A"),
        ("“\ue000Why!\ue001”, a", "“\ue000Why!\ue001” a"),
        ("“\ue000Socks\ue001”, a", "“\ue000Socks,\ue001” a"),
        ("“a” and “b”, “c”", "“a” and “b,” “c”"),
        ("no quotes, none.", "no quotes, none."),
    ],
)
def test_americans_put_signs_before_quotation_marks(printed: str, shown: str) -> None:
    assert american(printed) == shown


def test_marks_become_elements_and_all_else_stays_text() -> None:
    assert html("\ue000A\ue001  <b> & \ue002c\ue003") == "<i>A</i> &lt;b&gt; &amp; <b>c</b>"


@pytest.mark.parametrize("printed", ["Why?. So", "Why?.", "\ue000Why?\ue001. So"])
def test_a_question_is_no_sentence_as_well(printed: str) -> None:
    assert "." not in html(printed)


def test_what_held_names_together_is_a_blank_or_a_hyphen_again() -> None:
    assert html("Chin\ue009hung Su\ue008(Si)") == "Chin-hung Su (Si)"
