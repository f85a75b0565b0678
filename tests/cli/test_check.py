"""`broadsheet check`: each mistake at its line, and where a command is run."""

from __future__ import annotations

import json
from pathlib import Path

from commands import broadsheet
from sites import CHECKOUT


def test_check_names_each_mistake_at_its_line(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text(
        "titel: x\narxiv: nonsense\n", "utf-8"
    )

    done = broadsheet(collection, "check")

    assert done.stdout.splitlines() == [
        "content/papers/a.yaml:1:1: error: unknown key `titel` (did you mean `title`?)",
        "content/papers/a.yaml:2:1: error: `nonsense` is not an arXiv id"
        " (write it like 2405.21018 or quant-ph/0201082)",
    ]
    assert done.returncode == 1


def test_check_of_a_good_collection_is_silent(collection: Path) -> None:
    done = broadsheet(collection, "check")

    assert (done.stdout, done.returncode) == ("", 0)


def test_check_of_a_path_names_its_mistakes_alone(collection: Path) -> None:
    for name in ("a", "b"):
        (collection / "content" / "papers" / f"{name}.yaml").write_text("titel: x\n", "utf-8")

    done = broadsheet(collection, "check", "content/papers/b.yaml")

    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["content/papers/b.yaml"]


def test_check_annotates_a_pull_request(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text(
        "titel: x\nurl: https://a.example\n", "utf-8"
    )

    done = broadsheet(collection, "check", "--format", "github")

    assert done.stdout == (
        "::error file=content/papers/a.yaml,line=1,col=1,title=record::"
        "unknown key `titel` (did you mean `title`?)\n"
    )


def test_check_speaks_json(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text("", "utf-8")

    (problem,) = json.loads(broadsheet(collection, "check", "--format", "json").stdout)

    assert problem["path"] == "content/papers/a.yaml"
    assert problem["severity"] == "error"


def test_a_folder_without_a_collection_is_said_in_one_line(tmp_path: Path) -> None:
    done = broadsheet(tmp_path, "check")

    assert done.stderr.count("\n") == 1
    assert "no content/papers here or above" in done.stderr
    assert done.returncode == 1


def test_commands_work_from_a_folder_of_the_collection(collection: Path) -> None:
    done = broadsheet(collection / "content" / "papers", "check")

    assert done.returncode == 0


def test_this_checkout_has_no_problem() -> None:
    done = broadsheet(CHECKOUT, "check")

    assert (done.stdout, done.returncode) == ("", 0)
