"""Papers that are here, by whatever names them."""

from __future__ import annotations

import datetime as dt

import pytest

from broadsheet.adding.known import Known
from broadsheet.fetch.answers import Answer
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link
from samples import people, record

DAY = dt.date(2025, 9, 1)
SOCKS = record("hare", arxiv="2401.00001", links={"code": "https://github.com/hare/wool"})
FACTS = Facts(
    title="On the Pairing of Socks",
    authors=people("Wilma Hare"),
    ids=Identifiers(doi="10.18653/v1/2025.acl-long.203", s2="99"),
    links=(Link("pdf", "https://proceedings.example/hare.pdf"),),
)


@pytest.fixture
def known() -> Known:
    return Known([SOCKS], {"crossref": {"hare": Answer("hare", "10.1/a", DAY, FACTS)}})


@pytest.mark.parametrize(
    "ids",
    [
        Identifiers(arxiv="2401.00001"),
        Identifiers(doi="10.48550/arxiv.2401.00001"),
        Identifiers(doi="10.18653/v1/2025.acl-long.203"),
        Identifiers(acl="2025.acl-long.203"),
        Identifiers(s2="99"),
    ],
)
def test_by_any_identifier_of_record_and_lock(known: Known, ids: Identifiers) -> None:
    assert known.by_ids(ids) == "hare"


@pytest.mark.parametrize(
    "url", ["http://github.com/Hare/wool.git", "https://proceedings.example/hare.pdf"]
)
def test_by_an_address_of_record_and_lock(known: Known, url: str) -> None:
    assert known.by_address(url) == "hare"


def test_by_title_in_another_spelling(known: Known) -> None:
    assert known.by_title("On the pairing of {S}ocks.") == "hare"


def test_by_title_and_first_author(known: Known) -> None:
    same = Facts(title=FACTS.title, authors=people("W. Hare", "Otto Bee"))
    other = Facts(title=FACTS.title, authors=people("Otto Bee"))
    assert (known.by_facts(same), known.by_facts(other)) == ("hare", "")


def test_another_arxiv_id_is_another_paper(known: Known) -> None:
    ids = Identifiers(arxiv="2402.00002")
    assert known.by_facts(Facts(title=FACTS.title, authors=FACTS.authors, ids=ids)) == ""


def test_answers_without_a_record_name_nothing() -> None:
    known = Known([], {"crossref": {"gone": Answer("gone", "10.1/a", DAY, FACTS)}})
    assert known.by_ids(FACTS.ids) == ""
