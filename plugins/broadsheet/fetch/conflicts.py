"""Conflicts: where those who speak of one paper cannot all be right.

They are for people to look at, with `broadsheet fetch --conflicts` and `--explain`, and no mistakes
of the collection: a curator who is sure writes the value into the record, which settles it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from broadsheet.errors import Problem, Severity
from broadsheet.fetch.authors import family_key
from broadsheet.fetch.curated import CURATED
from broadsheet.fetch.merge import Statement
from broadsheet.fetch.publications import is_preprint_venue, is_same_venue
from broadsheet.records.models import Facts, Record
from broadsheet.records.names import Author
from broadsheet.records.titles import title_key

_PREPRINT_SERVERS = frozenset({"arxiv", "arxiv-oai", "openreview", "hugging-face", "daily-papers"})
_SHOWN = 120
"""Characters of a value."""


class Conflict(Struct, frozen=True):
    """A field of a paper on which sources differ; `said` is by source, each other value once."""

    field: str
    said: Mapping[str, str]
    note: str = ""
    """What the difference is, where the values do not show it."""

    def text(self, labels: Mapping[str, str]) -> str:
        """Return `year: arXiv says 2023, Crossref says 2025`, with the sources' labels."""
        said = ((labels.get(source, source), value) for source, value in self.said.items())
        values = ", ".join(f"{label} says {_shown(value)}" for label, value in said)
        return f"{self.field}: {values}" + (f" ({self.note})" if self.note else "")

    def problem(self, record: Record, labels: Mapping[str, str]) -> Problem:
        """Return the conflict as a warning at the record."""
        hint = f"look it up and write `{_KEYS[self.field]}:` into the record if a source is wrong"
        origin = record.origin
        message = f"`{record.id}`: sources differ on the {self.text(labels)}"
        return Problem(origin.path, origin.line, 1, message, hint, Severity.WARNING)


_KEYS = {"title": "title", "year": "published", "authors": "authors", "venue": "venue"}


def conflicts_of(record: Record, statements: Sequence[Statement]) -> tuple[Conflict, ...]:
    """Return the conflicts on a paper; what its curators wrote themselves is settled."""
    ordered = sorted(statements, key=lambda one: one.source)
    found = {
        "title": None if record.title else _title(ordered),
        "authors": None if record.authors else _authors(ordered),
        "year": None if record.published else _year(ordered),
        "venue": None if record.venue else _venue(ordered),
    }
    return tuple(conflict for conflict in found.values() if conflict is not None)


def all_conflicts(
    said: Iterable[tuple[Record, Sequence[Statement]]],
) -> Iterator[tuple[Record, Conflict]]:
    """Yield the conflicts on many papers, in their order."""
    for record, statements in said:
        if len(statements) > 1:
            for conflict in conflicts_of(record, statements):
                yield record, conflict


def _title(statements: Iterable[Statement]) -> Conflict | None:
    said = {one.source: one.facts.title for one in statements if one.facts.title}
    if len({title.casefold() for title in said.values()}) < 2:
        return None  # most titles are the same to the letter, and a key takes time
    return _differing("title", said, {source: title_key(title) for source, title in said.items()})


def _year(statements: Iterable[Statement]) -> Conflict | None:
    """A preprint in the year before its publication is the rule, and no conflict."""
    years = {one.source: one.facts.published.year for one in statements if one.facts.published}
    published = {year for source, year in years.items() if source not in _PREPRINT_SERVERS}
    span = max(years.values(), default=0) - min(years.values(), default=0)
    if span < 1 or (span == 1 and len(published) < 2):
        return None
    return _differing("year", {source: str(year) for source, year in years.items()}, years)


def _authors(statements: Iterable[Statement]) -> Conflict | None:
    lists = {one.source: one.facts.authors for one in statements if one.facts.authors}
    sources = iter(lists)
    first = next(sources, CURATED)
    for other in sources:
        if note := _authors_note(lists[first], lists[other]):
            said = {source: _names(lists[source]) for source in (first, other)}
            return Conflict("authors", said, note)
    return None


def _authors_note(ours: Sequence[Author], theirs: Sequence[Author]) -> str:
    if len(ours) != len(theirs):
        return f"{len(ours)} and {len(theirs)} authors"
    wrong = [at for at, pair in enumerate(zip(ours, theirs, strict=True)) if not _are_one(*pair)]
    if not wrong:
        return ""
    keys = [sorted(family_key(one) for one in authors) for authors in (ours, theirs)]
    if keys[0] == keys[1]:
        return f"another order, from author {wrong[0] + 1} on"
    return f"author {wrong[0] + 1} is {ours[wrong[0]].name} or {theirs[wrong[0]].name}"


def _are_one(one: Author, other: Author) -> bool:
    """Tell whether two names may be one person's; where the family name begins is often unclear."""
    if family_key(one) == family_key(other):
        return True
    ours, theirs = (set(author.name.casefold().split()) for author in (one, other))
    return ours == theirs or title_key(one.name) == title_key(other.name) or _same_end(one, other)


def _same_end(one: Author, other: Author) -> bool:
    ends = {title_key(author.family.split()[-1]) for author in (one, other) if author.family}
    return len(ends) == 1


def _venue(statements: Sequence[Statement]) -> Conflict | None:
    venues = {one.source: name for one in statements if (name := _venue_name(one.facts))}
    named = {one.source: one.facts for one in statements}
    groups: list[list[str]] = []
    for source in venues:
        group = next((some for some in groups if _agree(named[some[0]], named[source])), None)
        if group is None:
            groups.append([source])
        else:
            group.append(source)
    if len(groups) < 2:
        return None
    return Conflict("venue", {group[0]: venues[group[0]] for group in groups})


def _venue_name(facts: Facts) -> str:
    names = (name for name in (facts.venue, facts.container_title) if name)
    return next((name for name in names if not is_preprint_venue(name)), "")


def _agree(one: Facts, other: Facts) -> bool:
    ours, theirs = ((facts.venue, facts.container_title) for facts in (one, other))
    return any(is_same_venue(a, b) for a in ours if a for b in theirs if b)


def _differing(field: str, said: Mapping[str, str], keys: Mapping[str, object]) -> Conflict | None:
    first_by_key: dict[object, str] = {}
    for source, key in keys.items():
        first_by_key.setdefault(key, source)
    if len(first_by_key) < 2:
        return None
    return Conflict(field, {source: said[source] for source in first_by_key.values()})


def _names(authors: Sequence[Author]) -> str:
    shown = ", ".join(one.name for one in authors[:4])
    return f"{shown}, …" if len(authors) > 4 else shown


def _shown(value: str) -> str:
    short = value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"
    return short if short.isdigit() else f"“{short}”"
