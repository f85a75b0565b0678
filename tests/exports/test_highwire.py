from __future__ import annotations

from typing import Any

import pytest

from broadsheet.exports.highwire import highwire_tags
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from pages.reading import Reading
from samples import paper


def tags_of(one: Paper, url: str = "") -> list[tuple[str, str]]:
    elements = Reading(highwire_tags(one, url)).elements
    assert {tag for tag, _ in elements} == {"meta"}
    return [(values["name"], values["content"]) for _, values in elements]


def test_a_bare_paper_has_a_title_alone() -> None:
    assert tags_of(paper(title="Socks", authors=[], published="")) == [("citation_title", "Socks")]


def test_everything_known_is_told() -> None:
    one = paper(
        title="Socks",
        authors=["Ludwig van der Rohe Jr."],
        published="2024-05-31",
        venue="SOCK 2024",
        arxiv="2405.21018",
        doi="10.1000/1",
    )
    assert tags_of(one, "https://socks.example.org/papers/a/") == [
        ("citation_title", "Socks"),
        ("citation_author", "Rohe, Ludwig van der, Jr."),
        ("citation_publication_date", "2024"),
        ("citation_conference_title", "SOCK 2024"),
        ("citation_doi", "10.1000/1"),
        ("citation_arxiv_id", "2405.21018"),
        ("citation_pdf_url", "https://arxiv.org/pdf/2405.21018"),
        ("citation_abstract_html_url", "https://socks.example.org/papers/a/"),
    ]


WHILE = {"title": "Socks", "authors": [], "published": ""}
ORCID = "0000-0002-1825-0097"


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"title": "On Socks"}, {"title": "On Socks"}),
        ({"authors": [Author("Hare", "Wilma")]}, {"author": "Hare, Wilma"}),
        (
            {"authors": [Author("Hare", orcid=ORCID)]},
            {"author_orcid": f"https://orcid.org/{ORCID}"},
        ),
        ({"authors": [Author("Hare", affiliation="Loom")]}, {"author_institution": "Loom"}),
        ({"published": "2024-05-31"}, {"publication_date": "2024/05/31"}),
        ({"container_title": "Proceedings of Wool"}, {"conference_title": "Proceedings of Wool"}),
        ({"container_title": "Wool", "issue": "1"}, {"journal_title": "Wool"}),
        ({"volume": "3", "issue": "2"}, {"volume": "3", "issue": "2"}),
        ({"pages": "1–9"}, {"firstpage": "1", "lastpage": "9"}),
        ({"doi": "10.1000/1"}, {"doi": "10.1000/1"}),
        ({"arxiv": "2405.21018"}, {"arxiv_id": "2405.21018"}),
        ({"ids": Identifiers(pmid="123")}, {"pmid": "123"}),
        ({"links": {"pdf": "https://a.example/1.pdf"}}, {"pdf_url": "https://a.example/1.pdf"}),
        ({"tags": ("wool",), "keywords": ("socks",)}, {"keywords": "wool; socks"}),
        ({"language": "de"}, {"language": "de"}),
    ],
    ids=lambda one: " and ".join(one),
)
def test_each_value_has_its_tag(values: dict[str, Any], told: dict[str, str]) -> None:
    found = dict(tags_of(paper(**{**WHILE, **values})))

    assert found.items() >= {f"citation_{name}": value for name, value in told.items()}.items()


def test_an_abstract_is_told_by_where_it_is_to_be_read() -> None:
    tags = dict(tags_of(paper(abstract="We pair socks."), "https://a.example/papers/a/"))
    assert tags["citation_abstract_html_url"] == "https://a.example/papers/a/"
    assert "We pair socks." not in tags.values()


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("article-journal", "journal_title"),
        ("paper-conference", "conference_title"),
        ("chapter", "inbook_title"),
    ],
)
def test_a_whole_is_told_by_its_kind(kind: str, tag: str) -> None:
    one = paper(type=kind, container_title="Wool", venue="W")
    assert (f"citation_{tag}", "Wool") in tags_of(one)


def test_the_place_in_a_journal_is_told() -> None:
    one = paper(
        title="Socks", authors=[], published="", type="article-journal", container_title="Wool",
        volume="3", issue="2", pages="1–9", publisher="Wool Press", language="en",
        keywords=("socks", "pairs"),
    )  # fmt: skip
    assert tags_of(one)[1:] == [
        ("citation_journal_title", "Wool"),
        ("citation_volume", "3"),
        ("citation_issue", "2"),
        ("citation_firstpage", "1"),
        ("citation_lastpage", "9"),
        ("citation_publisher", "Wool Press"),
        ("citation_language", "en"),
        ("citation_keywords", "socks; pairs"),
    ]


def test_a_thesis_is_told_by_where_it_was_written() -> None:
    one = paper(type="thesis", publisher="University of Wool")
    assert ("citation_dissertation_institution", "University of Wool") in tags_of(one)


def test_authors_are_told_in_order_each_with_their_own_place_and_orcid() -> None:
    authors = [
        Author("Hare", "Wilma", orcid="0000-0002-1825-0097", affiliation="Institute of Wool"),
        Author("Bee", "Otto"),
    ]
    assert tags_of(paper(title="Socks", authors=authors, published=""))[1:] == [
        ("citation_author", "Hare, Wilma"),
        ("citation_author_institution", "Institute of Wool"),
        ("citation_author_orcid", "https://orcid.org/0000-0002-1825-0097"),
        ("citation_author", "Bee, Otto"),
    ]


def test_a_group_is_told_by_its_whole_name() -> None:
    one = paper(authors=["{The Sock Collaboration}"], published="")
    assert ("citation_author", "The Sock Collaboration") in tags_of(one)


def test_a_partial_date_stays_partial() -> None:
    assert ("citation_publication_date", "2024/05") in tags_of(paper(published="2024-05"))


def test_a_formula_in_a_title_is_plain_text() -> None:
    assert tags_of(paper(title="Sorting in $O(n^2)$"))[0][1] == "Sorting in O(n^2)"


def test_values_cannot_break_out_of_their_attribute() -> None:
    title = '"><script>alert(1)</script> & \' onload="x'
    reading = Reading(highwire_tags(paper(title=title)))
    assert reading.elements[0][1]["content"] == title
    assert "script" not in reading.tags


def crowd(size: int) -> list[Author]:
    return [Author(given="Ann", family=f"Hare{at}", affiliation="Loom") for at in range(size)]


def test_of_many_authors_each_has_a_tag_and_none_an_affiliation() -> None:
    tags = tags_of(paper(authors=crowd(80)))

    names = [value for name, value in tags if name == "citation_author"]
    assert names == [f"Hare{at}, Ann" for at in range(80)]
    assert not {name for name, _ in tags} & {"citation_authors", "citation_author_institution"}


def test_a_crowd_is_told_in_one_tag() -> None:
    tags = dict(tags_of(paper(authors=crowd(81))))

    assert tags["citation_authors"].split("; ") == [f"Hare{at}, Ann" for at in range(81)]
    assert not tags.keys() & {"citation_author", "citation_author_institution"}
