from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadsheet.site_folder import SiteFolder
from sites import files_of

_NAMES = st.sampled_from(["a", "b/c", "b/d", "e/f/g", "e/h"])
_FILES = st.dictionaries(_NAMES, st.sampled_from([b"one", b"two", b""]))


def build(site: Path, staged: Mapping[str, bytes], written: Mapping[str, bytes]) -> None:
    folder = SiteFolder(site)
    stage = folder.open()
    for name, content in staged.items():
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_bytes(content)
    for name, content in written.items():
        folder.write(name, content)
    folder.settle(written)


@given(st.lists(st.tuples(_FILES, _FILES), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_the_folder_holds_the_last_build_and_nothing_else(
    tmp_path: Path, builds: list[tuple[dict[str, bytes], dict[str, bytes]]]
) -> None:
    site = tmp_path / "site"
    for staged, written in builds:
        rest = {name: text for name, text in written.items() if name not in staged}
        build(site, staged, rest)
        assert dict(files_of(site)) == staged | rest
        assert not [one for one in site.rglob("*") if one.is_dir() and not any(one.iterdir())]
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_file_that_stays_the_same_keeps_its_date(tmp_path: Path) -> None:
    for _ in range(2):
        build(tmp_path / "site", {"a": b"one", "c": b"x"}, {"b": b"two"})
        for name in ("a", "b"):
            os.utime(tmp_path / "site" / name, (1, 1))
    build(tmp_path / "site", {"a": b"one", "c": b"y"}, {"b": b"two"})
    dates = {name: (tmp_path / "site" / name).stat().st_mtime for name in ("a", "b", "c")}
    assert dates["a"] == dates["b"] == 1
    assert dates["c"] > 1


def test_hidden_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site" / ".git").mkdir(parents=True)
    (tmp_path / "site" / ".git" / "config").write_text("")
    (tmp_path / "site" / ".nojekyll").write_text("")
    build(tmp_path / "site", {"a": b"one"}, {})
    assert {name for name, _ in files_of(tmp_path / "site")} == {".git/config", ".nojekyll", "a"}


def test_a_page_written_by_halves_is_mended(tmp_path: Path) -> None:
    build(tmp_path / "site", {}, {"p/x": b"whole page"})
    (tmp_path / "site" / "p" / "x").write_bytes(b"whole")
    build(tmp_path / "site", {}, {"p/x": b"whole page"})
    assert dict(files_of(tmp_path / "site")) == {"p/x": b"whole page"}


def test_what_a_killed_build_left_is_gone_after_the_next(tmp_path: Path) -> None:
    SiteFolder(tmp_path / "site").open().joinpath("half").write_text("")
    build(tmp_path / "site", {"a": b"one"}, {})
    assert [one.name for one in tmp_path.iterdir()] == ["site"]
