"""Generated lists among what is searched: who types a topic or a name gets its page."""

from __future__ import annotations

from broadsheet.pages.urls import Urls
from broadsheet.search.documents import Document
from broadsheet.search.lists import list_documents
from samples import paper, tag, views, vocabulary

TOPICS = vocabulary(tag("socks", aliases=("stockings",), description="What *feet* wear."))
PAPERS = (
    paper("one", authors=("Otto Bee", "Ana Few"), venue="SOCK 2023", tags=("socks",)),
    paper("two", authors=("Otto Bee",), published="2024"),
)


def documents(with_feeds: bool = True) -> dict[str, Document]:
    made = views(*PAPERS, topics=TOPICS)
    found = list_documents(made, Urls(is_directory=True), with_feeds)
    return {one.url: one for one in found}


def test_a_topic_says_what_it_is_and_how_many_papers_it_has() -> None:
    found = documents()["topics/socks/"]

    assert (found.title, found.labels) == ("Socks", ("stockings",))
    assert found.abstract == "Socks: 1 paper. What feet wear."


def test_years_venues_and_the_pages_of_the_whole_collection_are_there() -> None:
    found = documents()

    assert {"years/2024/", "venues/sock/", "stats/", "topics/", "papers/", "subscribe/"} <= set(
        found
    )


def test_without_feeds_nothing_leads_to_the_page_of_feeds() -> None:
    assert "subscribe/" not in documents(with_feeds=False)


def test_people_of_a_single_paper_have_none() -> None:
    people = [url for url in documents() if url.startswith("authors/") and url != "authors/"]

    assert people == ["authors/otto-bee/"]
