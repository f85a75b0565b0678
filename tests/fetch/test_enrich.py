"""Enriching a collection: settings, lock and records in one call."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.fetch.enrich import enrich
from broadsheet.project import Project

TODAY = dt.date(2024, 3, 1)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content" / "papers").mkdir(parents=True)
    (tmp_path / "content" / "fetched").mkdir()
    return Project(tmp_path, tmp_path / "content")


def test_a_lock_with_an_unreadable_line_is_not_written_over(project: Project) -> None:
    lock = project.fetched / "arxiv.jsonl"
    lock.write_text("<<<<<<< ours\n", "utf-8")

    with pytest.raises(BroadsheetError, match="mend or remove them first"):
        enrich(project, [], today=TODAY)

    assert lock.read_text("utf-8") == "<<<<<<< ours\n"


def test_a_source_that_is_not_there_is_named_with_those_that_are(project: Project) -> None:
    with pytest.raises(BroadsheetError, match=r"there is no source `nowhere` to ask.*arxiv"):
        enrich(project, [], today=TODAY, only="nowhere")
