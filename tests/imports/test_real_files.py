"""Real bibliographies and lists: every entry is a paper, merged with one, or has a Problem."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.imports.files import ImportFile
from broadsheet.imports.guessing import guess
from broadsheet.imports.intake import Wish, import_file
from broadsheet.imports.report import ImportReport
from broadsheet.imports.rows import read_rows
from broadsheet.project import Project
from sites import CHECKOUT

DATA = CHECKOUT.parent / "shared" / "data"
pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not DATA.exists(), reason="no shared/data beside the checkout"),
]
TODAY = dt.date(2026, 1, 1)
DAILY = DATA / "api" / "hugging_face" / "daily_papers-2024-09.json.gz"
BIBLIOGRAPHIES = sorted((DATA / "bib").glob("*/*"))


Taken = dict[Path, tuple[Path, ImportReport]]


def take(root: Path, path: Path) -> ImportReport:
    root.mkdir(parents=True, exist_ok=True)
    project = Project(root, root / "content")
    project.papers.mkdir(parents=True, exist_ok=True)
    return import_file(project, path, Wish(today=TODAY))


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Return each bibliography's collection, which it was imported into, and the report."""
    roots = {path: tmp_path_factory.mktemp("bib") for path in BIBLIOGRAPHIES}
    return {path: (root, take(root, path)) for path, root in roots.items()}


def test_all_bibliographies_together_lose_no_entry(taken: Taken) -> None:
    reports = [report for _, report in taken.values()]
    for path, one in zip(BIBLIOGRAPHIES, reports, strict=True):
        sys.stdout.write(f"{path.name}: {one.summary}\n")

    assert len(reports) == 77
    assert (
        sum(one.entries for one in reports),
        sum(len(one.new) for one in reports),
        sum(len(one.merged) for one in reports),
        sum(one.refused for one in reports),
        sum(len(one.problems) for one in reports),
    ) == (219, 193, 11, 15, 51)
    assert all(sum(problem.is_error for problem in one.problems) >= one.refused for one in reports)


@pytest.mark.parametrize("path", BIBLIOGRAPHIES, ids=lambda path: path.name[:40])
def test_a_bibliography_twice_is_the_bibliography_once(taken: Taken, path: Path) -> None:
    root, _ = taken[path]
    before = {one: one.read_bytes() for one in root.rglob("*") if one.is_file()}

    again = take(root, path)

    assert (again.new, again.matched) == ((), ())
    assert {one: one.read_bytes() for one in root.rglob("*") if one.is_file()} == before


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("Mini-Conf/papers.csv", (687, 687, 0, 0)),
        ("NLP2024-miniconf/papers.csv", (599, 599, 0, 0)),
        ("awesome-3D-gaussian-splatting/awesome_3dgs_papers.yaml", (504, 501, 0, 3)),
        ("transfomers-silicon-research/papers.yaml", (444, 434, 7, 3)),
    ],
)
def test_a_list_comes_in_by_its_guess(
    tmp_path: Path, name: str, counts: tuple[int, int, int, int]
) -> None:
    report = take(tmp_path, DATA / "lists" / name)

    found = (report.entries, len(report.new), len(report.merged), report.refused)
    assert found == counts


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Mini-Conf/papers.csv",
         {"UID": "openreview", "title": "title", "authors": "authors", "abstract": "abstract",
          "keywords": "keywords", "sessions": "keywords"}),
        ("NLP2024-miniconf/papers.csv",
         {"UID": "ignore", "title": "title", "authors": "authors", "abstract": "abstract",
          "sessions": "keywords"}),
        ("awesome-3D-gaussian-splatting/awesome_3dgs_papers.yaml",
         {"title": "title", "authors": "authors", "year": "year", "abstract": "abstract",
          "project_page": "project", "paper": "arxiv", "code": "code", "video": "video",
          "tags": "topics", "thumbnail": "ignore", "publication_date": "published",
          "date_source": "ignore"}),
        ("transfomers-silicon-research/papers.yaml",
         {"title": "title", "year": "year", "type": "type", "doi": "doi", "url": "url",
          "pdf": "pdf", "ignore": "ignore", "silicon": "ignore", "platform": "keywords",
          "model": "keywords", "method": "keywords", "publisher": "publisher",
          "pubkey": "venue", "pubname": "container_title", "reserved": "ignore"}),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_proposed_mapping_needs_at_most_three_corrections(
    name: str, wanted: dict[str, str]
) -> None:
    path = DATA / "lists" / name
    mapping = guess(read_rows(ImportFile(path, path.name)))

    wrong = [one for one, field in wanted.items() if mapping.columns[one].field != field]

    assert len(wrong) <= 3, wrong


def test_all_daily_papers_of_a_month_come_in(tmp_path: Path) -> None:
    report = take(tmp_path, DAILY)

    assert report.summary == ("254 in the file: 254 new, 0 matched, 0 unchanged, 0 problems")


def test_no_real_file_ends_in_a_traceback(tmp_path: Path) -> None:
    for at, path in enumerate(sorted((DATA / "api").glob("*/*"))):
        with contextlib.suppress(BroadsheetError):
            take(tmp_path / str(at), path)
