"""An upgrade: the differences first, and nobody's changes lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import broadsheet
from repositories import git

FORM = ".github/ISSUE_TEMPLATE/add-paper.yml"
SCHEMA = "content/schema/record.json"


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    broadsheet(tmp_path, "new", "wool")
    return tmp_path / "wool"


def pretend_it_was_written(collection: Path, path: str, text: str) -> None:
    """Leave a file as an older version of the program would have."""
    from broadsheet.scaffold.state import digest

    (collection / path).write_text(text, "utf-8")
    state = collection / ".broadsheet.json"
    kept = json.loads(state.read_text("utf-8"))
    kept["files"][path] = digest(text)
    state.write_text(json.dumps(kept), "utf-8")


def test_a_new_collection_is_up_to_date(collection: Path) -> None:
    done = broadsheet(collection, "upgrade")

    assert (done.returncode, done.stdout) == (0, "Everything is up to date.\n")


def test_a_repository_that_is_made_afterwards_changes_nothing(collection: Path) -> None:
    git(collection, "init", "-q", "-b", "master")

    assert broadsheet(collection, "upgrade").stdout == "Everything is up to date.\n"


def test_the_differences_are_shown_and_nothing_is_written_unasked(collection: Path) -> None:
    pretend_it_was_written(collection, FORM, "name: Old\n")

    done = broadsheet(collection, "upgrade")

    assert "-name: Old" in done.stdout
    assert "+name: Add a paper" in done.stdout
    assert done.returncode == 1
    assert (collection / FORM).read_text("utf-8") == "name: Old\n"


def test_an_old_file_is_brought_up_to_date_and_a_missing_one_made(collection: Path) -> None:
    today = (collection / FORM).read_text("utf-8")
    pretend_it_was_written(collection, FORM, "name: Old\n")
    (collection / SCHEMA).unlink()

    done = broadsheet(collection, "upgrade", "--yes")

    assert done.returncode == 0
    assert (collection / FORM).read_text("utf-8") == today
    assert (collection / SCHEMA).exists()
    assert broadsheet(collection, "upgrade").stdout == "Everything is up to date.\n"


def test_what_people_changed_is_shown_and_left_to_them(collection: Path) -> None:
    (collection / FORM).write_text("name: Ours\n", "utf-8")

    done = broadsheet(collection, "upgrade", "--yes")

    assert (collection / FORM).read_text("utf-8") == "name: Ours\n"
    assert f"{FORM}: you changed it" in done.stderr

    broadsheet(collection, "upgrade", "--yes", "--edited")
    assert "name: Add a paper" in (collection / FORM).read_text("utf-8")


def test_what_a_collection_leaves_out_stays_out(collection: Path) -> None:
    (collection / FORM).unlink()
    state = collection / ".broadsheet.json"
    kept = json.loads(state.read_text("utf-8"))
    state.write_text(json.dumps({**kept, "leave_out": [FORM]}), "utf-8")

    broadsheet(collection, "upgrade", "--yes")

    assert not (collection / FORM).exists()


def test_a_collection_from_before_there_were_scaffolds_gets_what_it_lacks(collection: Path) -> None:
    (collection / ".broadsheet.json").unlink()
    (collection / FORM).unlink()
    (collection / ".gitlab-ci.yml").write_text("ours: {}\n", "utf-8")

    broadsheet(collection, "upgrade", "--yes")

    assert (collection / FORM).exists()
    assert (collection / ".gitlab-ci.yml").read_text("utf-8") == "ours: {}\n"


def test_pages_records_and_settings_are_never_touched(collection: Path) -> None:
    config = collection / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("Wool", "Our wool"), "utf-8")
    (collection / "README.md").unlink()

    assert broadsheet(collection, "upgrade", "--yes").stdout == "Everything is up to date.\n"
    assert not (collection / "README.md").exists()
