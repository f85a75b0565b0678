from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import Problem, Severity
from broadsheet.records.yaml_file import YamlFile, read_yaml


def read(folder: Path, text: str | bytes) -> YamlFile:
    path = folder / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "papers/a.yaml")


def only_problem(file: YamlFile) -> Problem:
    (problem,) = file.problems
    return problem


@pytest.mark.parametrize(
    "scalar", ["2301.10000", "No", "2024-05-06", "0x1F", "1e3", "12:30", "=", "<<"]
)
def test_every_scalar_stays_the_text_it_is(tmp_path: Path, scalar: str) -> None:
    assert read(tmp_path, f"title: {scalar}\n").tree == {"title": scalar}


@pytest.mark.parametrize("nothing", ["", "~", "null", "Null", "NULL"])
def test_a_key_without_a_value_is_not_there(tmp_path: Path, nothing: str) -> None:
    assert read(tmp_path, f"title: Ink\nvenue: {nothing}\n").tree == {"title": "Ink"}


def test_a_quoted_null_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "title: 'null'\n").tree == {"title": "null"}


def test_each_value_has_its_place_and_a_value_of_a_key_the_key_s(tmp_path: Path) -> None:
    file = read(tmp_path, "- title: Ink\n  links:\n    code: [a, b]\n")

    assert file.marks[(0, "links", "code")] == (3, 5)
    assert file.marks[(0, "links", "code", 1)] == (3, 15)


def test_a_problem_goes_to_the_nearest_place_that_is_known(tmp_path: Path) -> None:
    file = read(tmp_path, "title: Ink\nlinks: {code: a}\n")

    assert file.problem(("links", "code", 7, "x"), "no").line == 2
    assert file.problem(("venue",), "no").line == 1


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "~\n", "\ufeff"])
def test_an_empty_file_is_named(tmp_path: Path, text: str) -> None:
    file = read(tmp_path, text)

    assert file.tree is None
    assert file.problems[-1].message == "the file is empty"


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("title: Ink\ntitle: Well\n", 2, 1, "key `title` stands twice", "first in line 1"),
        ("links: {a: b, a: c}\n", 1, 15, "key `a` stands twice", "first in line 1"),
        ("a: x\nb: *a\n", 2, 4, "the alias `*a` is not read", "write the value out"),
        ("title: x\n*a : b\n", 2, 1, "the alias `*a` is not read", "write the value out"),
        ("a: x\nb: &Co Ink\n", 2, 4, "the anchor `&Co` is not read", "`&` needs quotes"),
        ("a: !!python/object:os.x {}\n", 1, 4, "tag `!!python/object:os.x`", "remove it"),
        ("a: !!binary aGk=\n", 1, 4, "the tag `!!binary` is not read", "remove it"),
        ("a: ! Ink\n", 1, 4, "the tag `!` is not read", "`!` needs quotes"),
        ("a: x\n---\nb: y\n", 2, 1, "a second document starts here", "a list of records"),
        ("a: x\n? [b]\n: c\n", 2, 3, "a key must be text", "needs quotes"),
        ("title: {{ ink }}\n", 1, 9, "a key must be text", "starts with `{`"),
        ('"": b\n', 1, 1, "a key is missing before `:`", ""),
        ("é: é\nbé: o\x1b\n", 2, 6, "character U+001B is not allowed", "invisible"),
        ('a: "ring\\a"\n', 1, 4, "the text has the character U+0007", "remove it"),
    ],
)
def test_what_is_not_read_is_named_where_it_stands_and_the_rest_is_read(
    tmp_path: Path, text: str, line: int, column: int, message: str, hint: str
) -> None:
    file = read(tmp_path, text)

    problem = file.problems[0]
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert hint in problem.hint
    assert file.tree is not None


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "hint"),
    [
        ("title: Ink\n\tvenue: x\n", 2, 1, "found a tab character", "not tabs"),
        ("authors:\n\t- Ada\n", 2, 1, "cannot start any token", "not tabs"),
        (
            "title: Ink\nauthors Ada\nvenue: x\n",
            2,
            1,
            "`authors Ada` lacks a colon",
            "`key: value`",
        ),
        ("title Ink\nvenue: x\n", 1, 1, "`title Ink` lacks a colon", "`key: value`"),
        ("title:Ink\nvenue: x\n", 1, 1, "`title:Ink` lacks a colon", "a colon and a blank"),
        ("title: Ink: a study\n", 1, 11, "mapping values are not allowed", "in quotes"),
        ("title: @Ink\n", 1, 8, "cannot start any token", "in quotes"),
        ("title: `Ink`\n", 1, 8, "cannot start any token", "in quotes"),
        ('venue: x\ntitle: "Ink\nid: a\n', 2, 8, "unexpected end of stream", "quotes"),
        ("title: 'it's ink'\n", 1, 12, "did not find expected key", "quotes"),
        ("title: Ink\nauthors: [Ada,\n", 2, 15, "expected node content", "check"),
        ("a: x\nb: \x00\n", 2, 4, "character U+0000 is not allowed", "UTF-8"),
        ("a: " + "\x1b" * 20, 1, 4, "character U+001B is not allowed", "UTF-8"),
        ("%FOO\n---\na: b\n", 1, 5, "unknown directive", "check"),
        ("a: x\r\nb: [x\r\nc: y\r\n", 3, 2, "expected ',' or ']'", "check"),
    ],
)
def test_what_is_no_yaml_is_named_where_it_is_wrong(
    tmp_path: Path, text: str, line: int, column: int, message: str, hint: str
) -> None:
    file = read(tmp_path, text)

    problem = only_problem(file)
    assert (problem.line, problem.column) == (line, column)
    assert message in problem.message
    assert hint in problem.hint
    assert file.tree is None


