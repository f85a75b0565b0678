from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator

from broadsheet.exports.data import PaperData, paper_data, paper_schema
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import (
    Count,
    Notice,
    Paper,
    Provenance,
    Reading,
    Repository,
)
from broadsheet.records.names import Author
from samples import paper

FULL = paper(
    title="Socks in $O(n)$",
    authors=[Author("Berg", "Jan", "van der", "Jr.", orcid="0000-0002-1825-0097"), "{Sock Team}"],
    featured="2024-06-01",
    updated="2024-07",
    ids=Identifiers(arxiv="2405.21018", doi="10.1000/1"),
    links={"code": "https://code.example/socks"},
    relations={"extends": "hare2023wool"},
    notices=(Notice("corrected", "A stitch.", PartialDate(2024, 8), "https://x.example"),),
    counts=(Count("citations", 3),),
    readings=(Reading(dt.date(2024, 8, 1), "citations", 3),),
    repositories=(Repository("https://code.example/socks", "MIT"),),
    provenance={"title": Provenance("curated"), "venue": Provenance("arxiv", dt.date(2024, 8, 1))},
    categories=("cs.LG",),
    awards=("Best Sock",),
)


def data(one: Paper) -> dict[str, Any]:
    found = paper_data(one, key="k", topics=["wool"], page=f"papers/{one.id}/")
    return dict(json.loads(msgspec.json.encode(found)))


@pytest.mark.parametrize("one", [FULL, paper(), paper(published="", authors=())])
def test_a_papers_data_fits_its_schema(one: Paper) -> None:
    Draft202012Validator(json.loads(paper_schema())).validate(data(one))


def test_the_schema_tells_a_wrong_value() -> None:
    validator = Draft202012Validator(json.loads(paper_schema()))
    assert not validator.is_valid({**data(FULL), "authors": "Jan"})


def test_no_field_of_a_paper_is_left_out() -> None:
    elsewhere = {"origin": "no reader's", "tags": "among the topics"}
    names = set(PaperData.__struct_fields__)
    assert [one for one in Paper.__struct_fields__ if one not in names | set(elsewhere)] == []


def test_what_is_not_known_is_not_there() -> None:
    assert set(data(paper(published="", authors=()))) == {
        "id", "ids", "citation_key", "title", "title_plain", "page", "topics", "type",
    }  # fmt: skip


def test_names_dates_and_histories_are_told_in_parts() -> None:
    found = data(FULL)
    assert found["authors"][0]["particle"] == "van der"
    assert found["authors"][1] == {"name": "Sock Team", "is_group": True}
    assert (found["published"], found["updated"]) == ("2024-05-31", "2024-07")
    assert found["notices"][0]["date"] == "2024-08"
    assert found["provenance"] == {
        "title": {"source": "curated"},
        "venue": {"source": "arxiv", "date": "2024-08-01"},
    }
    assert found["title_plain"] == "Socks in O(n)"
