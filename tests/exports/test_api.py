from __future__ import annotations

import json

import msgspec

from broadsheet.exports.api import SiteName, api_files
from broadsheet.exports.site_files import ExportedFile
from broadsheet.language.words import Words
from broadsheet.pages.urls import Urls
from samples import facets, paper, reading_list, vocabulary

SITE = SiteName("The Sock\nReview", "Socks, daily.", "https://socks.example/")
PAPER = paper(tags=("wool",))
EXPORTED = ExportedFile("exports/papers.bib", "bibtex", "BibTeX", "application/x-bibtex", 1, 840)


def files() -> dict[str, bytes]:
    words = vocabulary("wool", "cotton")
    grouped = facets(PAPER, topics=words, lists=[reading_list("start", PAPER.id, note="First.")])
    return api_files(SITE, grouped, words, [EXPORTED], Urls(True), 1)


def test_the_index_names_every_file_with_its_count_and_size() -> None:
    index = json.loads(files()["api/v1/index.json"])

    assert index["version"] == 1
    assert index["files"][0]["path"] == "exports/papers.bib"
    assert index["counts"]["collections"] == 1
    assert index["schema"] in files()


def test_topics_have_their_papers_and_unused_ones_none() -> None:
    topics = json.loads(files()["api/v1/topics.json"])

    assert {one["tag"]: one["papers"] for one in topics} == {"wool": [PAPER.id], "cotton": []}


def test_reading_lists_keep_order_and_notes() -> None:
    (one,) = json.loads(files()["api/v1/collections.json"])

    assert one["papers"] == [{"id": PAPER.id, "note": "First."}]


def test_people_get_a_table_of_the_files() -> None:
    page = files()["api/v1/index.md"].decode()

    assert "| BibTeX | [exports/papers.bib](../../exports/papers.bib) | 1 | 1 kB |" in page


def test_llms_txt_begins_with_title_and_summary_and_links_in_full() -> None:
    lines = files()["llms.txt"].decode().splitlines()

    assert lines[:3] == ["# The Sock Review", "", "> Socks, daily."]
    assert "- [BibTeX](https://socks.example/exports/papers.bib): 1 paper, 1 kB" in lines


def test_a_german_site_describes_its_data_in_german() -> None:
    grouped = facets(PAPER, topics=vocabulary("wool"))
    large = msgspec.structs.replace(EXPORTED, size=1_234_567)
    found = api_files(SITE, grouped, vocabulary("wool"), [large], Urls(True), 1, Words("de"))

    page, llms = found["api/v1/index.md"].decode(), found["llms.txt"].decode()
    assert "\n# Daten\n\nDie ganze Sammlung, 1 Artikel, für Literaturverwaltungen" in page
    assert "| BibTeX | [exports/papers.bib](../../exports/papers.bib) | 1 | 1,2 MB |" in page
    assert "- [Verzeichnis](https://socks.example/api/v1/index.json): jede Datei" in llms
