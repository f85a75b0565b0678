"""Generated lists among what is searched: who types a topic or a name gets its page."""

from __future__ import annotations

from broadsheet.pages.outline import Outline
from broadsheet.pages.urls import Urls
from broadsheet.search.documents import Document
from broadsheet.search.lists import landing_documents, term_documents
from broadsheet.search.names import names, title_name
from samples import paper, tag, views, vocabulary

TOPICS = vocabulary(tag("socks", aliases=("stockings",), description="What *feet* wear."))
PAPERS = (
    paper("one", authors=("Otto Bee", "Ana Few"), venue="SOCK 2023", tags=("socks",)),
    paper("two", authors=("Otto Bee",), published="2024"),
)


def documents() -> dict[str, Document]:
    made, urls = views(*PAPERS, topics=TOPICS), Urls(is_directory=True)
    landings = landing_documents(Outline(made, 20), urls)
    return {one.url: one for one in (*landings, *term_documents(made, urls))}


def test_a_topic_says_what_it_is_and_how_many_papers_it_has() -> None:
    found = documents()["topics/socks/"]

    assert (found.title, found.labels) == ("Socks", ("stockings",))
    assert found.abstract == "Socks: 1 paper. What feet wear."


def test_years_venues_and_the_pages_of_the_whole_collection_are_there() -> None:
    assert {"years/2024/", "venues/sock/", "stats/", "topics/", "papers/"} <= set(documents())


def test_papers_and_the_page_to_search_on_are_no_lists() -> None:
    assert not {"search/", "papers/one/"} & set(documents())


def test_a_topic_is_found_by_its_other_names_as_by_its_title() -> None:
    assert list(names(documents()["topics/socks/"])) == title_name("Stockings")


def test_people_of_a_single_paper_have_none() -> None:
    people = [url for url in documents() if url.startswith("authors/") and url != "authors/"]

    assert people == ["authors/otto-bee/"]
