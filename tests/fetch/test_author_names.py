from __future__ import annotations

import pytest

from broadsheet.fetch.sources.author_names import group, named, person
from broadsheet.records.names import Author


@pytest.mark.parametrize(
    ("family", "given", "author"),
    [
        ("Example", "Ada", Author("Example", "Ada")),
        ("EXAMPLE", "ADA", Author("Example", "Ada")),
        ("van der Example", "Ada", Author("Example", "Ada", "van der")),
        ("Example", None, Author("Example")),
        (None, "Ada Example", Author("Example", "Ada")),
        ("Example1,2*", "Ada", Author("Example", "Ada")),
        ("M&uuml;ller", "Zo&amp;euml;", Author("Müller", "Zoë")),
        ("AI", "Wei", Author("Ai", "Wei")),
        ("Project", "Ada", Author("Project", "Ada")),
        ("Example, Jr.", "Ada", Author("Example, Jr.", "Ada")),
    ],
)
def test_a_person_of_two_fields(family: str | None, given: str | None, author: Author) -> None:
    assert person(family, given) == author


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Ada Example", Author("Example", "Ada")),
        ("Example, Ada", Author("Example", "Ada")),
        ("Sock Collaboration", Author("Sock Collaboration", is_group=True)),
        ("Ada Example and Bo Sample", Author("Ada Example and Bo Sample", is_group=True)),
    ],
)
def test_a_name_of_one_field(name: str, author: Author) -> None:
    assert named(name) == author


@pytest.mark.parametrize("name", [None, "", "123", "*", "<i></i>"])
def test_without_letters_it_is_nobody(name: str | None) -> None:
    assert (named(name), person(name, name), group(name)) == (None, None, None)


def test_an_orcid_that_is_none_is_left_out() -> None:
    found = named("Ada Example", orcid="0000-0000-0000-0000", places=[None, "Lab", "Lab"])

    assert found == Author("Example", "Ada", affiliation="Lab")
