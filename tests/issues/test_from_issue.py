"""An issue's text as a change of a record: what people mean, and no more than that."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from broadsheet.issues.form import LABELS, read_form
from broadsheet.issues.intake import take_in
from broadsheet.issues.proposal import Refusal
from broadsheet.project import Project
from broadsheet.review.check import check
from broadsheet.scaffold.manifest import starter
from broadsheet.scaffold.values import Values
from commands import broadsheet
from issues.forms import add_form, event, fix_form
from samples import write_project

TAGS = "- {tag: socks, label: Socks, description: What feet wear., aliases: [hosiery]}\n"
PAPERS = {
    "2024.yaml": """\
# The year's papers.
- arxiv: "2401.00001"
  title: On the Paring of Socks  # sic
  # two of three
  authors: [Wilma Hare]
  links: {code: https://old.example}

- doi: 10.1000/wool.1
  title: Wool
  authors:
    - Otto Bee
""",
    "flow.yaml": '{arxiv: "2403.00003", title: Felt}\n',
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(tmp_path, PAPERS, TAGS)


def take(project: Project, text: str) -> str:
    """Take a form in and return the text of the file that it wrote."""
    return take_in(project, text.encode()).path.read_text("utf-8")


def test_a_paper_is_added_with_what_the_form_says(project: Project) -> None:
    text = add_form(
        "https://arxiv.org/abs/2405.21018v2",
        summary="Warm: very.\n\nAnd dry.",
        tags="Hosiery, wool",
        edition="2024-06-01",
        credit="Ada Example",
    )

    done = take_in(project, event(text).encode())

    assert done.path == project.papers / "2405.21018.yaml"
    assert done.path.read_text("utf-8") == (
        "# yaml-language-server: $schema=../schema/record.json\n"
        'arxiv: "2405.21018"\n'
        "featured: 2024-06-01\n"
        "tags:\n  - socks\n"
        "summary: |-\n  Warm: very.\n\n  And dry.\n"
        "added_by: Ada Example\n"
    )
    assert done.notes == ("there is no topic “wool”",)
    assert [one for one in check(project) if one.path.endswith("2405.21018.yaml")] == []


def test_the_commit_says_why_and_whom_to_thank(project: Project) -> None:
    text = add_form("2405.21018", reason="It settles\nthe question")

    assert take_in(project, event(text).encode()).message == (
        "Add 2405.21018\n\nReason: It settles the question\nAdded-by: wilma-hare\nIssue: #7\n"
    )


def test_a_paper_that_is_here_is_pointed_at(project: Project) -> None:
    with pytest.raises(Refusal, match=r"is here already, as `2401\.00001` in content/papers/2024"):
        take(project, add_form("arXiv:2401.00001"))


def test_several_papers_need_an_issue_each(project: Project) -> None:
    with pytest.raises(Refusal, match="open an issue for each"):
        take(project, add_form("2405.21018 and 2405.21019"))


FIXES = [
    (
        fix_form("2401.00001", "title", "On the Pairing of Socks"),
        "  title: On the Paring of Socks  # sic\n",
        "  title: On the Pairing of Socks\n",
    ),
    (
        fix_form("https://a.example/x/papers/2401.00001/", "authors", "Wilma Hare\nOtto Bee"),
        "  authors: [Wilma Hare]\n",
        "  authors:\n    - Wilma Hare\n    - Otto Bee\n",
    ),
    (
        fix_form("2401.00001", "links", "project: https://socks.example"),
        "  links: {code: https://old.example}\n",
        "  links:\n    code: https://old.example\n    project: https://socks.example\n",
    ),
    (
        fix_form("2401.00001", "venue", "SOCK 2024"),
        "  links: {code",
        "  venue: SOCK 2024\n  links: {code",
    ),
    (
        # Its page's address came from what the record said until now, and stays.
        fix_form("10.1000/wool.1", "published", "2024-05"),
        "  title: Wool\n  authors:\n    - Otto Bee\n",
        "  id: beewool\n  title: Wool\n  authors:\n    - Otto Bee\n  published: 2024-05\n",
    ),
    (
        fix_form("2401.00001", "doi", "https://doi.org/10.1000/sock.9"),
        "  title: On the Paring",
        "  doi: 10.1000/sock.9\n  title: On the Paring",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "before", "after"), FIXES)
def test_a_fix_changes_its_lines_and_no_other(
    project: Project, text: str, before: str, after: str
) -> None:
    assert take(project, text) == PAPERS["2024.yaml"].replace(before, after)


def test_an_identifier_that_is_mended_leaves_the_pages_address(project: Project) -> None:
    text = take(project, fix_form("2401.00001", "arxiv", "2401.00002"))

    assert '- arxiv: "2401.00002"\n  id: "2401.00001"\n' in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (fix_form("2409.99999", "title", "X"), "there is no paper"),
        (fix_form("2401.00001", "something else", "X"), "a curator will read this"),
        (fix_form("2401.00001", "title", ""), "a program deletes nothing"),
        (fix_form("2401.00001", "published", "yesterday"), "yesterday"),
        (fix_form("2401.00001", "links", "javascript:alert(1)"), "no link"),
        (fix_form("2401.00001", "links", "code: javascript:alert(1)"), "not a web address"),
        (fix_form("2401.00001", "tags", "silk"), "none of these is a topic"),
        (fix_form("2401.00001", "doi", "10.1000/wool.1"), "is the paper"),
        (fix_form("2403.00003", "title", "X"), "not written one key a line"),
        (fix_form("2401.00001", "authors", "Ada and Bo Sample"), "several names"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    project: Project, text: str, reason: str
) -> None:
    before = {path: path.read_bytes() for path in project.papers.iterdir()}

    with pytest.raises(Refusal, match=reason):
        take(project, text)

    assert {path: path.read_bytes() for path in project.papers.iterdir()} == before


def test_the_forms_have_the_fields_that_are_read() -> None:
    texts = starter(Values(name="Wool"))
    labels = {
        field["attributes"]["label"]
        for name in ("add-paper", "fix-record")
        for field in yaml.safe_load(texts[f".github/ISSUE_TEMPLATE/{name}.yml"])["body"]
    }

    assert labels == set(LABELS)


def test_a_heading_typed_into_a_field_is_no_field_once_more() -> None:
    form = read_form(add_form("2405.21018", summary="### Paper\n\n2405.99999").encode())

    assert form["paper"] == "2405.21018"


def test_the_command_says_what_it_wrote(project: Project) -> None:
    done = broadsheet(project.root, "from-issue", "-", stdin=add_form("2405.21018"))

    assert done.stdout == "Add 2405.21018: written to content/papers/2405.21018.yaml\n"


def test_the_command_ends_with_the_reason_of_a_refusal(project: Project) -> None:
    done = broadsheet(project.root, "from-issue", "-", stdin="Hello")

    assert (done.returncode, done.stderr) == (
        1,
        "Error: the issue has no field “Paper”; open it with one of the forms\n",
    )
