from __future__ import annotations

import pytest

from broadsheet.errors import Invalid, Problem, Severity


def test_a_problem_reads_as_path_line_column_what_and_hint() -> None:
    problem = Problem("content/papers/a.yaml", 3, 5, "unknown key `titel`", "did you mean `title`?")

    assert str(problem) == (
        "content/papers/a.yaml:3:5: error: unknown key `titel` (did you mean `title`?)"
    )


def test_a_problem_without_hint_ends_with_its_message() -> None:
    assert str(Problem("a.yaml", 1, 1, "empty")) == "a.yaml:1:1: error: empty"


def test_a_warning_does_not_count_as_an_error() -> None:
    assert not Problem("a.yaml", 1, 1, "hm", severity=Severity.WARNING).is_error
    assert Problem("a.yaml", 1, 1, "no").is_error


def test_problems_sort_by_path_then_line_then_column() -> None:
    late, early, first = (
        Problem("b.yaml", 1, 1, "x"),
        Problem("a.yaml", 10, 1, "x"),
        Problem("a.yaml", 9, 7, "x"),
    )

    assert sorted([late, early, first]) == [first, early, late]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("two\nlines", r"two\nlines"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("half \ud800 a pair", r"half \ud800 a pair"),
        ("turned \u202e round", r"turned \u202e round"),
        ("Åse Müller – 王伟", "Åse Müller – 王伟"),
    ],
)
def test_a_problem_quotes_hostile_text_in_one_printable_line(written: str, shown: str) -> None:
    problem = Problem(written, 1, 1, written, written)

    assert (problem.path, problem.message, problem.hint) == (shown, shown, shown)


def test_a_problem_cuts_what_would_fill_a_terminal() -> None:
    assert len(Problem("a.yaml", 1, 1, "x" * 1_000_000).message) == 500


def test_invalid_carries_a_hint_beside_its_message() -> None:
    error = Invalid("`x` is not a date", "write 2024")

    assert (error.message, error.hint, str(error)) == (
        "`x` is not a date",
        "write 2024",
        "`x` is not a date",
    )
