from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from broadsheet.records.schema import schema_reference, schemas, write_schemas
from broadsheet.records.shapes import RecordShape
from broadsheet.records.yaml_file import read_yaml

RECORD = """\
arxiv: "2401.00001"
title: "Improved Wells for Optimization-Based Ink"
authors:
  - Ada Quill
  - Brook, Tom
  - {family: Fiore, given: Rosa, orcid: 0000-0002-1825-0097, affiliation: Ink Lab}
published: 2024-01-31
featured: 2025-09-02
tags: [ink, wells]
summary: Two sentences in the curator's own words. They are *Markdown*.
venue: INK 2025
abstract: Quills need ink.
links: {code: https://example.org/code, project: [https://example.org/a, https://example.org/b]}
relations: {supersedes: ["2301.00001"], extends: [quill2020ink], compares: [brook2021well]}
"""


@pytest.fixture
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(schemas()["record.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def tree_of(folder: Path, text: str) -> Any:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    return read_yaml(folder / "a.yaml", "a.yaml").tree


def test_the_schema_accepts_a_whole_record(
    tmp_path: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert list(validator.iter_errors(tree_of(tmp_path, RECORD))) == []


def test_the_schema_accepts_a_list_of_records(
    tmp_path: Path, validator: jsonschema.Draft202012Validator
) -> None:
    assert validator.is_valid(tree_of(tmp_path, "- arxiv: '2401.00001'\n- title: Ink\n"))


@pytest.mark.parametrize(
    "line", ["titel: Ink", "links: {repo: 'https://example.org'}", "authors: [{name: Ada}]"]
)
def test_the_schema_refuses_an_unknown_key(
    tmp_path: Path, validator: jsonschema.Draft202012Validator, line: str
) -> None:
    assert not validator.is_valid(tree_of(tmp_path, f"id: ink\n{line}\n"))


@pytest.mark.parametrize(
    "record",
    [{"published": "31.01.2024"}, {"featured": "2024-01"}, {"url": "example.org"}, {"tags": "ink"}],
)
def test_the_schema_refuses_a_value_of_the_wrong_form(
    validator: jsonschema.Draft202012Validator, record: dict[str, object]
) -> None:
    assert not validator.is_valid(record)


@pytest.mark.parametrize("record", [{"arxiv": 2401.00001}, {"published": 2024}, {"pmid": 23193287}])
def test_the_schema_takes_what_an_editor_sees_as_a_number(
    validator: jsonschema.Draft202012Validator, record: dict[str, object]
) -> None:
    assert validator.is_valid(record)


def test_every_key_of_a_record_is_in_the_schema() -> None:
    record = json.loads(schemas()["record.json"])["$defs"]["RecordShape"]

    assert set(record["properties"]) == set(RecordShape.__struct_fields__)


def test_the_schemas_are_written_the_same_each_time(tmp_path: Path) -> None:
    write_schemas(tmp_path / "schema")
    first = {path.name: path.read_bytes() for path in (tmp_path / "schema").iterdir()}
    write_schemas(tmp_path / "schema")

    assert sorted(first) == ["reading-list.json", "record.json", "tags.json"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "schema").iterdir()} == first


def test_a_record_refers_to_its_schema_by_a_relative_path() -> None:
    content = Path("any", "content")

    assert schema_reference(content / "papers" / "a.yaml", content / "schema") == (
        "../schema/record.json"
    )
    assert schema_reference(content / "tags.yaml", content / "schema", "tags") == "schema/tags.json"
