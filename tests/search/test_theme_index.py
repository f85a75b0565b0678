from __future__ import annotations

from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.search.theme_index import Document, documents
from broadsheet.tagging.vocabulary import Vocabulary
from samples import catalogue, facets, paper, tag, vocabulary

FOLDERS = Urls(is_directory=True)


def documents_of(
    *papers: Paper, topics: Vocabulary | None = None, urls: Urls = FOLDERS
) -> list[Document]:
    return list(documents(catalogue(*papers), facets(*papers, topics=topics), urls))


def test_there_is_one_entry_a_paper_in_the_catalogues_order() -> None:
    found = documents_of(paper("b"), paper("a"))
    assert [one.location for one in found] == ["papers/b/", "papers/a/"]


def test_an_entry_leads_to_its_page_in_either_layout() -> None:
    (one,) = documents_of(paper("a"), urls=Urls(is_directory=False))
    assert one.location == "papers/a.html"


def test_a_paper_is_found_by_all_that_is_known_of_it() -> None:
    (one,) = documents_of(
        paper(
            authors=["Wilma Hare", "Otto Bee"],
            venue="SOCK 2024",
            summary="In *short*.",
            abstract="We pair $n^2$ socks.",
            tags=("wool",),
            arxiv="2405.21018",
            doi="10.1000/1",
        ),
        topics=vocabulary(tag("wool", label="Wool and felt")),
    )
    assert one.text == (
        "Wilma Hare, Otto Bee · SOCK 2024 · 31 May 2024 · In short. · We pair n^2 socks."
        " · Wool and felt · 2405.21018 10.1000/1"
    )


def test_what_is_not_known_leaves_no_gap() -> None:
    (one,) = documents_of(paper(authors=[], published=""))
    assert one.text == ""


def test_a_title_is_plain_text_in_html() -> None:
    (one,) = documents_of(paper(title="$O(n^2)$ & <b>more</b>"))
    assert one.title == "O(n^2) &amp; &lt;b&gt;more&lt;/b&gt;"


def test_a_text_is_escaped_once() -> None:
    (one,) = documents_of(paper(authors=[], published="", summary="A & `<b>`", abstract="&lt; x"))
    assert one.text == "A &amp; &lt;b&gt; · &amp;lt; x"
