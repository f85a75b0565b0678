"""Open Graph, Dublin Core and signposts in a paper page's head."""

from __future__ import annotations

from broadsheet.exports.dublin_core import dublin_core_tags
from broadsheet.exports.open_graph import open_graph_tags
from broadsheet.exports.signposts import list_signpost, paper_signposts
from broadsheet.records.models import Paper
from pages.reading import Reading
from samples import paper

PAPER = paper(
    title='On $O(n)$ "Socks" <b>',
    authors=["Otto van der Berg", "{The Sock Team}"],
    doi="10.1000/1",
    arxiv="2405.21018",
    container_title="Wool",
    type="article-journal",
    publisher="Wool Press",
    language="en",
    license="https://licence.example/by",
    tags=("wool",),
)


def open_graph(one: Paper, **more: str) -> dict[str, str]:
    html = open_graph_tags(one, site="The Sock Review", description="We pair.", **more)
    return {values["property"]: values["content"] for _, values in Reading(html).elements}


def dublin_core(one: Paper) -> list[tuple[str, str]]:
    elements = Reading(dublin_core_tags(one)).elements
    return [(values["name"], values["content"]) for tag, values in elements if tag == "meta"]


def test_open_graph_tells_what_a_shared_link_shows() -> None:
    assert open_graph(PAPER, url="https://socks.example/papers/a/") == {
        "og:type": "article",
        "og:site_name": "The Sock Review",
        "og:title": 'On O(n) "Socks" <b>',
        "og:description": "We pair.",
        "og:url": "https://socks.example/papers/a/",
        "article:published_time": "2024-05-31",
        "article:tag": "wool",
    }


def test_open_graph_has_no_empty_value() -> None:
    assert "og:url" not in open_graph(PAPER)


def test_dublin_core_tells_each_element_of_the_table() -> None:
    assert dublin_core(PAPER) == [
        ("DC.title", 'On O(n) "Socks" <b>'),
        ("DC.creator", "Berg, Otto van der"),
        ("DC.creator", "The Sock Team"),
        ("DC.date", "2024-05-31"),
        ("DC.type", "Text"),
        ("DC.source", "Wool"),
        ("DC.publisher", "Wool Press"),
        ("DC.identifier", "https://arxiv.org/abs/2405.21018"),
        ("DC.identifier", "https://doi.org/10.1000/1"),
        ("DC.language", "en"),
        ("DC.rights", "https://licence.example/by"),
        ("DC.subject", "wool"),
    ]


def test_dublin_core_leaves_a_crowd_of_authors_to_other_tags() -> None:
    many = paper(authors=[f"A{chr(97 + at % 26)} Hare" for at in range(31)])
    assert "DC.creator" not in dict(dublin_core(many))


def test_signposts_lead_to_the_cited_address_and_the_licence() -> None:
    links = [Reading(one).elements[0][1] for one in paper_signposts(PAPER)]
    assert links == [
        {"rel": "cite-as", "href": "https://doi.org/10.1000/1"},
        {"rel": "license", "href": "https://licence.example/by"},
    ]


def test_a_list_names_its_bibliography() -> None:
    (_, values) = Reading(list_signpost("application/x-bibtex", "../a.bib")).elements[0]
    assert values == {"rel": "describedby", "type": "application/x-bibtex", "href": "../a.bib"}
