from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.exports.citation_styles import load_styles
from broadsheet.exports.citations import Citations
from broadsheet.exports.references import references
from samples import paper

SOCKS = paper("a", title="Socks & Shoes", container_title="Journal of Wool", published="2024")
NOBODY = paper("b", title="Found in a Drawer", authors=[])
SHOES = paper("c", title="Shoes", published="2020")


def referred(style: str) -> list[str]:
    styles = load_styles([style], Path("none"))
    return list(references([SOCKS, NOBODY, SHOES], Citations(styles)))


def test_a_reference_is_a_paragraph_without_markup() -> None:
    assert referred("apa")[0] == "Hare, W. (2024). Socks & Shoes. Journal of Wool.\n"


def test_a_style_of_names_has_no_numbers_and_keeps_the_order() -> None:
    assert [one[:15] for one in referred("apa")] == ["Hare, W. (2024)", "Hare, W. (2020)"]


@pytest.mark.parametrize("style", ["ieee", "association-for-computing-machinery"])
def test_a_style_of_numbers_counts_the_papers_that_it_can_cite(style: str) -> None:
    assert [one[:3] for one in referred(style)] == ["1. ", "2. "]
