"""Raised and lowered characters: `10⁵`, `C₁₀H₉`, `[Ru]²⁺`."""

from __future__ import annotations

_RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")


def raised(text: str) -> str:
    """Return a text as superscript, or as it is where Unicode lacks one: `⁻³`, but `nd`."""
    return _shifted(text, _RAISED)


def lowered(text: str) -> str:
    """Return a text as subscript, or as it is where Unicode lacks one: `₁₀`, but `max`."""
    return _shifted(text, _LOWERED)


def _shifted(text: str, table: dict[int, int]) -> str:
    """All of a text or nothing of it: half a word that hangs reads worse than one that stands."""
    return text.translate(table) if all(ord(one) in table for one in text) else text
