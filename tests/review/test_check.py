from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError, Problem, Severity
from broadsheet.fetch.lock import Answer, write_answers
from broadsheet.project import Project
from broadsheet.records.models import Facts
from broadsheet.records.names import parse_name
from broadsheet.review.check import below, check
from samples import write_project

# Each mistake is marked in its line with `#!` and words of the Problem that it must give.
PAPERS = {
    "ids.yaml": """\
- {arxiv: "2405.2101", title: A}  #! ids of 2024 have 5 digits
- {arxiv: "2413.00001", title: B}  #! there is no month 13
- {doi: 11.1000/x, title: C}  #! is not a DOI
- {url: "javascript:alert(1)", title: D}  #! is not a web address
- id: No Spaces Please  #! cannot be an id
  title: E
- {}  #! the record names no paper
- {arxiv: "2401.00001", title: First}
- {arxiv: "2401.00001", title: Second}  #! duplicate paper
""",
    "keys.yaml": """\
- title: F
  titel: G  #! unknown key `titel`
  pubished: 2024  #! unknown key `pubished`
- title: H
  title: I  #! stands twice
- title: J
  authors: Wilma Hare  #! must be a list
- title: K
  links:
    cod: https://a.example  #! unknown key `cod`
    code: file:///etc/passwd  #! is not a web address
- just a text  #! must be a mapping
""",
    "values.yaml": """\
- title: L
  published: 2024-02-30  #! not a day of the calendar
  featured: 2024-05  #! lacks a day
  tags: [socks, sokcs]  #! unknown tag `sokcs`
- title: M
  authors:
    - Wilma Hare and Otto Bee  #! looks like several names
    - {family: Hare, orcid: 0000-0002-1825-0098}  #! check digit
    - {affiliation: Institute of Wool}  #! needs a name
  tags:
    - hats  #! unknown tag `hats`
- id: related
  title: N
  relations:
    extends: [related]  #! relates to itself
    compares: [nobody2024]  #! no paper `nobody2024`
- title: O
  abstract: *anchor  #! is not read
""",
    "tabs.yaml": "title: P\nauthors:\n\t- Wilma Hare  #! not YAML\n",
    "colons.yaml": "title: Q\nsummary: a: b  #! not YAML\n",
}
TAGS = """\
- tag: socks
  label: Socks
  description: What feet wear.
  broader: cloths  #! no topic `cloths`
- tag: clothes
  label: Clothes
  aliases: [socks]  #! already means `socks`
  description: What people wear.
- tag: Wool Socks  #! cannot be a tag
  label: Wool socks
  description: Warm.
- tag: ring
  label: Ring
  description: A topic above itself.
  broader: ring  #! stands above itself
- tag: bare  #! `description` is missing
  label: Bare
"""
LISTS = {
    "first.yaml": """\
title: First steps
papers:
  - 2401.00001
  - 2401.00002  #! no paper `2401.00002`
  - paper: https://arxiv.org/abs/2401.00001  #! stands twice
    note: Again.
""",
    "second.yaml": "introduction: No title.  #! `title` is missing\npapers: []\n",
}
SETTINGS = """\
contact: nobody  #! is no contact
sources:
  arxvi: {enabled: true}  #! no source `arxvi`
  arxiv: {interval: soon}  #! is no interval
"""
LOCK = "{\n"


@pytest.fixture
def spoilt(tmp_path: Path) -> Project:
    """A collection with mistakes of every kind."""
    project = write_project(tmp_path, PAPERS, TAGS, LISTS)
    project.sources.parent.mkdir()
    project.sources.write_text(SETTINGS, encoding="utf-8")
    project.fetched.mkdir()
    (project.fetched / "arxiv.jsonl").write_text(LOCK, encoding="utf-8")
    (project.papers / "latin.yaml").write_bytes("title: R\nvenue: Füße\n".encode("latin-1"))
    (project.papers / "empty.yaml").write_text("", encoding="utf-8")
    return project


def planted(project: Project) -> list[tuple[str, int, str]]:
    """Return the place of each mistake and the words that its Problem must have."""
    unmarked = [
        ("content/fetched/arxiv.jsonl", 1, "not JSON"),
        ("content/papers/empty.yaml", 1, "the file is empty"),
        ("content/papers/latin.yaml", 2, "is not UTF-8"),
    ]
    marked = [
        (project.shown(path), number, mark[1])
        for path in project.root.rglob("*.yaml")
        if path.name != "latin.yaml"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (mark := re.search(r"#! (.+)$", line))
    ]
    return marked + unmarked


def fits(problem: Problem, mistake: tuple[str, int, str]) -> bool:
    path, line, words = mistake
    return (problem.path, problem.line) == (path, line) and words in problem.message


def test_every_mistake_is_reported_in_one_run_each_at_its_line(spoilt: Project) -> None:
    problems, mistakes = check(spoilt), planted(spoilt)
    assert len(mistakes) >= 30
    assert [one for one in mistakes if not any(fits(problem, one) for problem in problems)] == []


def test_nothing_is_reported_but_the_mistakes(spoilt: Project) -> None:
    mistakes = planted(spoilt)
    problems = [str(one) for one in check(spoilt) if not any(fits(one, two) for two in mistakes)]
    assert problems == []


