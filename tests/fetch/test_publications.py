"""Whether two sources speak of one publication."""

from __future__ import annotations

import pytest

from broadsheet.fetch.publications import is_preprint_venue, is_same_publication, is_same_venue
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOCK 2024", "SOCK"),
        ("The Journal of Wool", "Journal of Wool"),
        ("WOOL 2024", "Proceedings of the 3rd Outing of Laces (WOOL)"),
        ("SNLP 2024", "Proceedings of the 2024 Conference on Sock and Nightcap Language Patterns"),
        ("NeurKnit", "Advances in Neural Knitting Systems"),
    ],
)
def test_names_of_one_venue(one: str, other: str) -> None:
    assert is_same_venue(one, other)
    assert is_same_venue(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SOCK 2024", "SOCK 2025"),
        ("SOCK 2024", "Findings of SOCK 2024"),
        ("SOCK 2024", "SOCK 2024 Workshop on Wool"),
        ("Journal of Wool", "Journal of Knitting"),
        ("SOCK", "Journal of Knitting"),
        ("", "SOCK"),
    ],
)
def test_names_of_two_venues(one: str, other: str) -> None:
    assert not is_same_venue(one, other)


@pytest.mark.parametrize("name", ["arXiv.org", "CoRR", "arXiv (Cornell University)", "bioRxiv"])
def test_servers_of_preprints(name: str) -> None:
    assert is_preprint_venue(name)


def test_identifiers_decide_before_names() -> None:
    one = Facts(venue="SOCK 2024", ids=Identifiers(doi="10.1/a"))
    assert not is_same_publication(one, Facts(venue="SOCK 2024", ids=Identifiers(doi="10.1/b")))
    assert is_same_publication(one, Facts(venue="Wool Days", ids=Identifiers(doi="10.1/a")))


def test_the_doi_of_a_preprint_decides_nothing() -> None:
    one = Facts(venue="SOCK 2024", ids=Identifiers(doi="10.1/a"))
    other = Facts(venue="SOCK", ids=Identifiers(doi="10.48550/arxiv.2401.00001"))
    assert is_same_publication(one, other)
