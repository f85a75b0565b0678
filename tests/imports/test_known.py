from __future__ import annotations

from broadsheet.imports.known import KnownPapers
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Origin, Record

INK = Record(
    id="2401.00001", ids=Identifiers(arxiv="2401.00001"), origin=Origin("a.yaml"), title="On Ink"
)
WELL = Record(id="well", ids=Identifiers(doi="10.1000/w"), origin=Origin("b.yaml"), title="Wells")


def test_a_paper_is_found_by_identifier_whatever_its_title() -> None:
    facts = Facts(title="Renamed", ids=Identifiers(arxiv="2401.00001"))

    assert KnownPapers([INK, WELL]).find(facts) == ("2401.00001",)


def test_a_paper_is_found_by_another_spelling_of_its_title() -> None:
    assert KnownPapers([INK, WELL]).find(Facts(title="ON {INK}")) == ("2401.00001",)


def test_a_paper_is_found_by_the_title_that_a_source_gave() -> None:
    known = KnownPapers([INK])
    known.add("2401.00001", Identifiers(), "Of Ink")

    assert known.find(Facts(title="of ink")) == ("2401.00001",)


def test_identifiers_that_lead_to_two_papers_are_ambiguous() -> None:
    facts = Facts(ids=Identifiers(arxiv="2401.00001", doi="10.1000/w"))

    assert KnownPapers([INK, WELL]).find(facts) == ("2401.00001", "well")


def test_an_equal_title_with_another_identifier_of_the_kind_is_another_paper() -> None:
    facts = Facts(title="On Ink", ids=Identifiers(arxiv="2401.00002"))

    assert KnownPapers([INK]).find(facts) == ()


def test_an_equal_title_with_an_identifier_of_another_kind_is_the_paper() -> None:
    facts = Facts(title="On Ink", ids=Identifiers(doi="10.1000/ink"))

    assert KnownPapers([INK]).find(facts) == ("2401.00001",)


def test_titles_without_letters_find_nothing() -> None:
    known = KnownPapers([])
    known.add("x", Identifiers(), "?")

    assert known.find(Facts(title="!")) == ()


def test_a_new_id_is_the_derived_one_or_counts_up() -> None:
    known = KnownPapers([INK], reserved=["of-sand"])

    assert known.new_id(Facts(title="On Sand")) == "on-sand"
    assert known.new_id(Facts(title="Of Sand")) == "of-sand-2"
