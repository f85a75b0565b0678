"""What was read of record files is kept until their bytes change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.records.known import KnownFiles
from broadsheet.records.loader import Records, load_records

_SOUND = "- {id: a, title: Of socks, authors: [Ada Crane], published: 2024-05}\n"
_FLAWED = "- {id: b, title: '', authors: Bo, published: yesterday, relations: nothing}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "sound.yaml").write_text(_SOUND, "utf-8")
    (folder / "flawed.yaml").write_text(_FLAWED, "utf-8")
    (folder / "empty.yaml").write_text("", "utf-8")
    return tmp_path


def known(root: Path, jobs: int = 1) -> Records:
    return KnownFiles().load(root / "papers", root, root / "cache", jobs)


def fresh(root: Path) -> Records:
    return load_records(root / "papers", root)


def test_what_is_kept_is_what_was_read(root: Path) -> None:
    assert known(root) == fresh(root)
    assert known(root) == fresh(root)


def test_an_edited_file_is_read_again(root: Path) -> None:
    known(root)
    (root / "papers" / "sound.yaml").write_text(_SOUND.replace("socks", "wool"), "utf-8")
    assert known(root) == fresh(root)


def test_who_reads_again_and_again_sees_each_edit(root: Path) -> None:
    files = KnownFiles()
    for title in ("socks", "wool", "yarn"):
        (root / "papers" / "sound.yaml").write_text(_SOUND.replace("socks", title), "utf-8")
        assert files.load(root / "papers", root, root / "cache") == fresh(root)


def test_a_file_that_is_gone_is_forgotten(root: Path) -> None:
    known(root)
    (root / "papers" / "flawed.yaml").unlink()
    assert known(root) == fresh(root)


def test_a_damaged_cache_is_none(root: Path) -> None:
    known(root)
    (kept,) = (root / "cache").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert known(root) == fresh(root)


def test_many_files_are_shared_among_processes(root: Path) -> None:
    for number in range(50):
        text = _SOUND.replace("id: a", f"id: n{number}")
        (root / "papers" / f"{number:02d}.yaml").write_text(text, "utf-8")
    assert known(root, jobs=2) == fresh(root)


def test_a_file_that_nobody_may_read_is_no_reason_to_stop(root: Path) -> None:
    os.mkfifo(root / "papers" / "pipe.yaml")
    assert known(root) == fresh(root)
