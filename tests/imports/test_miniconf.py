"""Virtual conferences' papers as JSON, in the dialects that are about."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.records.models import Link
from broadsheet.records.names import Author
from imports.reading import facts_of, read

ABSTRACT = "We pair socks & count them."
MINI_CONF = {
    "UID": "A1-1", "title": "On Socks", "forum": "A1-1", "authors": ["Wilma Hare", "Bo Sample"],
    "keywords": ["wool", "pairing"], "abstract": ABSTRACT, "TLDR": "We pair", "recs": [],
    "sessions": ["A1"], "pdf_url": "https://socks.example/a.pdf",
    "code_link": "https://github.com/Mini-Conf/Mini-Conf", "link": "https://arxiv.org/abs/2007.12238",
}  # fmt: skip
CONTENT = {
    "id": "main.7", "forum": "main.7", "presentation_id": "38929",
    "content": {"title": "On Socks", "authors": ["Wilma Hare", "Bo Sample"], "track": "Knitting",
                "abstract": ABSTRACT, "keywords": ["wool", "pairing"], "paper_type": "Long",
                "pdf_url": "https://socks.example/a.pdf", "sessions": [{"session_name": "1A"}],
                "similar_paper_uids": ["main.9"]},
}  # fmt: skip
VIRTUAL = {
    "id": 64822, "uid": "x", "name": "On Socks",
    "authors": [{"id": 1, "fullname": "Wilma Hare", "institution": "Socks"},
                {"id": 2, "fullname": "Bo Sample", "institution": ""}],
    "abstract": "We pair socks &amp; count them.", "topic": "Knitting",
    "keywords": ["wool", "pairing"],
    "decision": "Accept (poster)", "eventtype": "Poster",
    "virtualsite_url": "/virtual/2024/poster/1",
    "paper_url": "https://openreview.net/forum?id=aBc123xyZ0",
    "paper_pdf_url": "https://socks.example/a.pdf",
}  # fmt: skip


@pytest.mark.parametrize(
    "root",
    [[MINI_CONF], [CONTENT], {"count": 1, "next": None, "results": [VIRTUAL]}, [VIRTUAL]],
    ids=["Mini-Conf", "with content", "virtual site", "its list alone"],
)
def test_each_dialect_is_known_and_becomes_facts(tmp_path: Path, root: Any) -> None:
    path = tmp_path / "papers.json"
    path.write_text(json.dumps(root), "utf-8")

    assert find_importer(ImportFile(path, path.name)).name == "miniconf"
    facts = facts_of(tmp_path, json.dumps(root), "papers.json")

    assert facts.title == "On Socks"
    assert facts.authors == (Author("Hare", "Wilma"), Author("Sample", "Bo"))
    assert facts.abstract == ABSTRACT
    assert facts.keywords == ("wool", "pairing")
    assert facts.links == (Link("pdf", "https://socks.example/a.pdf"),)


def test_a_forum_s_address_is_the_paper_s_identifier(tmp_path: Path) -> None:
    assert facts_of(tmp_path, json.dumps([VIRTUAL]), "a.json").ids.openreview == "aBc123xyZ0"


def test_tracks_and_topics_may_be_topics_of_the_collection(tmp_path: Path) -> None:
    for item in (CONTENT, VIRTUAL):
        (paper,) = read(tmp_path, json.dumps([item]), "a.json").papers
        assert paper.topics == ("Knitting",)


def test_what_a_record_has_no_place_for_is_counted(tmp_path: Path) -> None:
    found = read(tmp_path, json.dumps([VIRTUAL, "a row", {**VIRTUAL, "name": ""}]), "a.json")

    assert (len(found.papers), found.entries) == (2, 3)
    assert found.left_out == {"decision": 2, "eventtype": 2}
    assert "this is no paper, so it is not imported: `a row`" in str(found.problems[0])


@pytest.mark.parametrize("odd", [{"authors": 7}, {"keywords": {"a": 1}}, {"abstract": None}])
def test_a_value_of_a_wrong_type_is_passed_over(tmp_path: Path, odd: dict[str, Any]) -> None:
    (paper,) = read(tmp_path, json.dumps([{**MINI_CONF, **odd}]), "a.json").papers
    assert paper.facts.title == "On Socks"
