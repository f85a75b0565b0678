from __future__ import annotations

import pytest

from broadsheet.exports.publication import address, issued, kind, page_range
from broadsheet.records.dates import parse_date
from samples import paper


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, "article"),
        ({"type": "article", "venue": "SOCK 2024"}, "paper-conference"),
        ({"venue": "Wool", "volume": "3"}, "article-journal"),
        ({"type": "thesis", "venue": "SOCK 2024"}, "thesis"),
    ],
)
def test_what_kind_of_work_a_paper_is(values: dict[str, str], found: str) -> None:
    assert kind(paper(**values)) == found


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ("12–34", ("12", "34")),
        ("12--34", ("12", "34")),
        ("1:1-1:9", ("1:1", "1:9")),
        ("e123", ("e123", "")),
        ("12, 14-15", ("12, 14-15", "")),
        ("", ("", "")),
    ],
)
def test_pages_are_a_range_or_what_was_written(pages: str, found: tuple[str, str]) -> None:
    assert page_range(paper(pages=pages)) == found


@pytest.mark.parametrize(
    ("values", "date"),
    [
        ({"arxiv": "2405.21018"}, "2024-05-31"),
        ({"arxiv": "2405.21018", "venue": "SOCK 2025"}, "2025"),
        ({"arxiv": "2405.21018", "venue": "SOCK 2024"}, "2024"),
        ({"arxiv": "2405.21018", "venue": "Wool"}, "2024-05-31"),
        ({"arxiv": "2405.21018", "venue": "Sock Hop 2099"}, "2024-05-31"),
        ({"venue": "SOCK 2025"}, "2024-05-31"),
    ],
)
def test_the_date_to_cite_is_not_a_preprints(values: dict[str, str], date: str) -> None:
    assert issued(paper(**values)) == parse_date(date)


def test_an_address_is_that_of_the_published_version() -> None:
    assert address(paper(arxiv="2405.21018")) == "https://arxiv.org/abs/2405.21018"
    assert address(paper(arxiv="2405.21018", doi="10.1000/1")) == "https://doi.org/10.1000/1"
    assert address(paper()) == ""
