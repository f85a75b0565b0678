from __future__ import annotations

import json
from pathlib import Path

from commands import broadsheet
from samples import paper, write_project
from search.indexes import write_index


def searched(root: Path, *words: str) -> tuple[int, str, str]:
    done = broadsheet(root, "search", *words)
    return done.returncode, done.stdout, done.stderr


def test_a_search_in_the_terminal_shows_title_people_place_and_address(tmp_path: Path) -> None:
    write_project(tmp_path, "[]")
    write_index(tmp_path / "site", paper("pairing", venue="SOCK 2024"))
    code, out, err = searched(tmp_path, "pairing", "socks")
    assert (code, err) == (0, "1 result\n")
    assert out == "On the Pairing of Socks\n  Wilma Hare · SOCK 2024 · papers/pairing/\n\n"


def test_json_is_for_other_programs(tmp_path: Path) -> None:
    write_project(tmp_path, "[]")
    write_index(tmp_path / "site", paper("pairing"))
    _, out, _ = searched(tmp_path, "--json", "--limit", "3", "socks")
    found = json.loads(out)
    assert (found["total"], found["hits"][0]["id"]) == (1, "pairing")


def test_a_search_that_finds_nothing_ends_with_1(tmp_path: Path) -> None:
    write_project(tmp_path, "[]")
    write_index(tmp_path / "site", paper("pairing"))
    assert searched(tmp_path, "zeppelin") == (1, "", "0 results\n")


def test_without_a_built_site_it_says_what_to_do(tmp_path: Path) -> None:
    write_project(tmp_path, "[]")
    code, _, err = searched(tmp_path, "socks")
    assert (code, "run `broadsheet build`" in err) == (1, True)


def test_a_title_cannot_drive_the_terminal(tmp_path: Path) -> None:
    write_project(tmp_path, "[]")
    write_index(tmp_path / "site", paper("pairing", title="Socks \x1b[31m red"))
    _, out, _ = searched(tmp_path, "socks")
    assert "\x1b" not in out
