from __future__ import annotations

import json

import pytest

from broadsheet.errors import Problem, Severity
from broadsheet.review.formats import FORMATS, as_github, as_gitlab, as_json, as_sarif, as_text

WRONG = Problem(
    "content/papers/a.yaml", 3, 5, "unknown key `titel`", "did you mean `title`?", rule="record"
)
ODD = Problem("content/papers/b.yaml", 1, 1, "odd", severity=Severity.WARNING)


def test_text_has_a_line_a_problem_that_editors_can_jump_to() -> None:
    assert as_text([WRONG, ODD]) == (
        "content/papers/a.yaml:3:5: error: unknown key `titel` (did you mean `title`?)\n"
        "content/papers/b.yaml:1:1: warning: odd\n"
    )


def test_json_has_every_part_of_a_problem() -> None:
    first, second = json.loads(as_json([WRONG, ODD]))
    assert first == {
        "path": "content/papers/a.yaml",
        "line": 3,
        "column": 5,
        "message": "unknown key `titel`",
        "hint": "did you mean `title`?",
        "severity": "error",
        "rule": "record",
    }
    assert second["severity"] == "warning"


def test_github_is_told_the_place_and_the_words() -> None:
    assert as_github([WRONG]) == (
        "::error file=content/papers/a.yaml,line=3,col=5,title=record"
        "::unknown key `titel` (did you mean `title`?)\n"
    )


def test_github_shows_a_warning_as_one() -> None:
    assert as_github([ODD]).startswith("::warning file=content/papers/b.yaml,")


def test_a_file_name_cannot_end_an_annotations_properties() -> None:
    odd = Problem("a,line=9::b%.yaml", 1, 1, "odd")
    assert as_github([odd]) == "::error file=a%2Cline=9%3A%3Ab%25.yaml,line=1,col=1::odd\n"


def test_a_message_cannot_forge_an_annotation() -> None:
    text = as_github([Problem("a.yaml", 1, 1, "odd\n::error file=b.yaml::forged", "50%\r\nhint")])
    assert len(text.splitlines()) == 1
    assert "50%25" in text


def test_sarif_has_the_rule_the_level_and_the_place_of_each_problem() -> None:
    (run,) = json.loads(as_sarif([WRONG, ODD]))["runs"]

    first, second = run["results"]
    assert (first["ruleId"], first["level"], second["level"]) == ("record", "error", "warning")
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/papers/a.yaml"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["record"]


def test_gitlab_is_told_the_place_and_knows_a_problem_again() -> None:
    first, second = json.loads(as_gitlab([WRONG, ODD]))

    assert first["location"] == {"path": "content/papers/a.yaml", "lines": {"begin": 3}}
    assert (first["severity"], second["severity"]) == ("major", "minor")
    assert first["fingerprint"] == json.loads(as_gitlab([WRONG]))[0]["fingerprint"]
    assert first["fingerprint"] != second["fingerprint"]


@pytest.mark.parametrize(("form", "text"), [("text", ""), ("github", ""), ("json", "[]\n")])
def test_nothing_wrong_says_so_in_every_form(form: str, text: str) -> None:
    assert FORMATS[form]([]) == text


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_ends_its_last_line(form: str) -> None:
    assert FORMATS[form]([WRONG]).endswith("\n")
