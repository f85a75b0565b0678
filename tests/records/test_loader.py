from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.loader import Records, load_records, read_records, yaml_paths
from broadsheet.records.models import Link, Origin, Record, Relation
from broadsheet.records.names import Author


def read(folder: Path, text: str) -> Records:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return read_records(folder / "a.yaml", "papers/a.yaml")


def problems_of(folder: Path, text: str) -> list[str]:
    return [str(problem).removeprefix("papers/a.yaml:") for problem in read(folder, text).problems]


def test_an_id_alone_is_a_record(tmp_path: Path) -> None:
    found = read(tmp_path, "arxiv: 2401.00010\n")

    assert found.problems == ()
    assert found.records == (
        Record(
            id="2401.00010", ids=Identifiers(arxiv="2401.00010"), origin=Origin("papers/a.yaml", 1)
        ),
    )


def test_a_whole_record_is_read(tmp_path: Path) -> None:
    text = """\
acl: 2024.ink-main.1
doi: https://doi.org/10.1000/INK
title: >
  Ink: A
  Study
authors:
  - Quill, Ada
  - {family: Brook, given: Tom, particle: van der, orcid: 0000-0002-1825-0097}
  - {group: Ink Collaboration}
published: 2024-05
featured: 2025-09-02
tags: [ink, wells]
summary: |
  First line.

  Second paragraph.
venue: INK  2024
categories: [cs.CL]
awards: [Best Quill]
links:
  code: [https://example.org/a, https://example.org/b]
  pdf: https://example.org/c.pdf
relations: {extends: [quill2020ink]}
"""

    assert read(tmp_path, text) == Records(
        (
            Record(
                id="2024.ink-main.1",
                ids=Identifiers(acl="2024.ink-main.1", doi="10.1000/ink"),
                origin=Origin("papers/a.yaml", 1),
                title="Ink: A Study",
                authors=(
                    Author("Quill", "Ada"),
                    Author("Brook", "Tom", "van der", orcid="0000-0002-1825-0097"),
                    Author("Ink Collaboration", is_group=True),
                ),
                published=PartialDate(2024, 5),
                featured=dt.date(2025, 9, 2),
                tags=("ink", "wells"),
                summary="First line.\n\nSecond paragraph.",
                venue="INK 2024",
                categories=("cs.CL",),
                awards=("Best Quill",),
                links=(
                    Link("pdf", "https://example.org/c.pdf"),
                    Link("code", "https://example.org/a"),
                    Link("code", "https://example.org/b"),
                ),
                relations=(Relation("extends", "quill2020ink"),),
            ),
        ),
        (),
    )


def test_a_file_may_hold_a_list_and_each_record_knows_its_line(tmp_path: Path) -> None:
    records = read(tmp_path, "- title: Ink\n\n- title: Well\n").records

    assert [(record.id, record.origin.line) for record in records] == [("ink", 1), ("well", 3)]


def test_one_bad_record_of_a_list_does_not_lose_the_others(tmp_path: Path) -> None:
    found = read(tmp_path, "- title: Ink\n- titel: Oops\n- title: Well\n")

    assert [record.id for record in found.records] == ["ink", "well"]
    assert [problem.line for problem in found.problems] == [2]


