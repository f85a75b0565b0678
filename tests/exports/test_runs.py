from __future__ import annotations

from pathlib import Path

from broadsheet.exports.formats import FORMATS, Shelfmarks
from broadsheet.exports.runs import Shelf, runs
from broadsheet.pages.urls import Urls
from samples import catalogue, facets, paper

PAPERS = [paper(f"hare{number}") for number in range(3)]
MARKS = Shelfmarks.of(PAPERS, facets(*PAPERS), Urls(True))
(RUN,) = runs(PAPERS, catalogue(*PAPERS).digest, MARKS)


def test_entries_that_are_kept_are_those_that_were_made(tmp_path: Path) -> None:
    made = Shelf(tmp_path, FORMATS[0], MARKS).text(RUN)
    assert Shelf(tmp_path, FORMATS[0], MARKS).text(RUN) == made
    assert len(list(Shelf(tmp_path, FORMATS[0], MARKS).entries(RUN))) == 3


def test_a_folder_that_takes_nothing_costs_time_only(tmp_path: Path) -> None:
    kept, shelf = (Shelf(tmp_path / name, FORMATS[0], MARKS) for name in ("kept", "gone"))
    (tmp_path / "gone" / FORMATS[0].name).rmdir()
    kept.text(RUN)
    assert shelf.text(RUN) == kept.text(RUN)
    assert shelf.size(RUN) == kept.size(RUN)


def test_a_run_that_is_damaged_is_made_again(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, FORMATS[0], MARKS)
    made = shelf.text(RUN)
    (file,) = (tmp_path / FORMATS[0].name).iterdir()
    file.write_bytes(bytes(file.stat().st_size))
    assert shelf.text(RUN) == made
