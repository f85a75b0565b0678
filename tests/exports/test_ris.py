from __future__ import annotations

from typing import Any

import pytest
import rispy
from hypothesis import given

from broadsheet.exports.ris import ris, ris_reference
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from exports.bibliographies import TEXTS
from samples import paper


def read(*papers: Paper) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = rispy.loads(ris(papers).decode())
    return found


def test_a_preprint_as_a_whole() -> None:
    assert ris_reference(paper(title="Socks", arxiv="2405.21018", abstract="In short.")) == (
        "TY  - UNPB\n"
        "TI  - Socks\n"
        "AU  - Hare, Wilma\n"
        "PY  - 2024\n"
        "DA  - 2024/05/31\n"
        "PB  - arXiv\n"
        "AN  - arXiv:2405.21018\n"
        "UR  - https://arxiv.org/abs/2405.21018\n"
        "L1  - https://arxiv.org/pdf/2405.21018\n"
        "AB  - In short.\n"
        "ER  - \n"
    )


def test_a_published_paper_is_read_back_by_rispy() -> None:
    (found,) = read(
        paper(
            authors=["Jan van der Berg Jr.", "{The Sock Collaboration}"], type="article-journal",
            container_title="Wool", volume="3", issue="2", pages="12–34", doi="10.1000/1",
            language="en", keywords=("socks", "wool"), publisher="Wool Press",
        )
    )  # fmt: skip
    assert found["type_of_reference"] == "JOUR"
    assert found["authors"] == ["Berg, Jan van der, Jr.", "The Sock Collaboration"]
    assert (found["start_page"], found["end_page"]) == ("12", "34")
    assert (found["volume"], found["number"], found["doi"]) == ("3", "2", "10.1000/1")
    assert found["keywords"] == ["socks", "wool"]


@pytest.mark.parametrize(
    ("kind", "tag"), [("thesis", "THES"), ("paper-conference", "CONF"), ("song", "GEN")]
)
def test_each_kind_of_work_has_its_type(kind: str, tag: str) -> None:
    assert read(paper(type=kind))[0]["type_of_reference"] == tag


def test_lines_end_as_the_format_wants() -> None:
    text = ris([paper("a"), paper("b")]).decode()
    assert text.count("\n") == text.count("\r\n")
    assert text.count("ER  - \r\n") == 2


def test_a_line_break_begins_no_tag() -> None:
    (found,) = read(paper(title="Socks\nAU  - Mallory"))
    assert found["authors"] == ["Hare, Wilma"]


@given(TEXTS, TEXTS)
def test_any_text_is_read_back_by_rispy(title: str, venue: str) -> None:
    (found,) = read(paper(title=title, venue=venue))
    assert found["title"].split() == plain_text(title).split()
    assert found["secondary_title"].split() == venue.split()


def test_a_collection_without_papers_is_an_empty_file() -> None:
    assert ris([]) == b""
