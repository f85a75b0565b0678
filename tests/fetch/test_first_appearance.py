from __future__ import annotations

import pytest

from broadsheet.fetch.first_appearance import first_appearance
from broadsheet.records.dates import parse_date


@pytest.mark.parametrize(
    ("dates", "at"),
    [
        (["2024-05-31", "2025-01-10"], 0),
        (["2025-01-10", "2024-05-31"], 1),
        (["2024", "2024-05-31"], 1),
        (["2024-05-31", "2024"], 0),
        (["2024-05", "2024-05-31"], 1),
        (["2024-06-02", "2024-05"], 1),
        (["2024-05-31", "2023"], 1),
        (["2024-05-31", "2024-01-01"], 0),
        (["2024-05-31"], 0),
    ],
)
def test_the_earliest_and_then_the_most_exact_date_counts(dates: list[str], at: int) -> None:
    assert first_appearance((n, parse_date(text)) for n, text in enumerate(dates)) == at


def test_without_dates_nobody_says_one() -> None:
    assert first_appearance(()) is None
