from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.shapes import (
    ReadingListShape,
    RecordShape,
    did_you_mean,
    fitting_part,
    shape_problems,
)
from broadsheet.records.yaml_file import Tree, YamlFile, read_yaml


def problems_of(folder: Path, text: str, shape: type = RecordShape) -> list[str]:
    path = folder / "a.yaml"
    path.write_text(text, encoding="utf-8")
    file = read_yaml(path, "a.yaml")
    return [str(problem) for problem in shape_problems(file, file.tree, shape, ())]


def test_a_record_in_shape_has_no_problem(tmp_path: Path) -> None:
    text = "title: Ink\nauthors: [Ada Quill, {family: Brook}]\nlinks: {code: [a, b], pdf: c}\n"

    assert problems_of(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("titel: Ink", "1:1: error: unknown key `titel` (did you mean `title`?)"),
        ("links: {repo: x}", "1:9: error: unknown key `repo` (known: blog, code, dataset, demo, "
         "model, pdf, poster, project, slides, video)"),
        ("title: [a]", "1:1: error: `title` must be text, not a list (put it in quotes)"),
        ("title: {a: b}", "1:1: error: `title` must be text, not a mapping (put it in quotes)"),
        ("tags: ink", "1:1: error: `tags` must be a list, not text (write `tags: [one, two]`)"),
        ("tags: [a, ~]", "1:11: error: `tags` must be text, not nothing (remove the empty entry)"),
        ("links: x", "1:1: error: `links` must be a mapping, not text "
         "(write `key: value` lines below `links:`)"),
        ("authors: [[a]]", "1:11: error: `authors` must be text or a mapping, not a list"),
        ("links: {code: {a: b}}", "1:9: error: `code` must be text or a list, not a mapping"),
        ("- title: a", "1:1: error: must be a mapping, not a list (write `key: value` lines)"),
    ],
)  # fmt: skip
def test_what_is_out_of_shape_is_named_with_a_way_to_mend_it(
    tmp_path: Path, text: str, problem: str
) -> None:
    assert problems_of(tmp_path, text) == [f"a.yaml:{problem}"]


def test_all_that_is_out_of_shape_is_named_in_one_pass(tmp_path: Path) -> None:
    found = problems_of(tmp_path, "titel: Ink\ntags: x\nlinks: {repo: y}\nauthors: [{name: A}]\n")

    assert [line.split(":")[1] for line in found] == ["1", "2", "3", "4"]


def test_a_key_that_must_be_there_is_missed(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "title: Ink\n", ReadingListShape) == [
        "a.yaml:1:1: error: `papers` is missing"
    ]


def test_the_fitting_part_is_what_is_left_without_the_mistakes() -> None:
    tree = {
        "titel": "x",
        "title": ["a"],
        "tags": ["a", None, "b"],
        "links": {"code": "c", "q": "r"},
    }

    assert fitting_part(tree, RecordShape) == {"tags": ["a", "b"], "links": {"code": "c"}}


def test_a_far_word_gets_the_known_ones_if_they_are_few() -> None:
    assert did_you_mean("zzz", ["b", "a"]) == "known: a, b"
    assert did_you_mean("zzz", [str(number) for number in range(21)]) == ""


def test_a_word_of_a_megabyte_is_not_compared_for_minutes() -> None:
    assert did_you_mean("title" * 200_000, ["title"]) == "known: title"


KEYS = st.sampled_from([*RecordShape.__struct_fields__, "code", "family", "supersedes", "titel"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.none() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@given(TREES)
def test_a_tree_without_problems_converts_and_any_other_has_a_fitting_part(tree: Tree) -> None:
    file = YamlFile("a.yaml")

    if not shape_problems(file, tree, RecordShape, ()):
        assert isinstance(msgspec.convert(tree, RecordShape), RecordShape)
    elif isinstance(tree, dict):
        assert msgspec.convert(fitting_part(tree, RecordShape), RecordShape)
