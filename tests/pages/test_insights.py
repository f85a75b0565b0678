"""What a term's page tells beyond its papers."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.pages.insights import Insights
from broadsheet.records.models import Paper
from broadsheet.tagging.facets import Facet, Term
from samples import catalogue, facets, paper, tag, vocabulary


def insights(papers: Sequence[Paper], **more: object) -> tuple[Insights, dict[str, Facet]]:
    found = facets(*papers, **more)  # type: ignore[arg-type]
    by_name = {facet.name: facet for facet in found}
    return Insights(catalogue(*papers), found, "{}/{}".format), by_name


def term(facet: Facet, slug: str) -> Term:
    return facet.by_slug[slug]


def test_years_run_without_gaps_from_the_first_to_the_last() -> None:
    papers = [
        paper("a", published="2020"),
        paper("b", published="2023"),
        paper("c", published="2023"),
    ]
    told, by_name = insights(papers)

    bars = told.years(term(by_name["authors"], "wilma-hare"))

    assert [(bar.year, bar.count) for bar in bars] == [(2020, 1), (2021, 0), (2022, 0), (2023, 2)]


def test_one_year_alone_is_no_chart() -> None:
    told, by_name = insights([paper("a", published="2020"), paper("b", published="2020")])

    assert told.years(term(by_name["authors"], "wilma-hare")) == ()


def test_co_authors_come_with_the_papers_they_share() -> None:
    papers = [
        paper("a", authors=["Wilma Hare", "Bo Fox"]),
        paper("b", authors=["Wilma Hare", "Bo Fox", "Al Elk"]),
    ]
    told, by_name = insights(papers)

    beside = told.beside(by_name["authors"], term(by_name["authors"], "wilma-hare"))

    assert [(one.label, one.count) for one in beside] == [("Bo Fox", 2), ("Al Elk", 1)]


def test_topics_of_one_line_are_not_beside_each_other() -> None:
    topics = [tag("clothes"), tag("socks", broader="clothes"), tag("wool")]
    told, by_name = insights([paper("a", tags=("socks", "wool"))], topics=vocabulary(*topics))

    beside = told.beside(by_name["topics"], term(by_name["topics"], "clothes"))

    assert [one.label for one in beside] == [by_name["topics"].by_slug["wool"].label]


def test_names_that_differ_in_an_accent_or_an_initial_are_hinted() -> None:
    papers = [
        paper("a", authors=["José Fox"]),
        paper("b", authors=["Jose Fox"]),
        paper("c", authors=["J. Fox"]),
        paper("d", authors=["Jane Fox"]),
    ]
    told, by_name = insights(papers)
    authors = by_name["authors"]

    named = next(one for one in authors.terms if one.label == "José Fox")

    assert [one.label for one in told.namesakes(authors, named)] == ["J. Fox", "Jose Fox"]
