from __future__ import annotations

import json

from broadsheet.search.theme_box import box_index, index_script

WORDS = {"near": "Near"}
ENTRIES = {"config": {"lang": ["en"], "separator": "[\\s]+"}, "docs": [{"location": "about/"}]}


def test_the_theme_gets_its_own_settings_and_no_documents() -> None:
    found = json.loads(box_index(ENTRIES, WORDS, "search/", {}))

    assert found["config"]["separator"] == "[\\s]+"
    assert found["docs"] == []


def test_the_worker_gets_its_words_and_the_titles_of_pages() -> None:
    found = json.loads(box_index(ENTRIES, WORDS, "search/index.html", {"about/": "About"}))

    assert found["config"]["broadsheet"] == {
        "words": {"near": "Near"},
        "page": "search/index.html",
        "titles": {"about/": "About"},
    }


def test_from_disk_the_index_is_a_script_that_the_theme_reads_by_its_name() -> None:
    assert index_script(b'{"docs":[]}') == b'var __index = {"docs":[]}\n'
