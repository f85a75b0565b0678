"""Changes: what a fetch would write, field by field, when it is only to say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct

from broadsheet.fetch.answers import Answer
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts

_LONGEST = 80


class Change(Struct, frozen=True, order=True):
    """One field of one answer that would get another value; values are shown cut."""

    paper: str
    source: str
    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return `2401.00001 arxiv title: “Old” → “New”`."""
        return (
            f"{self.paper} {self.source} {self.field}: {self.before or '–'} → {self.after or '–'}"
        )


class Changes:
    """Takes answers in place of a lock, and keeps what differs from the answers before."""

    def __init__(self, before: Mapping[str, Mapping[str, Answer]]) -> None:
        self._before = before
        self._found: dict[tuple[str, str], list[Change]] = {}

    def append(self, source: str, answers: Iterable[Answer]) -> None:
        """Compare answers of a source with what it said before."""
        old = self._before.get(source, {})
        for answer in answers:
            found = list(changed(source, old.get(answer.paper), answer))
            self._found[source, answer.paper] = found

    def sorted(self) -> tuple[Change, ...]:
        """Return all changes, by paper, source and field."""
        return tuple(sorted(one for some in self._found.values() for one in some))


def changed(source: str, before: Answer | None, after: Answer) -> Iterator[Change]:
    """Yield the fields in which two answers about a paper differ, dates of asking aside."""
    old, new = before.facts if before else None, after.facts
    for field in Facts.__struct_fields__:
        one, two = getattr(old, field, None), getattr(new, field, None)
        if (one or None) != (two or None):
            yield Change(after.paper, source, field, _shown(one), _shown(two))
    was, now = before.refused if before else None, after.refused
    if was != now:
        texts = ("" if one is None else str(one) for one in (was, now))
        yield Change(after.paper, source, "refused", *texts)


def _shown(value: object) -> str:
    if not value or value == Identifiers():
        return ""
    text = f"“{value}”" if isinstance(value, str) else msgspec.json.encode(value).decode()
    if isinstance(value, PartialDate):
        text = value.iso
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
