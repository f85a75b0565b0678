from __future__ import annotations

import pytest

from broadsheet.records.scripts import lowered, raised


@pytest.mark.parametrize(("text", "shown"), [("2+", "²⁺"), ("−3", "⁻³"), ("nd", "nd"), ("", "")])
def test_raised(text: str, shown: str) -> None:
    assert raised(text) == shown


@pytest.mark.parametrize(("text", "shown"), [("10", "₁₀"), ("(1)", "₍₁₎"), ("max", "max")])
def test_lowered(text: str, shown: str) -> None:
    assert lowered(text) == shown
