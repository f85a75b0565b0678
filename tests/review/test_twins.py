"""One paper in two records: by its title and first author, or because a source says so."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.fetch.lock import Answer, write_answers
from broadsheet.project import Project
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts
from broadsheet.records.names import parse_name
from broadsheet.review.check import check
from samples import write_project

PREPRINT = 'arxiv: "2401.00001"\ntitle: Socks in Pairs\nauthors: [Wilma Hare]\n'
DAY = dt.date(2024, 3, 1)


def said(project: Project, abstract: str = "", doi: str = "") -> None:
    """Let arXiv say something of the preprint."""
    facts = Facts(
        title="Socks in Pairs",
        authors=(parse_name("Wilma Hare"),),
        abstract=abstract,
        ids=Identifiers(arxiv="2401.00001", doi=doi),
    )
    write_answers(project.fetched, "arxiv", [Answer("2401.00001", "2401.00001", DAY, facts)])


def rules(project: Project) -> list[tuple[str, str]]:
    return [(one.rule, one.path.rpartition("/")[2]) for one in check(project)]


def test_a_publication_is_known_by_the_doi_that_a_source_has_for_the_preprint(
    tmp_path: Path,
) -> None:
    other = "doi: 10.1000/sock.1\ntitle: On Sorting\nauthors: [Hare Group]\n"
    project = write_project(tmp_path, {"a.yaml": PREPRINT, "b.yaml": other})
    assert rules(project) == []

    said(project, doi="10.1000/sock.1")

    assert rules(project) == [("published-twice", "b.yaml")]


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ("doi: 10.1000/1\ntitle: Socks in pairs!\nauthors: ['Hare, W.']\n", "published-twice"),
        ('arxiv: "2402.00002"\ntitle: Socks in Pairs\nauthors: [Wilma Hare]\n', "same-title"),
        ("doi: 10.1000/1\ntitle: Socks in Pairs\nauthors: [Otto Bee]\n", "same-title"),
    ],
)
def test_equal_titles_are_one_paper_where_no_identifier_or_author_speaks_against_it(
    tmp_path: Path, other: str, rule: str
) -> None:
    project = write_project(tmp_path, {"a.yaml": PREPRINT, "b.yaml": other})

    assert rules(project) == [(rule, "b.yaml")]


def test_a_summary_is_compared_with_the_abstract_that_was_fetched(tmp_path: Path) -> None:
    passage = "we sort all socks by weight and by colour and count the pairs in a minute"
    project = write_project(tmp_path, f"{PREPRINT}summary: Here {passage}.\n")
    said(project, abstract=f"In this paper {passage.upper()}, twice.")

    assert rules(project) == [("copied-summary", "papers.yaml")]