def test_several_mistakes_are_named_in_one_pass(tmp_path: Path) -> None:
    file = read(tmp_path, "a: *x\nb: !t y\nb: z\nc: &d e\n")

    assert [problem.line for problem in file.problems] == [1, 2, 3, 4]


def test_windows_line_breaks_are_line_breaks(tmp_path: Path) -> None:
    file = read(tmp_path, "title: Ink\r\nsummary: |\r\n  two\r\n  lines\r\nid: a\r\n")

    assert file.tree == {"title": "Ink", "summary": "two\nlines\n", "id": "a"}
    assert file.marks[("id",)] == (5, 1)


def test_a_rare_line_separator_does_not_shift_the_lines(tmp_path: Path) -> None:
    file = read(tmp_path, "title: 'ink\u2028well'\nid: a\n")

    assert file.tree["title"] == "ink well"
    assert file.marks[("id",)] == (2, 1)


def test_a_byte_order_mark_is_a_warning_and_the_file_is_read(tmp_path: Path) -> None:
    file = read(tmp_path, b"\xef\xbb\xbftitle: Ink\n")

    assert only_problem(file).severity is Severity.WARNING
    assert file.tree == {"title": "Ink"}


def test_latin_1_is_named_at_its_first_byte(tmp_path: Path) -> None:
    problem = only_problem(read(tmp_path, "title: Ink\nvenue: é".encode() + b"\xfc"))

    assert (problem.line, problem.column) == (2, 9)
    assert problem.message == "byte 0xFC is not UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_unicode_encodings_are_named(tmp_path: Path, encoding: str) -> None:
    problem = only_problem(read(tmp_path, "title: Ink\n".encode(encoding)))

    assert problem.line == 1
    assert "save the file as UTF-8" in problem.hint


def test_a_file_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    problem = only_problem(read_yaml(tmp_path / "gone.yaml", "gone.yaml"))

    assert str(problem) == "gone.yaml:1:1: error: cannot be read: No such file or directory"


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    assert "it is not a file" in only_problem(read_yaml(tmp_path, "papers")).message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_hang_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    assert "it is not a file" in only_problem(read_yaml(tmp_path / "a.yaml", "a.yaml")).message


def test_a_file_that_the_system_does_not_give_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").touch()

    assert only_problem(read_yaml(tmp_path / "a" / "b.yaml", "b.yaml")).message == (
        "cannot be read: Not a directory"
    )


def test_an_alias_bomb_is_met_before_it_grows(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]

    file = read(tmp_path, "\n".join(lines))

    assert len(file.problems) == 12 + 11 * 9
    assert max(len(value) for value in file.tree.values()) == 9


def peak_of_reading(path: Path) -> int:
    """Return the bytes that reading a file needs at most."""
    tracemalloc.start()
    try:
        read_yaml(path, "a.yaml")
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_file_of_50_mb_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    problem = only_problem(read_yaml(path, "a.yaml"))

    assert problem.message == "the file has more than 8 MB, too much to read"
    assert problem.hint == "split it into smaller files"
    assert peak_of_reading(path) < 20_000_000


@pytest.mark.parametrize(
    ("piece", "message"),
    [("- a\n", "more than 200,000 values"), ("- *a\n", "more than 1000 Problems")],
)
def test_a_file_of_endless_values_is_given_up_in_bounded_memory(
    tmp_path: Path, piece: str, message: str
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(piece * 400_000, encoding="utf-8")

    assert message in read_yaml(path, "a.yaml").problems[-1].message
    assert peak_of_reading(path) < 100_000_000


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_a_nest_of_100_000_levels_is_left_at_the_25th(tmp_path: Path, opening: str) -> None:
    file = read(tmp_path, opening * 100_000)

    assert file.problems[-1].message == "nested more than 24 levels deep"
    # libyaml reads ahead of its events, and gives up by itself from 0.2.6 on.
    assert file.problems[-1].column in (24 * len(opening) + 1, 1001)


PIECES = st.sampled_from([
    "title", "a", ": ", ":", "- ", "? ", "\n", "\r\n", "\r", "  ", "\t", "[", "]", "{", "}", ",",
    "'", '"', "|", ">", "&a ", "*a", "!t ", "!!str ", "---", "...", "%", "@", "`", "#", "\\", "~",
    "é", "王", "\x85", "\u2028", "\ufeff", "\x00", "\x7f", "\U0001f600", "<<: ", "\\x", "\\uD800",
])  # fmt: skip


@settings(max_examples=600)
@given(st.lists(PIECES, max_size=25).map("".join).map(str.encode) | st.binary(max_size=60))
def test_whatever_a_file_holds_it_is_read_or_named_within_its_lines(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = read(tmp_path_factory.getbasetemp(), data)

    last = max(1, len(data.decode("utf-8", "replace").splitlines()))
    assert file.tree is not None or file.problems
    assert all(1 <= problem.line <= last and problem.column >= 1 for problem in file.problems)
