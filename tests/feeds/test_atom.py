from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.feeds.feed import ARCHIVE, NEWEST
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from feeds.feeding import SITE, document, elements, links, publication, written
from feeds.validity import ATOM, HISTORY, atom_faults, read
from samples import collection, paper, reading_list, tag, views, vocabulary

ALL = "feeds/all.atom"


@pytest.mark.parametrize("papers", [[], [paper()], [paper("a", published=""), paper("b")]])
def test_a_feed_has_what_rfc_4287_requires(papers: list[Paper]) -> None:
    for path, data in written(views(*papers)):
        assert path.endswith(".json") or atom_faults(data) == []


def test_every_feed_of_a_collection_with_everything_is_valid() -> None:
    paths = [path for path, _ in written(collection(30)) if path.endswith(".atom")]
    faults = {path: atom_faults(data) for path, data in written(collection(30)) if path in paths}
    assert len(paths) > 8
    assert {path: found for path, found in faults.items() if found} == {}


def test_feedparser_reads_what_a_card_shows() -> None:
    shown = views(
        paper("a", title="Socks & $n^2$", summary="In *short*.", tags=("wool",),
              authors=["Wilma Hare", "Bo Sample"], links={"code": "https://code.example/a"}),
        topics=vocabulary("wool"),
    )  # fmt: skip
    (found,) = read(document(shown, ALL)).entries

    assert found.title == "Socks & n^2"
    assert [one.name for one in found.authors] == ["Wilma Hare", "Bo Sample"]
    assert [(one.term, one.label) for one in found.tags] == [("wool", "Wool")]
    assert found.summary == "In short."
    assert found.link == f"{SITE}papers/a/"
    assert "https://code.example/a" in [one.href for one in found.links]
    assert "<p>In <em>short</em>.</p>" in found.content[0].value


def test_a_feed_knows_its_address_and_the_page_that_shows_the_same() -> None:
    shown = views(paper(tags=("wool",)), topics=vocabulary("wool"))
    root = fromstring(document(shown, "feeds/topics/wool.atom"))
    assert root.findtext(f"{ATOM}id") == f"{SITE}feeds/topics/wool"
    assert links(root, "self") == [f"{SITE}feeds/topics/wool.atom"]
    assert links(root, "alternate") == [f"{SITE}topics/wool/"]


def test_an_entry_leads_to_its_page_in_either_layout() -> None:
    for is_directory, page in ((True, "papers/a/"), (False, "papers/a.html")):
        data = document(views(paper("a")), ALL, publication(is_directory=is_directory))
        assert links(elements(data)[0], "alternate") == [SITE + page]


def test_without_an_address_of_the_site_links_lead_from_the_feed() -> None:
    shown = views(paper("a", tags=("wool",)), topics=vocabulary("wool"))
    data = document(shown, "feeds/topics/wool.atom", publication(""))
    assert links(fromstring(data), "self") == ["../../feeds/topics/wool.atom"]
    assert links(elements(data)[0], "alternate") == ["../../papers/a/"]


def test_a_feed_was_updated_when_its_newest_entry_was() -> None:
    data = document(views(paper("a", published="2023"), paper("b", featured="2025-09-02")), ALL)
    assert fromstring(data).findtext(f"{ATOM}updated") == "2025-09-02T00:00:00Z"


def test_an_entry_keeps_its_id_where_the_layout_changes_and_where_the_site_moves() -> None:
    sites = [
        publication(),
        publication(is_directory=False),
        publication("https://moved.example/", ids=SITE),
    ]
    ids = {
        elements(document(views(paper("a")), ALL, one))[0].findtext(f"{ATOM}id") for one in sites
    }
    assert ids == {f"{SITE}papers/a/"}


def test_a_paper_without_authors_is_by_the_site() -> None:
    data = document(views(paper(authors=[])), ALL)
    assert fromstring(data).findtext(f"{ATOM}author/{ATOM}name") == "The Daily Sock"
    assert elements(data)[0].find(f"{ATOM}author") is None


def test_a_long_feed_is_a_chain_of_archives_that_holds_each_paper_once() -> None:
    count = NEWEST + 2 * ARCHIVE + 7
    shown = views(*(paper(f"p{number:04d}") for number in range(count)))
    files = dict(written(shown))

    chain, path = [], f"{SITE}{ALL}"
    while path:
        root = fromstring(files[path.removeprefix(SITE)])
        chain.append(root)
        (path,) = links(root, "prev-archive") or [""]

    assert [len(root.findall(f"{ATOM}entry")) for root in chain] == [NEWEST + 7, ARCHIVE, ARCHIVE]
    ids = [one.findtext(f"{ATOM}id") for root in chain for one in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) == count
    assert len({root.findtext(f"{ATOM}id") for root in chain}) == 1


def test_an_archive_says_that_it_is_one_and_what_is_around_it() -> None:
    shown = views(*(paper(f"p{number:04d}") for number in range(NEWEST + 2 * ARCHIVE)))
    root = fromstring(document(shown, "feeds/all/1.atom"))

    assert root.find(f"{HISTORY}archive") is not None
    assert links(root, "current") == [f"{SITE}feeds/all.atom"]
    assert links(root, "next-archive") == [f"{SITE}feeds/all/2.atom"]
    assert links(root, "prev-archive") == []


def test_a_feed_without_archives_says_that_it_is_complete() -> None:
    assert fromstring(document(views(paper()), ALL)).find(f"{HISTORY}complete") is not None


def test_a_reading_list_s_feed_brings_its_notes() -> None:
    shown = views(paper("a"), lists=[reading_list("first", "a", note="Start *here*.")])
    (one,) = elements(document(shown, "feeds/collections/first.atom"))
    assert "<blockquote><p>Start <em>here</em>.</p></blockquote>" in (
        one.findtext(f"{ATOM}content") or ""
    )


def test_an_edition_is_one_entry_with_all_its_papers() -> None:
    shown = views(
        paper("a", title="Socks", featured="2025-09-02"),
        paper("b", title="Gloves", featured="2025-09-02"),
        paper("c", featured="2025-09-01"),
    )
    first, second = elements(document(shown, "feeds/editions.atom"))
    assert first.findtext(f"{ATOM}title") == "Tuesday, 2 September 2025: 2 papers"
    assert "Socks</a>" in (content := first.findtext(f"{ATOM}content") or "")
    assert f'<a href="{SITE}papers/b/">Gloves</a>' in content
    assert second.findtext(f"{ATOM}id") == f"{SITE}editions/2025-09-01/"


@given(st.text(), st.text(), st.text(min_size=1))
def test_any_text_makes_a_valid_feed(title: str, abstract: str, name: str) -> None:
    shown = views(
        paper(title=title, abstract=abstract, authors=[Author(name)], tags=("wool",)),
        paper("b", title=title, summary=abstract),
        topics=vocabulary(tag("wool", label=title.strip() or "x")),
    )
    assert atom_faults(document(shown, ALL)) == []


def test_two_feeds_of_the_same_papers_are_the_same() -> None:
    assert list(written(collection())) == list(written(collection()))
