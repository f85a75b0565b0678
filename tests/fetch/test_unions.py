"""What is gathered from all sources, each thing once."""

from __future__ import annotations

import pytest

from broadsheet.fetch.unions import (
    united_ids,
    united_links,
    united_notices,
    united_repositories,
    url_key,
)
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Link, Notice, Repository

REPOSITORY = "https://github.com/hare/wool"


@pytest.mark.parametrize(
    "url",
    [
        "http://github.com/hare/wool",
        "https://github.com/hare/wool/",
        "https://www.github.com/hare/wool.git",
        "https://GitHub.com/Hare/wool",
    ],
)
def test_spellings_of_one_address_are_one(url: str) -> None:
    assert url_key(url) == url_key(REPOSITORY)


def test_the_case_of_an_id_in_a_query_counts() -> None:
    assert url_key("https://video.example/watch?v=aB") != url_key(
        "https://video.example/watch?v=ab"
    )


@pytest.mark.parametrize("tail", ["v2", ".pdf", "v12.pdf"])
def test_versions_of_an_arxiv_pdf_are_one(tail: str) -> None:
    assert url_key(f"http://arxiv.org/pdf/2401.00001{tail}") == "arxiv.org/pdf/2401.00001"


def test_a_link_is_kept_as_the_first_spelt_it() -> None:
    first = Link("code", REPOSITORY)
    assert united_links([[first], [Link("code", f"{REPOSITORY}.git")]]) == (first,)


def test_the_first_identifier_of_a_kind_is_kept() -> None:
    found = united_ids([Identifiers(doi="10.1/a"), Identifiers(doi="10.1/b", pmid="7")])
    assert found == Identifiers(doi="10.1/a", pmid="7")


def test_a_notice_that_says_more_replaces_one_that_says_less() -> None:
    full = Notice("retracted", "Wool was silk.", PartialDate(2025))
    assert united_notices([[Notice("retracted")], [full], [Notice("retracted")]]) == (full,)


def test_two_corrections_are_two() -> None:
    notices = [Notice("corrected", date=PartialDate(year)) for year in (2024, 2025)]
    assert united_notices([notices]) == tuple(notices)


def test_a_repository_under_its_old_and_new_name_is_one() -> None:
    old = Repository("https://github.com/hare/socks", moved_to=REPOSITORY)
    new = Repository(REPOSITORY, "MIT", is_archived=True)
    assert united_repositories([[old], [new]]) == (
        Repository("https://github.com/hare/socks", "MIT", is_archived=True, moved_to=REPOSITORY),
    )
