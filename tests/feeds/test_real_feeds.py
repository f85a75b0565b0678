"""Feeds of real papers: awkward ones, and ten thousand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from acl import acl_papers, write_records
from broadsheet.feeds.plan import Policy
from broadsheet.fetch.merger import merge_all
from broadsheet.pages.views import Views
from broadsheet.records.loader import load_records
from feeds.feeding import written
from feeds.validity import atom_faults, json_faults, read
from samples import views

pytestmark = pytest.mark.realdata


def shown_papers(folder: Path, name: str) -> Views:
    write_records(folder / "papers", acl_papers(name))
    records = load_records(folder / "papers", folder).records
    return views(*merge_all(records, {}))


def faults(files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """Return what is wrong with feeds, by their path."""
    found = {
        path: json_faults(data) if path.endswith(".json") else atom_faults(data)
        for path, data in files.items()
    }
    return {path: said for path, said in found.items() if said}


def test_feeds_of_awkward_papers_are_valid_and_feedparser_reads_them(tmp_path: Path) -> None:
    shown = shown_papers(tmp_path, "acl-quirks.jsonl")

    for path, data in written(shown, policy=Policy(1, 3)):
        if path.endswith(".json"):
            assert json_faults(data) == [], path
        else:
            assert atom_faults(data) == [], path
            assert len(read(data).entries) == data.count(b"<entry>")


def test_ten_thousand_papers_have_valid_feeds_and_fewer_files_than_papers(tmp_path: Path) -> None:
    shown = shown_papers(tmp_path, "acl-10k.jsonl.gz")

    files = dict(written(shown))

    chain = [path for path in files if path.startswith("feeds/all") and path.endswith(".json")]
    ids = [item["id"] for path in chain for item in json.loads(files[path])["items"]]
    assert len(ids) == len(set(ids)) == len(shown.catalogue.papers)
    assert len(files) < len(shown.catalogue.papers) / 2
    assert read(files["feeds/all.atom"]).feed.title == "The Daily Sock"
    assert faults({path: files[path] for path in sorted(files)[::40]}) == {}


@pytest.mark.heavy
def test_every_feed_of_ten_thousand_papers_is_valid_and_feedparser_has_no_complaint(
    tmp_path: Path,
) -> None:
    files = dict(written(shown_papers(tmp_path, "acl-10k.jsonl.gz")))

    assert faults(files) == {}
    for path, data in files.items():
        if path.endswith(".atom"):
            assert len(read(data).entries) == data.count(b"<entry>"), path
