from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given

from broadsheet.exports.schema_org import json_ld
from broadsheet.records.models import Notice, Paper
from broadsheet.records.names import Author
from exports.bibliographies import TEXTS
from samples import paper


def read(one: Paper, url: str = "") -> dict[str, Any]:
    text = str(json_ld(one, url))
    start, end = '<script type="application/ld+json">', "</script>"
    assert text.startswith(start)
    assert text.endswith(end)
    inner = text.removeprefix(start).removesuffix(end)
    assert "<" not in inner
    found: dict[str, Any] = json.loads(inner)
    return found


def test_a_bare_paper_has_no_key_without_a_value() -> None:
    assert read(paper(title="Socks", authors=[], published="")) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": "Socks",
        "headline": "Socks",
    }


def test_a_person_is_known_by_an_orcid_and_a_group_is_an_organization() -> None:
    hare = Author("Hare", "Wilma", orcid="0000-0002-1825-0097", affiliation="Institute of Wool")
    found = read(paper(authors=[hare, "{The Sock Collaboration}"]))
    assert found["author"] == [
        {
            "@type": "Person",
            "@id": "https://orcid.org/0000-0002-1825-0097",
            "name": "Wilma Hare",
            "affiliation": {"@type": "Organization", "name": "Institute of Wool"},
        },
        {"@type": "Organization", "name": "The Sock Collaboration"},
    ]


def test_an_article_is_part_of_an_issue_of_a_volume_of_a_journal() -> None:
    one = paper(type="article-journal", container_title="Wool", volume="3", issue="2", pages="1–9")
    found = read(one)
    assert found["isPartOf"] == {
        "@type": "PublicationIssue",
        "issueNumber": "2",
        "isPartOf": {
            "@type": "PublicationVolume",
            "volumeNumber": "3",
            "isPartOf": {"@type": "Periodical", "name": "Wool"},
        },
    }
    assert (found["pageStart"], found["pageEnd"]) == ("1", "9")


def test_a_paper_is_the_same_as_its_pages_elsewhere() -> None:
    found = read(paper(arxiv="2405.21018", doi="10.1000/1"), "https://socks.example.org/papers/a/")
    assert found["url"] == "https://socks.example.org/papers/a/"
    assert found["sameAs"] == ["https://arxiv.org/abs/2405.21018", "https://doi.org/10.1000/1"]
    assert found["encoding"]["contentUrl"] == "https://arxiv.org/pdf/2405.21018"
    assert {one["propertyID"] for one in found["identifier"]} == {"doi", "arxiv"}


@pytest.mark.parametrize(
    ("kind", "type_"), [("thesis", "Thesis"), ("report", "Report"), ("song", "ScholarlyArticle")]
)
def test_each_kind_of_work_has_its_type(kind: str, type_: str) -> None:
    assert read(paper(type=kind))["@type"] == type_


def test_a_retracted_paper_says_so() -> None:
    assert read(paper(notices=(Notice("retracted"),)))["creativeWorkStatus"] == "Retracted"


@given(TEXTS)
def test_no_text_breaks_out_of_the_script(text: str) -> None:
    found = read(paper(title=f"{text}</script><!--", abstract=text, publisher=text))
    assert found["publisher"]["name"] == text


def test_some_of_a_crowd_do_not_pass_for_all() -> None:
    authors = [f"Ann Hare{at}" for at in range(31)]

    assert len(read(paper(authors=authors[:30]))["author"]) == 30
    assert "author" not in read(paper(authors=authors))
