from __future__ import annotations

import pytest

from broadsheet.records.capitals import is_shouted, uncapitalised
from broadsheet.records.names import Author, parse_name


@pytest.mark.parametrize(
    ("shouted", "name"),
    [
        ("SAMPLE, JOHN", "John Sample"),
        ("JOHN SAMPLE", "John Sample"),
        ("John SAMPLE", "John Sample"),
        ("JOHN Sample", "John Sample"),
        ("VAN DER EXAMPLE, ANNA", "Anna van der Example"),
        ("JEAN-PIERRE D'EXEMPLE", "Jean-Pierre D'Exemple"),
        ("O'SAMPLE, J.-P.", "J.-P. O'Sample"),
        ("MCSAMPLE, A. B.", "A. B. McSample"),
        ("JP SAMPLE", "JP Sample"),
        ("LI, BO", "Bo Li"),
        ("Kevin LI", "Kevin Li"),
        ("LE, QUOC V.", "Quoc V. Le"),
        ("ÖZGÜR, ŞEBNEM", "Şebnem Özgür"),
        ("ПРИМЕР, АННА", "Анна Пример"),
        ("SAMPLE, JR., JOHN", "John Sample JR."),
    ],
)
def test_shouted_names_are_written_as_names(shouted: str, name: str) -> None:
    assert uncapitalised(parse_name(shouted)).name == name


@pytest.mark.parametrize(
    "name",
    [
        "Yann LeCun",
        "Ada van der Example",
        "J.-P. Sample",
        "JRR Sample",
        "IBM",
        "X",
        "Bo A",
        "王 伟",
    ],
)
def test_names_that_are_not_shouted_stay(name: str) -> None:
    assert uncapitalised(parse_name(name)).name == name


def test_groups_stay() -> None:
    author = Author("CERN LHC", is_group=True)

    assert uncapitalised(author) is author


def test_a_particle_in_capitals_is_parted_from_the_name() -> None:
    assert uncapitalised(Author("VAN DEN SAMPLE", "EVA")) == Author("Sample", "Eva", "van den")


@pytest.mark.parametrize(
    ("name", "shouted"),
    [("SAMPLE", True), ("A. B.", False), ("McX", False), ("", False), ("靴下", False)],
)
def test_only_whole_words_are_shouted(name: str, shouted: bool) -> None:
    assert is_shouted(name) is shouted
