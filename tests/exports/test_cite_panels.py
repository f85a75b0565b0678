from __future__ import annotations

import json
from pathlib import Path

from broadsheet.exports.citation_keys import citation_keys
from broadsheet.exports.citation_styles import load_styles
from broadsheet.exports.citations import Citations
from broadsheet.exports.cite_panels import CitePanels
from samples import paper


def panels(folder: Path, *names: str) -> CitePanels:
    some = Citations(load_styles(names, folder))
    papers = [paper("a", title="Sock"), paper("b", title="Sock", authors=[])]
    return CitePanels(some, papers, citation_keys(papers))


def test_data_stands_around_the_styles(tmp_path: Path) -> None:
    found = panels(tmp_path, "ieee", "apa").of(paper("a", title="Sock"))
    assert [one.label for one in found] == ["BibTeX", "IEEE", "APA", "RIS", "CSL-JSON"]


def test_only_data_can_be_taken_as_a_file_named_by_the_papers_key(tmp_path: Path) -> None:
    found = panels(tmp_path, "apa").of(paper("a", title="Sock"))
    assert [one.file for one in found] == [
        "hare2024sock.bib", "", "hare2024sock.ris", "hare2024sock.csl.json",
    ]  # fmt: skip


def test_a_paper_without_authors_has_its_data(tmp_path: Path) -> None:
    found = panels(tmp_path, "apa").of(paper("b", title="Sock", authors=[]))
    assert [one.label for one in found] == ["BibTeX", "RIS", "CSL-JSON"]


def test_an_abstract_is_not_repeated(tmp_path: Path) -> None:
    one = paper("a", title="Sock", abstract="At length.")
    assert all("At length" not in panel.text for panel in panels(tmp_path, "apa").of(one))


def test_data_of_a_crowd_stands_in_files_beside_the_page(tmp_path: Path) -> None:
    crowd = paper("a", title="Sock", authors=[f"Ann Hare{at}" for at in range(31)])
    some = CitePanels(panels(tmp_path, "apa").citations, [crowd], citation_keys([crowd]))

    assert [one.path for one in some.of(crowd)] == [
        "papers/a/annhare02024sock.bib", "", "papers/a/annhare02024sock.ris",
        "papers/a/annhare02024sock.csl.json",
    ]  # fmt: skip
    assert all(not one.text for one in some.of(crowd) if one.path)
    assert {path: text.count("Hare") for path, text in some.files()} == dict.fromkeys(
        (one.path for one in some.of(crowd) if one.path), 31
    )


def test_few_authors_need_no_file(tmp_path: Path) -> None:
    assert list(panels(tmp_path).files()) == []


def test_what_markup_would_be_is_text(tmp_path: Path) -> None:
    *_, csl = panels(tmp_path).of(paper("a", title='A "<b>" & C'))
    assert '\\"&lt;b&gt;\\" &amp; C' in csl.text


def test_csl_json_is_a_list_of_one(tmp_path: Path) -> None:
    (item,) = json.loads(panels(tmp_path).of(paper("a", title="Sock"))[-1].text)
    assert item["title"] == "Sock"
