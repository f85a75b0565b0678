"""Days as sources send them: kept where they are of the calendar, dropped in silence else."""

from __future__ import annotations

from broadsheet.errors import Invalid
from broadsheet.records.dates import PartialDate, parse_date


def safe_date(text: str) -> PartialDate | None:
    """Return a date such as `2024`, `2024-05` or `2024-05-31`, or None where it is none."""
    try:
        return parse_date(text)
    except Invalid:
        return None
