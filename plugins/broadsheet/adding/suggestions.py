"""Topics that may suit a new paper, each with its reason; a curator decides."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.fetch.merge import Statement, merge
from broadsheet.fetch.order import FieldOrder
from broadsheet.records.models import Record
from broadsheet.tagging.rules import Assignment, Rules
from broadsheet.tagging.vocabulary import Vocabulary


class Suggestions:
    """The rules of a vocabulary, asked about one paper after the other."""

    def __init__(self, vocabulary: Vocabulary, order: FieldOrder) -> None:
        self._vocabulary = vocabulary
        self._rules = Rules(vocabulary)
        self._order = order

    def topics(self, record: Record, statements: Sequence[Statement]) -> tuple[Assignment, ...]:
        """Return the topics that a paper's facts speak for, without those that it has."""
        if not statements:
            return ()
        chosen = {self._vocabulary.resolve(word) for word in record.tags}
        reasons = self._rules.apply(merge(record, statements, self._order))
        return tuple(Assignment(tag, why) for tag, why in reasons.items() if tag not in chosen)
