from __future__ import annotations

import pytest

from broadsheet.errors import Severity
from broadsheet.records.catalogue import (
    Catalogue,
    find_name,
    names_of,
    record_names,
    relation_problems,
    sole_records,
)
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Origin, Paper, Record, Relation
from broadsheet.records.places import Places


def paper(paper_id: str, **ids: str) -> Paper:
    return Paper(id=paper_id, ids=Identifiers(**ids), origin=Origin("a.yaml"), title=paper_id)


def record(
    paper_id: str, title: str = "", line: int = 1, relations: tuple[Relation, ...] = (), **ids: str
) -> Record:
    return Record(
        id=paper_id,
        ids=Identifiers(**ids),
        origin=Origin("papers/a.yaml", line),
        title=title,
        relations=relations,
    )


INK = paper("2401.00001", arxiv="2401.00001", doi="10.1000/ink")
WELL = paper("quill2024well", openreview="aB3_x-Yz09")


@pytest.mark.parametrize(
    "text",
    ["2401.00001", "arXiv:2401.00001v3", "https://arxiv.org/abs/2401.00001", "doi.org/10.1000/INK"],
)
def test_a_paper_is_found_by_any_of_its_names(text: str) -> None:
    assert Catalogue.of([INK, WELL]).find(text) == INK


@pytest.mark.parametrize("text", ["", "2401.00002", "attention"])
def test_an_unknown_name_finds_nothing(text: str) -> None:
    assert Catalogue.of([INK, WELL]).find(text) is None


def test_papers_stay_in_their_order() -> None:
    assert Catalogue.of([WELL, INK]).papers == (WELL, INK)


def test_of_two_papers_with_one_name_the_first_keeps_it() -> None:
    copy = paper("copy", doi="10.1000/ink")

    assert Catalogue.of([INK, copy]).find("10.1000/ink") == INK


def test_each_identifier_is_named_with_its_kind() -> None:
    assert list(names_of(INK.ids)) == ["arxiv:2401.00001", "doi:10.1000/ink"]


def test_record_names_lead_to_the_first_record() -> None:
    names = record_names([record("a", doi="10.1000/1"), record("b", doi="10.1000/1")])

    assert find_name(names, "https://doi.org/10.1000/1") == "a"


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (record("ink", line=9), "duplicate paper: id `ink` stands twice"),
        (record("x", line=9, doi="10.1000/1"), "duplicate paper: doi `10.1000/1` stands twice"),
    ],
)
def test_a_record_that_repeats_another_is_dropped_with_a_problem(
    second: Record, message: str
) -> None:
    first = record("ink", line=3, doi="10.1000/1")

    kept, (problem,) = sole_records([first, second])

    assert kept == (first,)
    assert (problem.line, problem.message) == (9, message)
    assert problem.hint == "first in papers/a.yaml:3; keep one of them"


def test_an_equal_title_is_kept_with_a_warning() -> None:
    kept, (problem,) = sole_records([record("a", "On Ink"), record("b", "ON {INK}", line=5)])

    assert len(kept) == 2
    assert problem.severity is Severity.WARNING
    assert problem.line == 5


def test_titles_without_letters_are_not_equal() -> None:
    assert sole_records([record("a", "?"), record("b", "!")])[1] == ()


def test_records_without_a_title_are_not_equal() -> None:
    assert sole_records([record("a"), record("b")])[1] == ()


def test_a_relation_to_a_paper_that_is_not_here_is_named_at_its_line(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("site")
    (root / "papers").mkdir()
    text = (
        "title: Ink\nrelations:\n  extends:\n    - quill2024well\n    - quill2024wel\n    - ink\n"
    )
    (root / "papers" / "a.yaml").write_text(text, encoding="utf-8")
    targets = ("quill2024well", "quill2024wel", "ink")
    ink = record("ink", "Ink", relations=tuple(Relation("extends", one) for one in targets))

    problems = relation_problems(
        [ink], {"quill2024well": "quill2024well", "ink": "ink"}, Places(root)
    )

    assert [(one.line, one.message, one.hint) for one in problems] == [
        (5, "no paper `quill2024wel` in this collection", "did you mean `quill2024well`?"),
        (6, "a paper relates to itself", ""),
    ]
