from __future__ import annotations

import stat
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.records.store import write_text


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")

    write_text(path, "new\nñ\n")

    assert path.read_bytes() == "new\nñ\n".encode()
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o640)

    write_text(path, "new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_is_as_readable_as_any_other(tmp_path: Path) -> None:
    (tmp_path / "other").touch()

    write_text(tmp_path / "a.yaml", "new")

    assert (tmp_path / "a.yaml").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_folder_that_is_not_there_is_an_error_with_the_path(tmp_path: Path) -> None:
    with pytest.raises(BroadsheetError, match=r"missing.a\.yaml: cannot be written: No such file"):
        write_text(tmp_path / "missing" / "a.yaml", "new")


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "a.yaml"
    folder.mkdir()

    with pytest.raises(BroadsheetError):
        write_text(folder, "new")

    assert list(tmp_path.iterdir()) == [folder]


def test_half_a_surrogate_pair_does_not_stop_the_writing(tmp_path: Path) -> None:
    write_text(tmp_path / "a.yaml", "ink \ud800 well")

    assert (tmp_path / "a.yaml").read_text(encoding="utf-8") == "ink ? well"
