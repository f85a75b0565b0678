from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from broadsheet.errors import Invalid
from broadsheet.records.ids import parse_url
from broadsheet.records.loader import read_records
from broadsheet.records.models import Link
from broadsheet.records.names import Author, parse_name
from broadsheet.records.writer import record_yaml

SCHEMA = "../schema/record.json"


def test_a_record_is_written_as_a_curator_would() -> None:
    fields = {
        "featured": "2025-09-02",
        "title": "Ink: A Study",
        "id": "quill2024ink",
        "arxiv": "2401.00010",
        "authors": ["Ada Quill", "Brook, Tom"],
        "links": {"code": "https://example.org/a"},
        "summary": "Two\nlines",
        "venue": "",
    }

    assert record_yaml(fields, SCHEMA) == (
        "# yaml-language-server: $schema=../schema/record.json\n"
        'arxiv: "2401.00010"\n'
        "id: quill2024ink\n"
        'title: "Ink: A Study"\n'
        "authors:\n"
        "  - Ada Quill\n"
        "  - Brook, Tom\n"
        "featured: 2025-09-02\n"
        "summary: |-\n"
        "  Two\n"
        "  lines\n"
        "links:\n"
        "  code: https://example.org/a\n"
    )


@pytest.mark.parametrize(
    "title",
    [
        "No", "null", "~", "1.0", "- a", "a: b", "a #b", "@a", "`a`", "{{ a }}", "[a]", "&a", "*a",
        "!a", "'a", '"a"', "%a", "| a", "> a", "? a", "a\\b", "---", "=", "<<", "王: 王", "😀: a",
        "# a", ": a",
    ],
)  # fmt: skip
def test_a_title_that_looks_like_yaml_is_quoted_for_every_reader(title: str) -> None:
    text = record_yaml({"title": title}, SCHEMA)

    assert yaml.safe_load(text) == {"title": title}


def test_the_same_text_twice_is_written_out_twice() -> None:
    name = "Ada Quill"

    assert record_yaml({"authors": [name, name]}, SCHEMA).count(name) == 2


# What a loader gives back: one line, printable, without blanks around.
LINES = (
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=60)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: any(letter.isalpha() for letter in text))
)
ADDRESSES = st.from_regex(r"https://[a-z]{1,5}\.org/[!-~é王]{0,20}", fullmatch=True)


def address_or_none(text: str) -> str | None:
    try:
        return parse_url(text)
    except Invalid:
        return None


def name_or_none(text: str) -> Author | None:
    try:
        return parse_name(text)
    except Invalid:
        return None


@settings(max_examples=300)
@given(
    LINES,
    st.lists(LINES.filter(name_or_none), max_size=3),
    st.lists(ADDRESSES.filter(address_or_none), max_size=2),
)
def test_what_is_written_reads_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, title: str, names: list[str], urls: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "a.yaml"
    fields = {
        "id": "ink",
        "title": title,
        "authors": names,
        "links": {"code": urls} if urls else {},
    }
    path.write_text(record_yaml(fields, SCHEMA), encoding="utf-8")

    found = read_records(path, "a.yaml")

    assert found.problems == ()
    (record,) = found.records
    assert record.title == title
    assert list(record.authors) == [name_or_none(name) for name in names]
    assert list(record.links) == [Link("code", url) for url in urls]
