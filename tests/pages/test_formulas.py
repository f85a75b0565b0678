from __future__ import annotations

import pytest

from broadsheet.pages.formulas import mathml


@pytest.mark.parametrize(
    ("tex", "spaced"),
    [
        (r"n \log n", '<mo lspace="0.17em" rspace="0.17em">log</mo>'),
        (r"\log n", '<mo lspace="0" rspace="0.17em">log</mo>'),
        (r"2\log_2 n", '<msub><mo lspace="0.17em" rspace="0.17em">log</mo>'),
        (r"O(\log n)", '<mo lspace="0" rspace="0.17em">log</mo>'),
        (r"\log(n)", '<mo lspace="0" rspace="0">log</mo>'),
        (r"\exp\left(x\right)", '<mo lspace="0" rspace="0">exp</mo>'),
        (r"x + \max", '<mo lspace="0" rspace="0">max</mo>'),
    ],
)
def test_a_function_stands_apart_from_what_it_is_applied_to(tex: str, spaced: str) -> None:
    assert spaced in mathml(tex)


@pytest.mark.parametrize("tex", [r"\text{log}", "l o g", r"\mathrm{log}"])
def test_what_only_reads_like_a_function_stays_as_it_is(tex: str) -> None:
    assert "lspace" not in mathml(tex)


def test_a_formula_longer_than_any_is_shown_as_typed() -> None:
    assert mathml("x" * 4_001) == f"<code>{'x' * 4_001}</code>"
