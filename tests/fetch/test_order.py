"""The order of sources, from the settings and without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.fetch.order import DEFAULT_ORDER, ORDERED, FieldOrder, OrderShape, rank, read_order
from broadsheet.fetch.settings import read_settings
from broadsheet.fetch.source import find_sources


def settings(folder: Path, text: str) -> Path:
    path = folder / "sources.yaml"
    path.write_text(text, "utf-8")
    return path


def test_every_field_can_be_set() -> None:
    assert set(OrderShape.__struct_fields__) == {"default", *ORDERED}


def test_every_source_has_a_place_in_every_order() -> None:
    known = {source.name for source in find_sources(()).sources} - {"github-votes"}
    assert all(known <= set(names) for names in DEFAULT_ORDER.by_field.values())


def test_sources_that_are_not_known_follow_by_name() -> None:
    names = DEFAULT_ORDER.by_field["title"]
    assert sorted(["zoo", "arxiv", "bee"], key=lambda one: rank(names, one)) == [
        "arxiv", "bee", "zoo",
    ]  # fmt: skip


def test_a_list_of_the_settings_goes_first(tmp_path: Path) -> None:
    path = settings(tmp_path, "order: {title: [zoo, crossref]}")
    found = read_order(path, "sources.yaml")
    assert found.by_field["title"][:2] == ("zoo", "crossref")
    assert found.by_field["abstract"] == DEFAULT_ORDER.by_field["abstract"]


def test_the_default_is_for_fields_without_a_list() -> None:
    found = FieldOrder.of({"default": ["dblp"], "title": ["crossref"]})
    assert found.by_field["pages"][0] == "dblp"
    assert found.by_field["title"][0] == "crossref"
    assert "dblp" not in found.by_field["title"][:2]


def test_no_file_and_no_section_are_the_default(tmp_path: Path) -> None:
    assert read_order(tmp_path / "none.yaml", "none.yaml") == DEFAULT_ORDER
    assert read_order(settings(tmp_path, "contact: a@example.org"), "s") == DEFAULT_ORDER


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("order: {titel: [arxiv]}", "unknown key `titel`"),
        ("order: {title: arxiv}", "`title` must be a list"),
        ("order: {title: [arxvi]}", "there is no source `arxvi`"),
        ("order: [arxiv]", "`order` must be a mapping"),
        ("order: {title: [{a: b}]}", "must be text"),
    ],
)
def test_what_is_wrong_is_named_and_counts_as_not_said(
    tmp_path: Path, text: str, message: str
) -> None:
    path = settings(tmp_path, text)
    problems = read_settings(path, "sources.yaml", find_sources(()).sources).problems
    assert [message in str(problem) for problem in problems] == [True], problems
    read_order(path, "sources.yaml")
