from __future__ import annotations

from broadsheet.records.models import Paper
from broadsheet.tagging.documents import Document, documents
from broadsheet.tagging.rules import assign
from samples import catalogue, paper, tag, vocabulary


def of(*papers: Paper) -> tuple[Document, ...]:
    topics = vocabulary(tag("wool", label="Woollen things"))
    return documents(catalogue(*papers), topics, assign(papers, topics))


def test_a_paper_says_its_title_keywords_topics_summary_and_abstract() -> None:
    one = paper(
        "a", title="T", keywords=("K",), tags=("wool",), summary="In short.", abstract="At length."
    )
    assert of(one) == (Document("a", ("T", "K", "Woollen things"), ("In short.", "At length.")),)


def test_formulas_are_no_words() -> None:
    (one,) = of(paper("a", title="Pairing in $O(n^2)$ time"))
    assert "O" not in one.headings[0].split()


def test_documents_are_in_the_order_of_their_ids() -> None:
    assert of(paper("b"), paper("a")) == of(paper("a"), paper("b"))
