from __future__ import annotations

import shutil
from pathlib import Path

from jinja2 import DictLoader, Environment

from broadsheet.pages.compiled import keep_compiled


def environment(cache: Path, *more: str) -> Environment:
    made = Environment(loader=DictLoader({"sock": "{{ 1 + 1 }} socks"}), autoescape=True)
    keep_compiled(made, cache, *more)
    return made


def kept(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if path.is_file()]


def test_what_was_compiled_is_kept_for_each_that_compiles_otherwise(tmp_path: Path) -> None:
    for words in ("en", "de", "en"):
        assert environment(tmp_path, words).get_template("sock").render() == "2 socks"

    assert len(kept(tmp_path)) == 2


def test_what_an_earlier_version_kept_is_removed(tmp_path: Path) -> None:
    old = tmp_path / "templates" / "0123456789abcdef"
    old.mkdir(parents=True)
    (old / "__jinja2_sock.cache").write_bytes(b"old")

    environment(tmp_path).get_template("sock")

    assert not old.exists()
    assert len(kept(tmp_path)) == 1


def test_a_folder_that_somebody_removed_costs_time_only(tmp_path: Path) -> None:
    made = environment(tmp_path)
    shutil.rmtree(tmp_path / "templates")

    assert made.get_template("sock").render() == "2 socks"
