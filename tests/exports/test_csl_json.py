from __future__ import annotations

import json
from typing import Any

import pytest

from broadsheet.exports.csl_json import csl_item, csl_json
from broadsheet.records.names import Author, parse_name
from samples import paper


def test_a_bare_paper_has_no_key_without_a_value() -> None:
    item = csl_item(paper("a", title="Socks", authors=[], published=""))
    assert item == {"id": "a", "type": "article", "title": "Socks"}


def test_a_preprint_is_an_article_of_arxiv() -> None:
    item = csl_item(paper(arxiv="2405.21018"))
    assert (item["type"], item["publisher"], item["number"]) == (
        "article", "arXiv", "arXiv:2405.21018",
    )  # fmt: skip
    assert item["URL"] == "https://arxiv.org/abs/2405.21018"


def test_a_paper_of_a_venue_is_no_preprint_though_arxiv_has_it() -> None:
    item = csl_item(paper(arxiv="2405.21018", venue="SOCK 2024", doi="10.1000/1"))
    assert (item["type"], item["container-title"]) == ("paper-conference", "SOCK 2024")
    assert item["DOI"] == "10.1000/1"
    assert "number" not in item
    assert item["note"] == "arXiv:2405.21018"


def test_everything_known_is_told() -> None:
    one = paper(
        type="article-journal", container_title="Wool", volume="3", issue="2", pages="1–9",
        publisher="Wool Press", language="en", keywords=("pairs",), tags=("socks",),
    )  # fmt: skip
    item = csl_item(one)
    assert (item["type"], item["container-title"]) == ("article-journal", "Wool")
    assert (item["volume"], item["issue"], item["page"]) == ("3", "2", "1-9")
    assert (item["publisher"], item["language"]) == ("Wool Press", "en")
    assert item["keyword"] == "socks, pairs"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (parse_name("Wilma Hare"), {"family": "Hare", "given": "Wilma"}),
        (
            parse_name("Ludwig van der Rohe Jr."),
            {
                "family": "Rohe",
                "given": "Ludwig",
                "non-dropping-particle": "van der",
                "suffix": "Jr.",
            },
        ),
        (parse_name("王 伟"), {"family": "王", "given": "伟"}),
        (parse_name("Plato"), {"literal": "Plato"}),
        (Author("The Sock Collaboration", is_group=True), {"literal": "The Sock Collaboration"}),
    ],
)
def test_an_author_is_told_in_parts_where_there_are_parts(
    author: Author, name: dict[str, str]
) -> None:
    assert csl_item(paper(authors=[author]))["author"] == [name]


@pytest.mark.parametrize(
    ("date", "parts"),
    [("2024", [2024]), ("2024-05", [2024, 5]), ("2024-05-31", [2024, 5, 31])],
)
def test_a_date_has_the_parts_that_are_known(date: str, parts: list[int]) -> None:
    assert csl_item(paper(published=date))["issued"] == {"date-parts": [parts]}


def test_texts_are_plain() -> None:
    item = csl_item(paper(title="$O(n^2)$ & <b>", abstract="In $n$ steps."))
    assert (item["title"], item["abstract"]) == ("O(n^2) & <b>", "In n steps.")


def test_the_whole_is_one_list_of_json_with_a_line_a_paper() -> None:
    text = csl_json([paper("a"), paper("b")])
    items: list[dict[str, Any]] = json.loads(text)
    assert [item["id"] for item in items] == ["a", "b"]
    assert len(text.splitlines()) == 4


def test_keys_are_sorted() -> None:
    (item,) = json.loads(csl_json([paper(venue="SOCK 2024", abstract="x")]))
    assert list(item) == sorted(item)


def test_a_collection_without_papers_is_an_empty_list() -> None:
    assert json.loads(csl_json([])) == []