def test_problems_stand_in_the_order_of_files_and_lines(spoilt: Project) -> None:
    places = [(one.path, one.line) for one in check(spoilt)]
    assert places == sorted(places)


def test_a_sound_collection_has_no_problem(tmp_path: Path) -> None:
    tags = "- {tag: socks, label: Socks, description: What feet wear.}\n"
    lists = {"first.yaml": "title: First\npapers: [hare2024pairing]\n"}
    text = "title: Pairing Socks\nauthors: [Wilma Hare]\npublished: 2024\ntags: [socks]\n"
    assert check(write_project(tmp_path, text, tags, lists)) == ()


def test_a_collection_of_papers_alone_has_no_problem(tmp_path: Path) -> None:
    assert check(write_project(tmp_path, "title: Pairing Socks\n")) == ()


def test_a_slip_in_one_record_does_not_make_others_look_wrong(tmp_path: Path) -> None:
    papers = '- {arxiv: "2401.00001", titel: A}\n- {title: B, relations: {extends: [2401.00001]}}\n'
    lists = {"first.yaml": "title: First\npapers: [2401.00001]\n"}
    problems = check(write_project(tmp_path, papers, lists=lists))
    assert [one.message for one in problems] == ["unknown key `titel`"]


def test_a_slip_in_a_record_does_not_hide_its_unknown_tags(tmp_path: Path) -> None:
    problems = check(write_project(tmp_path, "title: A\ntitel: B\ntags: [socks]\n"))
    assert [one.line for one in problems] == [2, 3]


def test_equal_titles_are_only_warned_of(tmp_path: Path) -> None:
    papers = '- {arxiv: "2401.00001", title: Socks}\n- {arxiv: "2401.00002", title: socks!}\n'
    (problem,) = check(write_project(tmp_path, papers))
    assert problem.severity is Severity.WARNING


def test_a_paper_in_two_files_is_reported_at_the_second(tmp_path: Path) -> None:
    text = 'arxiv: "2401.00001"\n'
    (problem,) = check(write_project(tmp_path, {"a.yaml": text, "b.yaml": text}))
    assert problem.path == "content/papers/b.yaml"
    assert problem.hint == "first in content/papers/a.yaml:1; keep one of them"


def test_two_reading_lists_of_one_name_are_reported_at_the_second(tmp_path: Path) -> None:
    lists = {"a/first.yaml": "title: A\npapers: []\n", "b/first.yaml": "title: B\npapers: []\n"}
    (problem,) = check(write_project(tmp_path, "title: C\n", lists=lists))
    assert problem.path == "content/collections/b/first.yaml"
    assert problem.message == "another reading list is called `first` as well"


WRONG = [Problem(path, 1, 1, "odd") for path in ("content/papers/a.yaml", "content/tags.yaml")]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A collection with the files that WRONG names, and a folder of a like name."""
    (tmp_path / "content" / "paper").mkdir(parents=True)
    return write_project(tmp_path, {"a.yaml": "title: A\n"}, "[]\n")


@pytest.mark.parametrize(
    ("paths", "kept"),
    [
        ([], ["content/papers/a.yaml", "content/tags.yaml"]),
        (["."], ["content/papers/a.yaml", "content/tags.yaml"]),
        (["content"], ["content/papers/a.yaml", "content/tags.yaml"]),
        (["content/papers"], ["content/papers/a.yaml"]),
        (["content/papers/a.yaml"], ["content/papers/a.yaml"]),
        (["content/paper"], []),
        (["content/tags.yaml", "content/papers"], ["content/papers/a.yaml", "content/tags.yaml"]),
    ],
)
def test_problems_are_kept_of_the_files_and_folders_asked_for(
    project: Project, paths: list[str], kept: list[str]
) -> None:
    found = below(WRONG, project, [project.root / path for path in paths])
    assert [one.path for one in found] == kept


def test_a_path_that_leads_nowhere_is_an_error(project: Project) -> None:
    with pytest.raises(BroadsheetError, match=r"typo\.yaml: there is no such file or folder"):
        below(WRONG, project, [project.root / "typo.yaml"])


def test_an_answer_about_another_paper_is_warned_of_at_its_record(tmp_path: Path) -> None:
    project = write_project(tmp_path, '- {arxiv: "2401.00001", title: Hats, authors: [Cy Other]}\n')
    facts = Facts(title="A Theory of Socks", authors=(parse_name("Ada Example"),))
    answer = Answer("2401.00001", "2401.00001", dt.date(2024, 3, 1), facts)
    write_answers(project.fetched, "arxiv", [answer])

    (problem,) = check(project)

    assert (problem.line, problem.severity) == (1, Severity.WARNING)
    assert "“A Theory of Socks”" in problem.message
    assert "“Hats”" in problem.message


def test_settings_of_mail_are_checked_and_the_page_to_subscribe_is_known(tmp_path: Path) -> None:
    (tmp_path / "content" / "papers").mkdir(parents=True)
    (tmp_path / "content" / "pages").mkdir()
    (tmp_path / "content" / "pages" / "us.md").write_text("[here](subscribe/index.md)", "utf-8")
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "digest.yaml").write_text("from: nobody\n", "utf-8")

    found = check(Project(tmp_path, tmp_path / "content"))

    assert [(one.path, one.rule) for one in found] == [("site_config/digest.yaml", "settings")]
