from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.offline.archive import write_archive


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "papers").mkdir(parents=True)
    (folder / "index.html").write_text("front", "utf-8")
    (folder / "papers" / "ü.html").write_text("socks " * 1000, "utf-8")
    return folder


def test_the_files_stand_sorted_below_one_folder(site: Path, tmp_path: Path) -> None:
    write_archive(site, tmp_path / "a.zip", "the-sock")

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["the-sock/index.html", "the-sock/papers/ü.html"]
        assert archive.read("the-sock/index.html") == b"front"
        assert archive.testzip() is None


def test_the_same_files_make_the_same_bytes_whenever_they_were_written(
    site: Path, tmp_path: Path
) -> None:
    write_archive(site, tmp_path / "a.zip", "the-sock", 1_700_000_000)
    os.utime(site / "index.html", (1, 1))
    (site / "index.html").chmod(0o600)
    write_archive(site, tmp_path / "b.zip", "the-sock", 1_700_000_000)

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize(
    ("epoch", "date"), [(0, (1980, 1, 1, 0, 0, 0)), (1_700_000_000, (2023, 11, 14, 22, 13, 20))]
)
def test_every_file_has_the_one_date(
    site: Path, tmp_path: Path, epoch: int, date: tuple[int, ...]
) -> None:
    write_archive(site, tmp_path / "a.zip", "the-sock", epoch)

    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert {one.date_time for one in archive.infolist()} == {date}


def test_the_size_is_returned(site: Path, tmp_path: Path) -> None:
    size = write_archive(site, tmp_path / "a.zip", "the-sock")

    assert size == (tmp_path / "a.zip").stat().st_size < 6000


def test_it_replaces_the_older_one_and_leaves_nothing_beside_it(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "a.zip"
    target.parent.mkdir()
    target.write_bytes(b"older")
    (site / "papers" / "gone.html").symlink_to(tmp_path / "nowhere")
    (site / "zz").mkdir()
    os.mkfifo(site / "zz" / "pipe")

    write_archive(site, target, "the-sock")

    assert list(target.parent.iterdir()) == [target]
    with zipfile.ZipFile(target) as archive:
        assert len(archive.namelist()) == 2


def test_a_folder_that_takes_no_file_is_one_error(site: Path, tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match="cannot be written"):
        write_archive(site, tmp_path / "nowhere" / "a.zip", "the-sock")
