from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import Invalid
from broadsheet.records.names import Author, parse_name, parse_orcid


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Ada Quill", Author("Quill", "Ada")),
        ("Ada M. Quill", Author("Quill", "Ada M.")),
        ("Quill, Ada M.", Author("Quill", "Ada M.")),
        ("  Ada \n Quill ", Author("Quill", "Ada")),
        # Particles are not sorted by; a capital letter makes them part of the name.
        ("Tom van der Brook", Author("Brook", "Tom", "van der")),
        ("van der Brook, Tom", Author("Brook", "Tom", "van der")),
        ("Brook, Tom van der", Author("Brook", "Tom", "van der")),
        ("Brook, van der", Author("Brook", "", "van der")),
        ("Rosa De Fiore", Author("De Fiore", "Rosa")),
        ("Guy Van den Broek", Author("Van den Broek", "Guy")),
        ("Luis do Campo", Author("Campo", "Luis", "do")),
        # Suffixes stand in any of BibTeX's places.
        ("Ada Quill Jr.", Author("Quill", "Ada", suffix="Jr.")),
        ("Quill, Ada, Jr.", Author("Quill", "Ada", suffix="Jr.")),
        ("Quill, III, Ada", Author("Quill", "Ada", suffix="III")),
        ("Ada Quill, sr", Author("Quill", "Ada", suffix="sr")),
        # What looks like a numeral may be a name.
        ("Quill, Xi", Author("Quill", "Xi")),
        ("Min Quill Xi", Author("Xi", "Min Quill")),
        ("Quill, V", Author("Quill", "V")),
        # One word, and names that start with the family.
        ("Madonnina", Author("Madonnina")),
        ("王 小明", Author("王", "小明")),
        ("王小明", Author("王小明")),
        ("김 철수", Author("김", "철수")),
        # Groups are never cut.
        ("The Quill Collaboration", Author("The Quill Collaboration", is_group=True)),
        ("Quill Team, Example", Author("Quill Team, Example", is_group=True)),
        ("Society for Ink and Paper", Author("Society for Ink and Paper", is_group=True)),
        ("Inky AI", Author("Inky AI", is_group=True)),
        ("Q4Lab", Author("Q4Lab", is_group=True)),
        ("{Quill and Ink}", Author("Quill and Ink", is_group=True)),
        # A syllable is no group, and braces keep no name together here.
        ("Ai Quill", Author("Quill", "Ai")),
        ("{van der Brook}, {Tom}", Author("Brook", "Tom", "van der")),
        ("José Ñandú", Author("Ñandú", "José")),
        ("Jose\u0301 Quill", Author("Quill", "José")),
    ],
)
def test_a_name_is_read_as_its_parts(text: str, author: Author) -> None:
    assert parse_name(text) == author


@pytest.mark.parametrize(
    "text",
    ["Ada Quill and Tom Brook", "Ada Quill & Tom Brook", "Quill, A.; Brook, T.", "Quill et al.",
     "Ada Quill, Tom Brook, Rosa Fiore"],
)  # fmt: skip
def test_several_names_in_one_are_refused(text: str) -> None:
    with pytest.raises(Invalid, match="looks like several names") as caught:
        parse_name(text)

    assert caught.value.hint == "write each name as an item of its own"


@pytest.mark.parametrize("text", ["", " ", "…", "42", "{}", "Quill,", ", Ada"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a name"):
        parse_name(text)


@pytest.mark.parametrize(
    ("author", "name", "sort_name"),
    [
        (
            Author("Brook", "Tom", "van der", "Jr."),
            "Tom van der Brook Jr.",
            "Brook, Tom van der, Jr.",
        ),
        (Author("Alembert", "Jean", "d'"), "Jean d'Alembert", "Alembert, Jean d'"),
        (Author("王", "小明"), "王 小明", "王, 小明"),
        (Author("Madonnina"), "Madonnina", "Madonnina"),
    ],
)
def test_a_name_has_a_reading_and_a_sorting_order(
    author: Author, name: str, sort_name: str
) -> None:
    assert (author.name, author.sort_name) == (name, sort_name)


@given(st.text(max_size=60))
def test_any_text_is_a_name_with_a_family_or_invalid(text: str) -> None:
    with suppress(Invalid):
        assert parse_name(text).family


@pytest.mark.parametrize("text", ["0000-0002-1825-0097", "https://orcid.org/0000-0002-1694-233x"])
def test_an_orcid_is_read_bare_or_as_url(text: str) -> None:
    assert parse_orcid(text) == text.removeprefix("https://orcid.org/").upper()


@pytest.mark.parametrize("text", ["", "0000-0002-1825", "0000-0002-1825-0098"])
def test_an_orcid_with_wrong_form_or_check_digit_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not an ORCID"):
        parse_orcid(text)
