from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import Severity
from broadsheet.imports.daily_papers import DailyPapers
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported
from broadsheet.records.models import Facts, Link

INK = "Ink and Wells: A Study of Quills"
INK_ABSTRACT = (
    "We study ink in wells, and find that quills which rest in it for a night write better."
)
SAND = "How Does Sand Dry? Learning from Blotters"
SAND_ABSTRACT = (
    "Sand dries a letter faster than a blotter does, as long as it is fine, dry and cheap. "
    r"Ours reached \textit{62\%} (53. 6\%) of all tasks.Our project page is at "
    "https://sand.example/{https://sand.example/}."
)


def page(*paragraphs: str, date: str = "Sep 2") -> str:
    above = ["new", "Get papers by mail!", "Subscribe", "Daily Papers", "byAda and the others"]
    return "\n\n".join([*above, *([date] if date else []), *paragraphs])


def read(text: str, edition: dt.date | None = dt.date(2025, 9, 2)) -> Imported:
    return DailyPapers().read("page.txt", text, edition)


def problems_of(imported: Imported) -> list[str]:
    return [str(problem).removeprefix("page.txt:") for problem in imported.problems]


@pytest.mark.parametrize(
    ("text", "is_page"),
    [(page(INK, INK_ABSTRACT), True), ("@article{quill, title = {Daily Papers}}", False)],
)
def test_a_page_is_known_by_its_heading(tmp_path: Path, text: str, is_page: bool) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")

    assert DailyPapers().recognises(ImportFile(path, "page.txt")) is is_page


def test_titles_and_abstracts_come_in_turn_each_with_its_line() -> None:
    imported = read(page(INK, INK_ABSTRACT, SAND, SAND_ABSTRACT))

    assert imported.problems == ()
    assert [(paper.line, paper.facts.title) for paper in imported.papers] == [(13, INK), (17, SAND)]
    assert imported.papers[0].facts == Facts(title=INK, abstract=INK_ABSTRACT)


def test_an_abstract_comes_out_clean_with_its_links() -> None:
    facts = read(page(SAND, SAND_ABSTRACT)).papers[0].facts

    assert facts.abstract.endswith(
        "Ours reached 62% (53.6%) of all tasks. Our project page is at https://sand.example/."
    )
    assert facts.links == (Link("project", "https://sand.example/"),)


def test_an_abstract_of_several_lines_is_one_paragraph() -> None:
    assert read(page(INK, INK_ABSTRACT.replace(" ", "\n"))).papers[0].facts.abstract == INK_ABSTRACT


def test_windows_line_breaks_make_no_difference() -> None:
    text = page(INK, INK_ABSTRACT)

    assert read(text.replace("\n", "\r\n")) == read(text)


def test_papers_are_featured_in_the_edition_that_is_given() -> None:
    assert read(page(INK, INK_ABSTRACT)).papers[0].featured == dt.date(2025, 9, 2)


def test_without_a_year_no_paper_is_featured_and_a_warning_says_how_to_give_it() -> None:
    imported = read(page(INK, INK_ABSTRACT), edition=None)

    assert imported.papers[0].featured is None
    assert problems_of(imported) == [
        "11:1: warning: `Sep 2` lacks its year, so no paper is featured "
        "(give it: --edition YYYY-09-02)"
    ]


def test_a_date_with_its_year_is_enough() -> None:
    imported = read(page(INK, INK_ABSTRACT, date="September 2, 2025"), edition=None)

    assert imported.papers[0].featured == dt.date(2025, 9, 2)
    assert imported.problems == ()


@pytest.mark.parametrize(
    ("date", "edition", "problem"),
    [
        (
            "Sep 2",
            dt.date(2025, 9, 3),
            "11:1: warning: the page is of `Sep 2`, but 2025-09-03 was given",
        ),
        ("Feb 30", None, "11:1: warning: `Feb 30` is not a day"),
        ("", None, "9:1: warning: the page has no date"),
    ],
)
def test_a_date_that_does_not_fit_is_named(
    date: str, edition: dt.date | None, problem: str
) -> None:
    (found,) = problems_of(read(page(INK, INK_ABSTRACT, date=date), edition))

    assert found.startswith(problem)


def test_a_title_without_abstract_is_named_and_the_next_is_read() -> None:
    imported = read(page(INK, SAND, SAND_ABSTRACT))

    assert [paper.facts.title for paper in imported.papers] == [SAND]
    assert problems_of(imported) == [
        f"13:1: error: this title has no abstract, so it is not imported: `{INK}` "
        "(put its abstract below it, or add the paper by its id)"
    ]


def test_an_abstract_without_title_is_named_and_the_next_is_read() -> None:
    imported = read(page(INK_ABSTRACT, SAND, SAND_ABSTRACT))

    assert [paper.facts.title for paper in imported.papers] == [SAND]
    assert problems_of(imported)[0].startswith(
        f"13:1: error: this abstract has no title, so it is not imported: `{INK_ABSTRACT[:20]}"
    )


def test_a_file_that_is_cut_in_an_abstract_is_suspected() -> None:
    imported = read(page(INK, "Ink " * 100))

    assert len(imported.papers) == 1
    (problem,) = imported.problems
    assert (problem.line, problem.severity) == (15, Severity.WARNING)
    assert problem.hint == "is the file cut off?"


def test_a_file_that_is_cut_behind_a_title_is_named() -> None:
    assert problems_of(read(page(INK, INK_ABSTRACT, SAND)))[0].startswith("17:1: error: this title")


def test_a_page_without_papers_is_named() -> None:
    assert problems_of(read(page())) == [
        "1:1: error: no paper found (titles and abstracts stand in turn)"
    ]


PIECES = [
    "Daily Papers",
    "Sep 2",
    "Feb 31, 0000",
    INK,
    INK_ABSTRACT,
    "\n",
    "\n\n",
    "byX",
    "x" * 400,
]


@given(
    st.lists(st.sampled_from([*PIECES, "\r", "\u2028", "{\\"])).map("".join), st.dates() | st.none()
)
def test_every_paragraph_below_the_heading_is_a_paper_s_or_a_problem_s(
    text: str, edition: dt.date | None
) -> None:
    imported = read(f"Daily Papers\n\n{text}", edition)

    last = len(f"Daily Papers\n\n{text}".splitlines())
    assert imported.papers or imported.problems
    assert all(1 <= problem.line <= last for problem in imported.problems)
