from __future__ import annotations

from array import array

import pytest

from broadsheet.tagging.nearness import LONGEST, MOST, Nearness, Packed, Related

SOCKS = Related("hare", 0.5, ("socks", "wool"))
SOIL = Related("vole", 0.25, ("soil",))


def rows(*some: list[int], width: int) -> bytes:
    return array("i", [one for row in some for one in (row + [-1] * width)[:width]]).tobytes()


def packed() -> Packed:
    """Return three papers: hare has none near it, owl has both others, vole has hare."""
    none = [-1] * LONGEST
    return Packed(
        papers=("hare", "owl", "vole"),
        terms=("socks", "wool", "soil"),
        others=rows([], [0, 2], [0], width=MOST),
        scores=rows([], [500_000, 250_000], [500_000], width=MOST),
        shared=rows(*[none] * MOST, [0, 1], [2], *[none] * (MOST - 2), [0, 1], *[none] * (MOST - 1),
                    width=LONGEST),
    )  # fmt: skip


def test_a_paper_has_those_near_it() -> None:
    assert Nearness(packed()) == {"owl": (SOCKS, SOIL), "vole": (SOCKS,)}


@pytest.mark.parametrize("paper", ["hare", "a stranger", "zebra"])
def test_a_paper_with_none_is_not_there(paper: str) -> None:
    assert paper not in Nearness(packed())


def test_papers_that_are_gone_are_near_nobody() -> None:
    assert Nearness(packed(), {"owl", "vole"}) == {"owl": (SOIL,)}


def test_nothing_has_nothing_near_it() -> None:
    assert Nearness(Packed()) == {}
