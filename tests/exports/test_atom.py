from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.exports.atom import NEWEST, atom_feed
from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from pages.reading import Reading
from samples import paper

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://socks.example.org/base/"


def feed_of(
    papers: Sequence[Paper], *, title: str = "The Daily Sock", site: str = SITE, urls: bool = True
) -> Element:
    feed = atom_feed(
        papers, title=title, site=site, path="feeds/all.atom", urls=Urls(is_directory=urls)
    )
    return fromstring(feed)


def entries(feed: Element) -> list[Element]:
    return feed.findall(f"{ATOM}entry")


def text(element: Element, tag: str) -> str:
    found = element.findall(f"{ATOM}{tag}")
    assert len(found) == 1, f"{tag}: {len(found)} times"
    return found[0].text or ""


def link(element: Element, rel: str) -> str:
    (found,) = [one for one in element.findall(f"{ATOM}link") if one.get("rel") == rel]
    return found.get("href", "")


@pytest.mark.parametrize("papers", [[], [paper()], [paper("a", published=""), paper("b")]])
def test_a_feed_has_what_rfc_4287_requires(papers: list[Paper]) -> None:
    feed = feed_of(papers)
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *entries(feed)):
        assert urlsplit(text(element, "id")).scheme in ("https", "urn")
        assert text(element, "title")
        assert text(element, "updated").endswith("T00:00:00Z")
        assert link(element, "alternate")
    assert all(entry.findtext(f"{ATOM}author/{ATOM}name") for entry in entries(feed))


def test_a_feed_knows_its_own_address_and_its_sites() -> None:
    feed = feed_of([])
    assert text(feed, "id") == link(feed, "self") == f"{SITE}feeds/all.atom"
    assert link(feed, "alternate") == SITE


def test_an_entry_leads_to_its_page_in_either_layout() -> None:
    for is_directory, page in ((True, "papers/a/"), (False, "papers/a.html")):
        (entry,) = entries(feed_of([paper("a")], urls=is_directory))
        assert link(entry, "alternate") == SITE + page


def test_without_an_address_of_the_site_links_lead_from_the_feed() -> None:
    feed = feed_of([paper("a")], site="")
    assert link(feed, "alternate") == "../"
    assert link(feed, "self") == "all.atom"
    assert link(entries(feed)[0], "alternate") == "../papers/a/"


def test_the_newest_come_first_by_the_day_they_were_featured_or_published() -> None:
    some = [
        paper("old", published="2023"),
        paper("featured", published="2020", featured="2025-09-02"),
        paper("undated", published=""),
        paper("new", published="2024-05"),
    ]
    links = [link(entry, "alternate") for entry in entries(feed_of(some))]
    assert links == [f"{SITE}papers/{one}/" for one in ("featured", "new", "old", "undated")]


def test_a_feed_was_updated_when_its_newest_entry_was() -> None:
    feed = feed_of([paper("a", published="2023"), paper("b", featured="2025-09-02")])
    assert text(feed, "updated") == "2025-09-02T00:00:00Z"


def test_a_feed_stays_small() -> None:
    some = [paper(f"p{number}") for number in range(NEWEST + 1)]
    assert len(entries(feed_of(some))) == NEWEST


def test_an_entry_keeps_its_id_wherever_the_site_moves() -> None:
    here, there = (feed_of([paper("a")], site=site) for site in (SITE, "https://other.example/"))
    assert text(entries(here)[0], "id") == text(entries(there)[0], "id")


def test_every_entry_has_an_id_of_its_own() -> None:
    found = entries(feed_of([paper("a"), paper("b")]))
    assert len({text(entry, "id") for entry in found}) == 2


def test_authors_are_told_one_by_one() -> None:
    (entry,) = entries(feed_of([paper(authors=["Wilma Hare", "{The Sock Collaboration}"])]))
    names = [one.text for one in entry.findall(f"{ATOM}author/{ATOM}name")]
    assert names == ["Wilma Hare", "The Sock Collaboration"]


def test_a_paper_without_authors_is_by_the_feed() -> None:
    (entry,) = entries(feed_of([paper(authors=[])]))
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "The Daily Sock"


def test_an_entry_has_summary_and_abstract_as_html() -> None:
    (entry,) = entries(feed_of([paper(summary="In *short* $n$.", abstract="At length & <b>.")]))
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    reading = Reading(content.text or "")
    assert reading.text == "In short n.At length & <b>."
    assert {"p", "em", "math"} <= reading.tags


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_makes_well_formed_xml(title: str, abstract: str, name: str) -> None:
    one = paper(title=title, abstract=abstract, summary=abstract, authors=[Author(name)])
    assert len(entries(feed_of([one], title=title))) == 1


def test_two_feeds_of_the_same_papers_are_the_same() -> None:
    urls = Urls(is_directory=True)
    first, second = (
        atom_feed([paper()], title="S", site=SITE, path="a.atom", urls=urls) for _ in range(2)
    )
    assert first == second
