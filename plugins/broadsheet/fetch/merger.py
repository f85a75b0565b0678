"""The merger: all records merged with their answers, in one build or from edit to edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from broadsheet.fetch.answers import Answer
from broadsheet.fetch.merge import Answers, answers_on, merge, statements
from broadsheet.fetch.order import DEFAULT_ORDER, FieldOrder
from broadsheet.records.models import Paper, Record


def merge_all(
    records: Iterable[Record], answers: Answers, order: FieldOrder = DEFAULT_ORDER
) -> tuple[Paper, ...]:
    """Merge every record with its answers; `answers` goes from source to paper id to Answer."""
    return Merger().merge_all(records, answers, order)


class Merger:
    """Merges the records of one build, or of many: then only those of which something changed."""

    def __init__(self) -> None:
        self._merged: dict[str, _Merged] = {}

    def merge_all(
        self, records: Iterable[Record], answers: Answers, order: FieldOrder = DEFAULT_ORDER
    ) -> tuple[Paper, ...]:
        """Merge every record with its answers, which go from source to paper id to Answer."""
        merged = [self._merge(record, answers_on(record, answers), order) for record in records]
        self._merged = {one.record.id: one for one in merged}
        return tuple(one.paper for one in merged)

    def _merge(self, record: Record, answers: Mapping[str, Answer], order: FieldOrder) -> _Merged:
        known = self._merged.get(record.id)
        if known and (known.record, known.answers, known.order) == (record, answers, order):
            return known
        paper = merge(record, statements(record, answers), order)
        return _Merged(record, answers, order, paper)


class _Merged(Struct, frozen=True):
    """A paper, and all that it was made of."""

    record: Record
    answers: Mapping[str, Answer]
    order: FieldOrder
    paper: Paper
