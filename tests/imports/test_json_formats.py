"""CSL-JSON, Zotero's JSON, Hugging Face's, and our own."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.exports.data import paper_data
from broadsheet.records.dates import PartialDate
from broadsheet.records.names import Author
from exports.test_data import FULL
from imports.reading import facts_of, read, said

CSL = {
    "id": "hare", "type": "article-journal", "title": "On <i>Socks</i>",
    "author": [{"family": "Berg", "given": "Otto", "non-dropping-particle": "van der"},
               {"literal": "The Sock Team"}, "Wilma Hare", 3],
    "issued": {"date-parts": [["2024", 5]]}, "container-title": "Journal of Wool", "page": "1-9",
    "DOI": "10.1000/1", "note": "arXiv:2405.21018", "keyword": "wool, socks", "editor": [{}],
}  # fmt: skip
ZOTERO = {
    "key": "ABC", "version": 3, "data": {
        "itemType": "conferencePaper", "title": "On Socks", "date": "May 31, 2024",
        "creators": [{"creatorType": "author", "firstName": "Wilma", "lastName": "Hare"},
                     {"creatorType": "editor", "firstName": "Ed", "lastName": "Itor"},
                     {"creatorType": "author", "name": "The Sock Team"}],
        "proceedingsTitle": "Proceedings of SOCK", "DOI": "10.1000/1", "pages": "1-9",
        "tags": [{"tag": "wool"}], "extra": "arXiv: 2405.21018",
    },
}  # fmt: skip
DAILY = {
    "paper": {"id": "2405.21018", "title": "On Socks", "authors": [{"name": "Wilma Hare"}],
              "publishedAt": "2024-05-31T10:00:00.000Z", "summary": "We pair\nsocks.",
              "submittedOnDailyAt": "2024-06-01T00:00:00.000Z", "upvotes": 3,
              "githubRepo": "https://github.com/hare/socks"},
    "title": "On Socks",
}  # fmt: skip


def test_a_csl_item_becomes_facts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, json.dumps([CSL]))

    assert facts.title == "On Socks"
    assert facts.authors == (
        Author("Berg", "Otto", "van der"),
        Author("The Sock Team", is_group=True),
        Author("Hare", "Wilma"),
    )
    assert (facts.published, facts.pages) == (PartialDate(2024, 5), "1–9")
    assert (facts.ids.doi, facts.ids.arxiv) == ("10.1000/1", "2405.21018")
    assert facts.keywords == ("wool", "socks")


def test_what_is_no_item_is_a_problem_of_its_own(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps([CSL, "socks", {"type": "book", "id": "x"}]))

    assert (found.entries, len(found.papers)) == (3, 1)
    assert "this is no paper" in said(found)[0]
    assert "no title or identifier" in said(found)[1]


def test_half_a_character_is_no_traceback(tmp_path: Path) -> None:
    text = json.dumps([DAILY]).replace("On Socks", "On\\ud800 Socks \\ud83d\\ude00")
    (paper,) = read(tmp_path, text).papers
    assert paper.facts.title == "On\ufffd Socks \U0001f600"


def test_a_zotero_item_becomes_facts_without_its_editors(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, json.dumps([ZOTERO, {"data": {"itemType": "attachment"}}]))

    assert facts.authors == (Author("Hare", "Wilma"), Author("The Sock Team", is_group=True))
    assert facts.type == "paper-conference"
    assert facts.published == PartialDate(2024, 5, 31)
    assert facts.ids.arxiv == "2405.21018"


def test_a_daily_paper_runs_in_the_edition_of_its_day(tmp_path: Path) -> None:
    (paper,) = read(tmp_path, json.dumps([DAILY])).papers

    assert paper.featured == dt.date(2024, 6, 1)
    assert paper.facts.abstract == "We pair socks."
    assert [link.kind for link in paper.facts.links] == ["code"]


def test_our_own_data_comes_back_whole(tmp_path: Path) -> None:
    data = paper_data(FULL, key="k", topics=["wool"], page="papers/x/")
    found = read(tmp_path, msgspec.json.encode(data).decode())

    (paper,) = found.papers
    facts = {name: getattr(paper.facts, name) for name in paper.facts.__struct_fields__}
    assert {name: value for name, value in facts.items() if name != "type"} == {
        name: getattr(FULL, name) for name in facts if name != "type"
    }
    assert (paper.featured, paper.topics) == (FULL.featured, ("wool",))
    assert found.left_out == {"readings": 1, "awards": 1, "relations": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"published": "soon"},
        {"links": [{"kind": "code", "url": "javascript:alert(1)"}]},
        {"authors": "Hare"},
        {"ids": {"doi": "x"}},
    ],
)
def test_our_own_data_with_a_wrong_value_is_a_problem(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    data = msgspec.to_builtins(paper_data(FULL, key="k", topics=[], page="papers/x/"))

    found = read(tmp_path, json.dumps({**data, **change}))

    assert (found.papers, len(found.problems)) == ((), 1)


@pytest.mark.parametrize("text", ["[", "[" * 5000, '{"a": 1', '[{"type": "book"}', "{}"])
def test_broken_json_is_an_error_with_its_place_or_empty(tmp_path: Path, text: str) -> None:
    with pytest.raises(BroadsheetError, match=r"list\.json"):
        read(tmp_path, text, "list.json", "csl-json")


def test_half_a_line_of_json_lines_is_an_error_and_costs_no_other(tmp_path: Path) -> None:
    lines = '{"title": "On Ink", "year": 2024}\n{"title": "On We\n{"title": "On Wool"}\n'

    found = read(tmp_path, lines, "a.jsonl")

    assert [paper.facts.title for paper in found.papers] == ["On Ink", "On Wool"]
    assert said(found) == [
        '2:1: error: this is no entry, so it is not imported: `{"title": "On We`'
    ]
