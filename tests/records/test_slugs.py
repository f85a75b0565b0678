from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.slugs import slugify, unique_slugs


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Ada Quill", "ada-quill"),
        ("  Ünïcode – straße! ", "unicode-strasse"),
        ("O'Neil & Sons", "oneil-sons"),
        ("王小明", "wangxiaoming"),
        ("", "x"),
        ("!!!", "x"),
        ("index", "index-x"),
        ("CON", "con-x"),
        ("../../etc", "etc"),
    ],
)
def test_a_text_becomes_a_part_of_a_url(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_ends_with_a_whole_word() -> None:
    slug = slugify("fourteen-marks " * 10)

    assert slug == "-".join(["fourteen-marks"] * 5)


@given(st.text())
def test_every_slug_suits_urls_and_file_systems(text: str) -> None:
    slug = slugify(text)

    assert re.fullmatch(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?", slug)
    assert len(slug) <= 82


def test_names_that_meet_in_one_slug_count_up() -> None:
    assert unique_slugs(["Ada", "áda", "ADA", "Ada 2"]) == {
        "Ada": "ada",
        "áda": "ada-2",
        "ADA": "ada-3",
        "Ada 2": "ada-2-2",
    }


@given(st.lists(st.text(max_size=5), unique=True))
def test_no_two_names_share_a_slug(names: list[str]) -> None:
    slugs = unique_slugs(names)

    assert list(slugs) == names
    assert len(set(slugs.values())) == len(names)
