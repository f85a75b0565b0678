from __future__ import annotations

from array import array

import pytest

from broadsheet.tagging.nearness import Nearness, Packed, Related

SOCKS = Related("hare", 0.5, ("socks", "wool"))
SOIL = Related("vole", 0.25, ("soil",))


def numbers(*some: int) -> bytes:
    return array("i", some).tobytes()


def packed() -> Packed:
    """Return three papers: hare has none near it, owl has both others, vole has hare."""
    return Packed(
        papers=("hare", "owl", "vole"),
        terms=("socks", "wool", "soil"),
        ends=numbers(0, 2, 3),
        others=numbers(0, 2, 0),
        scores=numbers(500_000, 250_000, 500_000),
        term_ends=numbers(2, 3, 5),
        shared=numbers(0, 1, 2, 0, 1),
    )


def test_a_paper_has_those_near_it() -> None:
    assert Nearness(packed()) == {"owl": (SOCKS, SOIL), "vole": (SOCKS,)}


@pytest.mark.parametrize("paper", ["hare", "a stranger", "zebra"])
def test_a_paper_with_none_is_not_there(paper: str) -> None:
    assert paper not in Nearness(packed())


def test_papers_that_are_gone_are_near_nobody() -> None:
    assert Nearness(packed(), {"owl", "vole"}) == {"owl": (SOIL,)}


def test_nothing_has_nothing_near_it() -> None:
    assert Nearness(Packed()) == {}
