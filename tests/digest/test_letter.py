from __future__ import annotations

import datetime as dt
import quopri
import re

import pytest

from broadsheet.collection import Collection
from broadsheet.digest.contents import Contents, Writer
from broadsheet.digest.letter import MOST, UNSUBSCRIBE, Letter, Typesetter, for_reader
from broadsheet.feeds.address import Publication
from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.urls import Urls
from broadsheet.records.dates import parse_date
from broadsheet.records.models import Notice, Paper, Reading
from feeds.validity import html_faults
from pages.reading import Reading as Html
from samples import catalogue, facets, paper, tag, vocabulary

SITE = "https://socks.example.org/"
DAY = dt.date(2025, 9, 3)
TOPICS = vocabulary("clothing", tag("socks", broader="clothing"), "rain")


def writer(*papers: Paper, words: Words = ENGLISH) -> Writer:
    collection = Collection(catalogue(*papers), TOPICS, facets(*papers, topics=TOPICS))
    site = Publication(name="The Daily Sock", url=SITE, urls=Urls(True))
    return Writer(collection, site, words)


def contents(*papers: Paper, words: Words = ENGLISH) -> Contents:
    return writer(*papers, words=words).contents([one.id for one in papers], 7, DAY)


def letter(*papers: Paper, most: int = 25, words: Words = ENGLISH) -> Letter:
    return Typesetter(words, most).letter(contents(*papers, words=words))


def some(count: int, **more: str) -> list[Paper]:
    return [paper(f"p{number}", title=f"Paper {number}", **more) for number in range(count)]


def test_a_letter_has_masthead_papers_topics_and_the_ways_on() -> None:
    found = letter(
        paper("a", title="Socks", summary="In *short*.", tags=("socks",), featured="2025-09-02",
              links={"code": "https://code.example"}),
        paper("b", title="Gloves", featured="2025-09-02"),
    )  # fmt: skip
    text = Html(found.html).text
    for part in ("The Daily Sock", "Tuesday, 2 September 2025", "No. 7", "2 papers", "In short."):
        assert part in text
    for link in ("papers/a/", "topics/socks/", "subscribe/", "editions/2025-09-02/"):
        assert f'href="{SITE}{link}"' in found.html
    assert found.subject == "Socks and 1 more"
    assert "https://code.example" in found.text


def test_text_says_what_html_says() -> None:
    found = letter(paper("a", title="Socks", summary="In *short* $n^2$.", tags=("socks",)))
    assert found.text.splitlines()[:8] == [
        "THE DAILY SOCK",
        "3 September 2025 · No. 7 · 1 paper",
        "=" * 72,
        "",
        "1. Socks",
        "   Wilma Hare · 31 May 2024",
        "",
        "   In short n^2.",
    ]


def test_lines_of_text_are_short_but_for_addresses() -> None:
    found = letter(paper(title="Word " * 40, summary="Word " * 200))
    assert all(len(line) <= 72 or "://" in line for line in found.text.splitlines())


def test_nothing_is_loaded_and_every_link_leads_from_anywhere() -> None:
    found = letter(paper(summary="![x](https://track.example/p.png) [us](../about/)"))
    tags = Html(re.sub(r"<!--.*?-->", "", found.html)).tags
    assert not {"img", "script", "link", "iframe", "form", "svg", "video"} & tags
    assert "url(" not in found.html
    assert "@import" not in found.html
    body = re.sub(r' style="[^"]*"', "", found.html.split("<body", 1)[1])
    assert [fault for fault in html_faults(f"<body{body}") if "link" in fault] == []


def test_styles_stand_at_the_elements_and_dark_mode_is_thought_of() -> None:
    found = letter(paper(summary="One.\n\nTwo [x](https://x.example)."))
    assert '<p style="margin:0 0 10px;">Two <a class="accent" style="color:#a3161c;"' in found.html
    assert "prefers-color-scheme:dark" in found.html
    assert '<meta name="color-scheme" content="light dark">' in found.html


def test_a_preheader_says_what_else_there_is() -> None:
    assert contents(*some(3)).preheader == "Paper 1; Paper 2"
    assert contents(paper(summary="In *short*.")).preheader == "In short."


def test_papers_beyond_the_most_are_listed() -> None:
    found = letter(*some(5), most=2)
    assert "Also in this issue" in found.html
    assert found.html.count("Read more") == 2
    assert "* Paper 4\n  https://socks.example.org/papers/p4/" in found.text


@pytest.mark.parametrize("character", ["a", "é", "語"])
def test_a_mail_is_never_too_large_to_be_shown_whole(character: str) -> None:
    found = letter(*some(400, summary=(character * 9 + " ") * 150), most=400)
    size = len(quopri.encodestring(found.html.encode()))
    assert MOST * 0.8 < size <= MOST
    assert re.search(r"and \d{3} more on the site", found.html)


def test_a_summary_of_a_megabyte_is_shortened() -> None:
    found = letter(paper(summary="word " * 200_000))
    assert len(found.html) < 12_000
    assert len(found.text) < 4_000


def test_what_trends_beside_the_new_papers_is_named_with_why() -> None:
    old = paper("old", title="Old Socks", published="2025-08-01",
                readings=(Reading(dt.date(2025, 9, 1), "upvotes", 400),))  # fmt: skip
    made = writer(paper("new", published="2025-09-01"), old).contents(["new"], 1, DAY)
    (trend,) = made.trending
    assert (trend.label, "upvotes a week" in trend.note) == ("Old Socks", True)


def test_a_retraction_is_loud() -> None:
    found = letter(paper(notices=(Notice("retracted", date=parse_date("2025")),)))
    assert "Retracted</strong>" in found.html
    assert "[RETRACTED]" in found.text


def test_a_reader_of_topics_gets_their_papers_and_those_below() -> None:
    made = writer(paper("a", tags=("socks",)), paper("b", tags=("rain",)), paper("c"))
    papers = ["a", "b", "c", "gone"]
    assert made.wanted(papers, ["clothing"]) == ("a",)
    assert made.wanted(papers, ["socks", "rain"]) == ("a", "b")
    assert made.wanted(papers, []) == ("a", "b", "c")


def test_a_letter_speaks_the_sites_language() -> None:
    found = letter(*some(2), words=Words("de"))
    assert '<html lang="de">' in found.html
    assert "Abbestellen" in found.html
    assert found.subject == "Paper 0 und 1 weiterer"


def test_hostile_text_is_text() -> None:
    hostile = "</title><script>alert(1)</script>\r\nBcc: x {{ 7*7 }}"
    found = letter(paper(title=hostile, authors=[f"{{{hostile}}}"], venue=hostile, summary=hostile))
    assert "script" not in Html(re.sub(r"<!--.*?-->", "", found.html)).tags
    assert "49" not in found.html
    assert "\n" not in found.subject


def test_each_reader_has_a_way_out() -> None:
    own = for_reader(letter(paper()), "https://forms.example/?a=1&b=2")
    assert 'href="https://forms.example/?a=1&amp;b=2"' in own.html
    assert "Unsubscribe: https://forms.example/?a=1&b=2" in own.text
    assert UNSUBSCRIBE not in own.html + own.text
