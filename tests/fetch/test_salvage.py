from __future__ import annotations

import pytest

from broadsheet.fetch.sources.salvage import (
    date_of,
    distinct_notices,
    keywords_of,
    language_of,
    pages_of,
    pdf_links,
    unmarked_title,
)
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Link, Notice


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024-05-31T09:00:00Z", PartialDate(2024, 5, 31)),
        ("2024-05", PartialDate(2024, 5)),
        ("2024-13-01", PartialDate(2024)),
        ("soon", None),
        (None, None),
    ],
)
def test_dates(text: str | None, date: PartialDate | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("text", "language"),
    [("en", "en"), ("ENG", "en"), ("pt_BR", "pt-BR"), ("ger", "de"), ("English!", ""), (None, "")],
)
def test_languages(text: str | None, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "pages"),
    [("12-34", "12–34"), ("12 -- 34", "12–34"), ("e4375", "e4375"), (" 1-2 \n", "1–2"), (None, "")],
)
def test_pages(text: str | None, pages: str) -> None:
    assert pages_of(text) == pages


@pytest.mark.parametrize(
    ("title", "rest", "kinds"),
    [
        ("RETRACTED: On Socks", "On Socks", ["retracted"]),
        ("Retracted Article: On Socks", "On Socks", ["retracted"]),
        ("WITHDRAWN: On Socks", "On Socks", ["withdrawn"]),
        ("Withdrawn: A Study of Recluses", "Withdrawn: A Study of Recluses", []),
        ("RETRACTED:", "RETRACTED:", []),
    ],
)
def test_marks_before_titles(title: str, rest: str, kinds: list[str]) -> None:
    found, notices = unmarked_title(title)

    assert (found, [notice.kind for notice in notices]) == (rest, kinds)


def test_a_notice_without_address_adds_nothing_to_one_of_its_kind() -> None:
    with_url, without = Notice("retracted", "a", None, "https://a.org"), Notice("retracted", "b")
    other = Notice("corrected", "c")

    assert distinct_notices([with_url, with_url], [without, other]) == (with_url, other)


def test_keywords_are_there_once_and_not_without_end() -> None:
    assert len(keywords_of(str(number) for number in range(99))) == 20
    assert keywords_of(["Socks", None, "", "socks", "<i>Wool</i>"]) == ("socks", "Wool")


def test_the_first_safe_address_is_the_pdf() -> None:
    assert pdf_links([None, "", "ftp://a.org", "https://a.org/p"]) == (
        Link("pdf", "https://a.org/p"),
    )