def test_an_arxiv_doi_makes_an_arxiv_paper(tmp_path: Path) -> None:
    (record,) = read(tmp_path, "doi: 10.48550/arXiv.2401.00010\n").records

    assert record.id == "2401.00010"
    assert record.ids == Identifiers(arxiv="2401.00010", doi="10.48550/arxiv.2401.00010")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("arxiv: 2401.0001", "1:1: error: `2401.0001` is not an arXiv id: ids of 2024 have 5 "
         "digits after the dot (was a digit lost? quote the id in YAML)"),
        ("title: Ink\nid: Ink!", "2:1: error: `Ink!` cannot be an id (use a-z, 0-9, dots and "
         "hyphens, such as lecun1998gradient)"),
        ("title: Ink\npublished: 2023-02-30", "2:1: error: `2023-02-30` is not a day of the "
         "calendar"),
        ("title: Ink\nfeatured: 2025-09", "2:1: error: `2025-09` lacks a day "
         "(write the whole date, such as 2024-05-31)"),
        ("title: Ink\nauthors:\n  - Ada Quill\n  - A and B", "4:5: error: `A and B` looks like "
         "several names (write each name as an item of its own)"),
        ("title: Ink\nauthors: [{affiliation: X}]", "2:11: error: an author needs a name "
         "(add `family:` and `given:`, or `group:`)"),
        ("title: Ink\nauthors: [{family: A, group: B}]", "2:11: error: an author is a person or a "
         "group (remove `group`, or `family` and `given`)"),
        ("title: Ink\nauthors: [{family: A, orcid: 1}]", "2:11: error: `1` is not an ORCID "
         "(write it like 0000-0002-1825-0097)"),
        ("title: Ink\nlinks:\n  code: [https://example.org, 'javascript:x']", "3:31: error: "
         "`javascript:x` is not a web address (start it with https://)"),
        ("venue: INK", "1:1: error: the record names no paper (add `arxiv:`, `doi:`, `acl:`, "
         "`openreview:`, `pmid:`, `url:` or `title:`)"),
        ("just text", "1:1: error: must be a mapping, not text (write `key: value` lines)"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_at_its_line(tmp_path: Path, text: str, problem: str) -> None:
    found = problems_of(tmp_path, text)

    assert len(found) == 1
    assert found[0].startswith(problem)


def test_wrong_shapes_and_wrong_values_are_named_together(tmp_path: Path) -> None:
    text = "titel: Ink\npublished: soon\nlinks: {code: x, repo: y}\nauthors: [A and B, [c]]\n"

    assert sorted(line.split(":")[0] for line in problems_of(tmp_path, text)) == list("123344")


def test_more_records_than_fit_in_a_file_are_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, "".join(f"- title: Ink {n}\n" for n in range(501)))

    assert [problem.message for problem in found.problems] == [
        "the file has 501 records; at most 500 fit in one"
    ]


def test_all_files_are_read_in_the_order_of_their_paths(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "papers"
    (folder / "b").mkdir(parents=True)
    for name in ("c.yml", "a.yaml", "b/z.YAML"):
        (folder / name).write_text(f"title: {Path(name).stem}\n", encoding="utf-8")
    (folder / "notes.txt").write_text("not a record", encoding="utf-8")

    found = load_records(folder, tmp_path)

    assert [(record.id, record.origin.path) for record in found.records] == [
        ("a", "content/papers/a.yaml"),
        ("z", "content/papers/b/z.YAML"),
        ("c", "content/papers/c.yml"),
    ]


def test_hidden_files_of_editors_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".#a.yaml").symlink_to("nobody@nowhere")
    (tmp_path / "a.yaml").touch()

    assert yaml_paths(tmp_path) == [tmp_path / "a.yaml"]


def test_a_folder_that_is_not_there_has_no_records(tmp_path: Path) -> None:
    assert load_records(tmp_path / "papers", tmp_path) == Records((), ())


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such file names")
def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.yaml"))
    path.write_text("titel: Ink\n", encoding="utf-8")

    (problem,) = load_records(tmp_path, tmp_path).problems

    assert str(problem).startswith(r"\udcff.yaml:1:1: error: unknown key")


LINES = st.sampled_from([
    "title: Ink", "title: ''", "titel: x", "arxiv: 2401.00001v1", "arxiv: x",
    "doi: 10.48550/arxiv.x", "authors: [A B, {family: C}]", "authors: [{given: ''}, '']",
    "authors: x", "published: 2024-13", "published: 2024", "featured: x", "tags: [a, ~, '']",
    "links: {code: x, pdf: [y, 'https://a.b/']}", "relations: {extends: [a]}", "id: page", "id: a",
    "url: 'http://['", "- title: a", "  - b", "*a",
])  # fmt: skip


@settings(max_examples=300)
@given(st.lists(LINES, max_size=8).map("\n".join) | st.text(max_size=80))
def test_whatever_a_file_says_it_becomes_records_or_problems_within_its_lines(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.yaml"
    path.write_bytes(text.encode("utf-8", "replace"))

    found = read_records(path, "a.yaml")

    last = max(1, len(text.splitlines()))
    assert found.records or found.problems or text.strip() in ("[]",)
    assert all(1 <= problem.line <= last for problem in found.problems)
