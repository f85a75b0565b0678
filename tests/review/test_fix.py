from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.project import Project
from broadsheet.records.yaml_file import parse_yaml
from broadsheet.review.check import check
from broadsheet.review.fix import fix, mended
from broadsheet.review.rules import FIXABLE
from broadsheet.tagging.vocabulary import Vocabulary
from commands import broadsheet
from samples import vocabulary, write_project

ALL = frozenset(FIXABLE)
KEYS = ("arxiv", "title", "authors", "published", "tags", "summary", "links", "venue")
VALUES = {
    "arxiv": ["2402.10000", '"2402.10000"', "https://arxiv.org/abs/2402.10000v1"],
    "title": ["No", '"A: b"', "Wool  # a comment", "|\n    Wool\n    # and more\n"],
    "authors": ["[Wilma Hare, Otto Bee]", "\n    - Wilma Hare\n    # and\n    - Otto Bee"],
    "published": ["2024", "2024-05-31"],
    "tags": ["[socks, hosiery]", "\n  - wool\n  - wool"],
    "summary": [">-\n    Warm.\n\n    Very.\n", "'Warm.'"],
    "links": ["{code: https://a.example}"],
    "venue": ["WOOL 2024", "1e3", "12:30"],
}


@st.composite
def record_texts(draw: st.DrawFn) -> str:
    """Records of any order, with comments and empty lines where people put them."""
    lead, between = draw(st.sampled_from([("- ", "  "), ("", "")]))
    lines: list[str] = []
    for number, key in enumerate(draw(st.permutations(KEYS))):
        if number and draw(st.booleans()):
            lines.append(draw(st.sampled_from(["", f"{between}# of {key}", "# outside"])))
        value = draw(st.sampled_from(VALUES[key]))
        lines.append(f"{between if number else lead}{key}: {value}")
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n# the end\n"]))


@given(record_texts())
def test_a_fix_never_changes_what_a_file_says_nor_loses_a_comment(text: str) -> None:
    before = parse_yaml(text.encode(), "a.yaml")
    if any(one.is_error for one in before.problems):
        return

    after = mended(text.encode(), "a.yaml", ALL, Vocabulary.of(())).decode()

    read = parse_yaml(after.encode(), "a.yaml")
    said = [{**one, "arxiv": ""} for one in records(before.tree)]
    assert [{**one, "arxiv": ""} for one in records(read.tree)] == [without_twice(o) for o in said]
    assert comments(after) == comments(text)
    assert mended(after.encode(), "a.yaml", ALL, Vocabulary.of(())).decode() == after


def records(tree: object) -> list[dict[str, object]]:
    return tree if isinstance(tree, list) else [tree]  # type: ignore[list-item]


def without_twice(record: dict[str, object]) -> dict[str, object]:
    return {**record, "tags": list(dict.fromkeys(record["tags"]))}  # type: ignore[call-overload]


def comments(text: str) -> list[str]:
    return sorted(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


def test_all_rules_mend_one_file_together() -> None:
    text = (
        "\ufeff# mine\ntitle: No\narxiv: https://arxiv.org/abs/2402.10000\n"
        "tags: [Socks, wool, wool]\nfeatured: 2024-05-31"
    )

    after = mended(text.encode(), "a.yaml", ALL, vocabulary("wool", "socks")).decode()

    assert after == (
        '# mine\narxiv: "2402.10000"\ntitle: "No"\nfeatured: 2024-05-31\ntags: [socks, wool]\n'
    )


def test_a_file_that_is_no_yaml_is_left_alone(tmp_path: Path) -> None:
    project = write_project(tmp_path, "title: a: b\narxiv: arXiv:2402.10000")
    before = (project.papers / "papers.yaml").read_bytes()

    fix(project, check(project))

    assert (project.papers / "papers.yaml").read_bytes() == before


def test_fix_says_what_it_wrote_and_leaves_the_rest_to_people(tmp_path: Path) -> None:
    project = write_project(tmp_path, "arxiv: 2402.10000\ntitel: Wool\n")

    done = broadsheet(tmp_path, "check", "--fix")

    assert (project.papers / "papers.yaml").read_text() == 'arxiv: "2402.10000"\ntitel: Wool\n'
    assert "content/papers/papers.yaml: mended" in done.stderr
    assert "unknown key `titel`" in done.stdout
    assert done.returncode == 1


def test_fix_of_named_files_leaves_others_alone(tmp_path: Path) -> None:
    files = {"a.yaml": "arxiv: 2402.10000\n", "b.yaml": "arxiv: 2403.10000\n"}
    project = write_project(tmp_path, files)

    done = broadsheet(tmp_path, "check", "--fix", "content/papers/a.yaml")

    assert done.returncode == 0
    assert (project.papers / "a.yaml").read_text() == 'arxiv: "2402.10000"\n'
    assert (project.papers / "b.yaml").read_text() == files["b.yaml"]


def test_a_rule_that_is_off_is_neither_named_nor_mended(tmp_path: Path) -> None:
    project = write_project(tmp_path, "arxiv: 2402.10000\n")
    set_rules(project, "quoting: off")

    assert check(project) == ()
    assert broadsheet(tmp_path, "check", "--fix").returncode == 0
    assert (project.papers / "papers.yaml").read_text() == "arxiv: 2402.10000\n"


def test_a_rule_weighs_what_the_collection_says(tmp_path: Path) -> None:
    project = write_project(tmp_path, "arxiv: 2402.10000\n")
    set_rules(project, "quoting: error")

    assert broadsheet(tmp_path, "check").returncode == 1


def set_rules(project: Project, line: str) -> None:
    project.checks.parent.mkdir()
    project.checks.write_text(f"rules:\n  {line}\n", "utf-8")
