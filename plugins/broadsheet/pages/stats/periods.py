"""Periods: the years, or in a young collection the months, that papers are counted by."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from broadsheet.language.words import ENGLISH, Words
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Paper

_MOST_MONTHS = 24


class Periods(Struct, frozen=True):
    """A run of years or months without a gap; what is older than the first counts to it."""

    first: int
    """A year, or a month counted from the year 0."""
    last: int
    is_monthly: bool
    is_cut: bool
    """Whether papers are older than the first period."""

    @classmethod
    def of(cls, papers: Sequence[Paper], most: int) -> Periods | None:
        """Return at most `most` periods up to the newest paper; None where no paper has a date."""
        dates = [one.published for one in papers if one.published]
        if not dates:
            return None
        months = [date.year * 12 + date.month - 1 for date in dates if date.month]
        is_monthly = len(months) == len(dates) and max(months) - min(months) < min(
            most, _MOST_MONTHS
        )
        ordinals = months if is_monthly else [date.year for date in dates]
        first = max(min(ordinals), max(ordinals) - most + 1)
        return cls(first, max(ordinals), is_monthly, first > min(ordinals))

    @property
    def unit(self) -> str:
        """Return the singular: `year` or `month`."""
        return "month" if self.is_monthly else "year"

    def labels(self, words: Words = ENGLISH) -> tuple[str, ...]:
        """Return what each period is called; of the first, if it is more than itself, `to 1996`."""
        labels = [self._label(at) for at in range(self.first, self.last + 1)]
        first = words("stats.until", period=labels[0]) if self.is_cut else labels[0]
        return (first, *labels[1:])

    def keys(self) -> tuple[str, ...]:
        """Return the page that lists each period's papers; there is one for whole years only."""
        years = range(self.first, self.last + 1)
        keys = ["" if self.is_monthly else f"years/{year:04d}" for year in years]
        return ("" if self.is_cut else keys[0], *keys[1:])

    def count(self, papers: Sequence[Paper]) -> tuple[int, ...]:
        """Return how many papers each period has."""
        counts = [0] * (self.last - self.first + 1)
        for paper in papers:
            if paper.published:
                counts[max(self._ordinal(paper.published) - self.first, 0)] += 1
        return tuple(counts)

    def _ordinal(self, date: PartialDate) -> int:
        return date.year * 12 + (date.month or 1) - 1 if self.is_monthly else date.year

    def _label(self, ordinal: int) -> str:
        if not self.is_monthly:
            return str(ordinal)
        year, month = divmod(ordinal, 12)
        return f"{year}-{month + 1:02d}"
