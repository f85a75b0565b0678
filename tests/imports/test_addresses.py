from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.imports.addresses import find_addresses, found_links, link_kind
from broadsheet.records.ids import parse_url
from broadsheet.records.models import LINK_KINDS, Link


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("at https://example.org/ink.", "https://example.org/ink"),
        ("at https://example.org/ink, and", "https://example.org/ink"),
        ("(https://example.org/ink)", "https://example.org/ink"),
        ("(see https://example.org/ink).", "https://example.org/ink"),
        ("https://example.org/ink_(well)", "https://example.org/ink_(well)"),
        ("[https://example.org/ink]!?", "https://example.org/ink"),
        ("“https://example.org/ink”", "https://example.org/ink"),
        ("<https://example.org/ink>", "https://example.org/ink"),
        ("**https://example.org/ink**", "https://example.org/ink"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org/ink.Our code", "https://example.org/ink"),
        (r"https://github.com/ink/a\_b\%20c", "https://github.com/ink/a_b%20c"),
        ("https://example.org/~ada/a--b?c=d&e#f", "https://example.org/~ada/a--b?c=d&e#f"),
        ("code at github.com/ink/well.", "github.com/ink/well"),
        ("see www.example.org.", "www.example.org"),
        ("see ink.github.io/well", "ink.github.io/well"),
    ],
)
def test_an_address_is_found_without_the_marks_around_it(text: str, url: str) -> None:
    assert [address.url for address in find_addresses(text)] == [url]


@pytest.mark.parametrize("text", ["http://", "https://.", "a@github.com", "on GitHub.", "ink.org"])
def test_what_is_no_address_is_not_found(text: str) -> None:
    assert list(find_addresses(text)) == []


@pytest.mark.parametrize(
    ("url", "before", "kind"),
    [
        ("https://github.com/ink/well", "Project page: ", "code"),
        ("https://gitlab.com/ink/well", "", "code"),
        ("https://github.com/", "on ", ""),
        ("https://ink.github.io/well/", "Our code is at ", "project"),
        ("https://example.org/ink", "Our project page is at ", "project"),
        ("https://example.org/ink", "The website: ", "project"),
        ("https://example.org/ink", "The code is released at ", "code"),
        ("https://example.org/ink", "Code and data are here: ", "dataset"),
        ("https://example.org/ink", "We have a model. See ", ""),
        ("https://huggingface.co/datasets/ink/well", "our model ", "dataset"),
        ("https://huggingface.co/ink/well-7b", "our data ", "model"),
        ("https://hf.co/spaces/ink/well", "", "demo"),
        ("https://huggingface.co/papers/2401.00001", "model ", ""),
        ("https://huggingface.co/ink", "models by ", ""),
        ("https://youtu.be/abc", "", "video"),
        ("https://notgithub.com/ink/well", "", ""),
    ],
)
def test_a_link_s_kind_is_told_by_its_host_else_by_the_words_before(
    url: str, before: str, kind: str
) -> None:
    assert link_kind(url, before) == kind


def test_links_are_found_once_each_in_their_order() -> None:
    text = (
        "Code: github.com/ink/well, data: https://huggingface.co/datasets/ink/well; "
        "see https://example.org. Code again: https://github.com/Ink/Well/"
    )

    assert found_links(text) == (
        Link("code", "https://github.com/ink/well"),
        Link("dataset", "https://huggingface.co/datasets/ink/well"),
    )


PIECES = [
    "https://",
    "www.",
    "github.com/",
    "a.b",
    "/",
    "é",
    ".",
    ")",
    "\\_",
    " ",
    "code ",
    "{",
    "@",
]


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_every_link_found_is_one_that_a_record_may_have(text: str) -> None:
    for link in found_links(text):
        assert link.kind in LINK_KINDS
        assert parse_url(link.url) == link.url
