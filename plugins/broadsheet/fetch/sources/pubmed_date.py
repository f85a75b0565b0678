"""Dates of PubMed: `2024 Jan 15` in three fields, or `2024 Jan-Feb` in one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from broadsheet.fetch.sources.salvage import date_of_parts
from broadsheet.records.dates import PartialDate

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FREE = re.compile(r"(\d{4})(?:\s+([A-Za-z]{3,}))?", re.ASCII)


def read_date(element: Element | None) -> PartialDate | None:
    """Return a date as far as it can be read; of a span the beginning."""
    if element is None:
        return None
    if free := _FREE.match((element.findtext("MedlineDate") or "").strip()):
        return date_of_parts([int(free[1]), _month(free[2] or "")])
    year, month, day = (element.findtext(name) or "" for name in ("Year", "Month", "Day"))
    return date_of_parts([_number(year), _month(month), _number(day)])


def _month(text: str) -> int:
    name = text.strip().lower()[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else _number(text)


def _number(text: str) -> int:
    bare = text.strip()
    return int(bare) if re.fullmatch(r"\d{1,4}", bare, re.ASCII) else 0
