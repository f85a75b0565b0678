"""What was read of record files is kept until their bytes change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.records.known import KnownFiles
from broadsheet.records.loader import Records, load_records, read_records

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
    whole = kept.read_bytes()
    kept.write_bytes(whole[:-9])
    assert known(root) == fresh(root)
    assert kept.read_bytes() == whole


def test_an_edit_is_added_to_what_is_kept(root: Path) -> None:
    known(root)
    (kept,) = (root / "cache").iterdir()
    before = kept.read_bytes()
    (root / "papers" / "sound.yaml").write_text(_SOUND.replace("socks", "wool"), "utf-8")
    known(root)
    assert kept.read_bytes().startswith(before)
    assert len(kept.read_bytes()) > len(before)
    assert known(root) == fresh(root)


def test_what_is_kept_does_not_grow_with_every_edit(root: Path) -> None:
    known(root)
    (kept,) = (root / "cache").iterdir()
    most = 2 * kept.stat().st_size
    for edit in range(20):
        text = _SOUND.replace("socks", f"socks {edit:02}")
        (root / "papers" / "sound.yaml").write_text(text, "utf-8")
        assert known(root) == fresh(root)
        assert kept.stat().st_size < most


def test_what_another_program_kept_is_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known(root)
    monkeypatch.setattr("broadsheet.records.known.program_digest", lambda: b"another")
    read: list[str] = []
    monkeypatch.setattr(
        "broadsheet.records.known.read_records",
        lambda path, shown: read.append(shown) or read_records(path, shown),
    )
    assert known(root) == fresh(root)
    assert len(read) == 3


def test_what_records_have_in_common_is_held_once(root: Path) -> None:
    text = "".join(_SOUND.replace("id: a", f"id: {one}") for one in "xyz")
    (root / "papers" / "more.yaml").write_text(text, "utf-8")
    known(root)
    records = [one for one in known(root).records if one.authors]
    assert len(records) == 4
    assert len({id(one.authors[0]) for one in records}) == 1
    assert len({id(one.origin.path) for one in records}) == 2


def test_many_files_are_shared_among_processes(root: Path) -> None:
    for number in range(50):
        text = _SOUND.replace("id: a", f"id: n{number}")
        (root / "papers" / f"{number:02d}.yaml").write_text(text, "utf-8")
    assert known(root, jobs=2) == fresh(root)


def test_a_file_that_nobody_may_read_is_no_reason_to_stop(root: Path) -> None:
    os.mkfifo(root / "papers" / "pipe.yaml")
    assert known(root) == fresh(root)
