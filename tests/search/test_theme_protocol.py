"""What our worker relies on in the theme: the installed one has it, and what lacks it is named."""

from __future__ import annotations

from pathlib import Path

import material
import pytest

from broadsheet.search.theme_protocol import misfits, names_worker, read_theme

THEME = Path(material.__file__).parent / "templates"


def test_the_installed_theme_speaks_what_our_worker_answers() -> None:
    found = read_theme([THEME])

    assert found.misfits == ()
    assert (THEME / found.bundle).is_file()
    assert (THEME / found.worker).is_file()


def test_the_theme_is_found_behind_folders_of_a_site(tmp_path: Path) -> None:
    assert read_theme([tmp_path, THEME]) == read_theme([THEME])


@pytest.mark.parametrize(
    ("sign", "other", "misfit"),
    [
        ("{type:2,data:", "{kind:2,data:", "a query is message 2, a text"),
        ("type===3", "type===4", "results are message 3"),
        ("search/search_index.json", "search/index.json", "from a server the index is a JSON file"),
        (".score.toFixed(", ".rank.toFixed(", "a result has a score"),
    ],
)
def test_a_theme_that_speaks_otherwise_is_told_by_what_it_lacks(
    sign: str, other: str, misfit: str
) -> None:
    script = (THEME / read_theme([THEME]).bundle).read_text("utf-8")
    assert sign in script

    assert misfits(script.replace(sign, other)) == (misfit,)


def test_a_theme_without_the_files_it_is_known_by_does_not_fit(tmp_path: Path) -> None:
    assert read_theme([tmp_path]).misfits


def test_a_page_names_our_worker_by_the_way_from_where_it_stands() -> None:
    page = '{"search": "../assets/broadsheet/search/worker.js"}'

    assert names_worker(page, "about/")
    assert not names_worker(page, "")
