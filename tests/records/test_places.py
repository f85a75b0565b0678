from __future__ import annotations

from pathlib import Path

from broadsheet.records.models import Origin
from broadsheet.records.places import Places


def test_a_value_is_found_again_in_the_record_that_starts_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "- title: Ink\n- title: Well\n  tags: [a, b]\n", encoding="utf-8"
    )

    problem = Places(tmp_path).problem(Origin("a.yaml", 2), ("tags", 1), "no such tag")

    assert (problem.path, problem.line, problem.column) == ("a.yaml", 3, 13)


def test_a_value_of_a_single_record_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("# note\ntitle: Ink\ntags: [a]\n", encoding="utf-8")

    problem = Places(tmp_path).problem(Origin("a.yaml", 2), ("tags", 0), "no such tag", "hint")

    assert (problem.line, problem.column, problem.hint) == (3, 8, "hint")


def test_a_file_that_has_gone_still_gives_a_problem(tmp_path: Path) -> None:
    problem = Places(tmp_path).problem(Origin("gone.yaml", 2), ("tags", 0), "no such tag")

    assert (problem.path, problem.line) == ("gone.yaml", 1)
