"""Differences: what changes for readers between two snapshots of a collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct

from broadsheet.history.snapshot import Snapshot
from broadsheet.records.catalogue import names_of
from broadsheet.records.models import Paper
from broadsheet.records.names import Author
from broadsheet.records.reading_lists import ReadingList
from broadsheet.tagging.vocabulary import Tag

Lines = tuple[str, ...]
_Thing = TypeVar("_Thing")


class FieldChange(Struct, frozen=True):
    """What readers see of one field before and after, line by line."""

    field: str
    before: Lines
    after: Lines


class Change(Struct, frozen=True):
    """A paper, topic or list that is there before and after, and what is new about it."""

    name: str
    title: str
    fields: tuple[FieldChange, ...]


class Move(Struct, frozen=True):
    """A paper whose page gets another address."""

    before: str
    after: str
    title: str


class Differences(Struct, frozen=True, kw_only=True):
    """All that readers will see, each part sorted by id."""

    added: tuple[Paper, ...] = ()
    removed: tuple[Paper, ...] = ()
    changed: tuple[Change, ...] = ()
    moved: tuple[Move, ...] = ()
    renumbered: tuple[str, ...] = ()
    """Papers with new numbers alone: citations, stars."""
    new_topics: tuple[Tag, ...] = ()
    lost_topics: tuple[Tag, ...] = ()
    changed_topics: tuple[Change, ...] = ()
    new_lists: tuple[ReadingList, ...] = ()
    lost_lists: tuple[ReadingList, ...] = ()
    changed_lists: tuple[Change, ...] = ()
    unreadable: int = 0
    """Errors after the change: what they concern is not shown."""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing changes for readers."""
        return self == Differences(unreadable=self.unreadable)


def differences(before: Snapshot, after: Snapshot) -> Differences:
    """Compare two snapshots; a paper is the same one while its id or an identifier of it is."""
    moved = tuple(_moves(before.papers, after.papers))
    olds, news = {one.before for one in moved}, {one.after for one in moved}
    kept = before.papers.keys() & after.papers.keys()
    pairs = [(one, one) for one in kept] + [(one.before, one.after) for one in moved]
    changed: list[Change] = []
    renumbered: list[str] = []
    for old, new in sorted(pairs, key=lambda pair: pair[1]):
        one, two = before.papers[old], after.papers[new]
        if fields := _field_changes(_paper_fields, one, two):
            changed.append(Change(new, two.title, fields))
        elif one.counts != two.counts:
            renumbered.append(new)
    return Differences(
        added=_only_in(after.papers, before.papers, news),
        removed=_only_in(before.papers, after.papers, olds),
        changed=tuple(changed),
        moved=moved,
        renumbered=tuple(renumbered),
        new_topics=_only_in(after.topics, before.topics),
        lost_topics=_only_in(before.topics, after.topics),
        changed_topics=_changes(_topic_fields, before.topics, after.topics, lambda tag: tag.label),
        new_lists=_only_in(after.lists, before.lists),
        lost_lists=_only_in(before.lists, after.lists),
        changed_lists=_changes(_list_fields, before.lists, after.lists, lambda one: one.title),
        unreadable=len(after.problems),
    )


def _moves(before: Mapping[str, Paper], after: Mapping[str, Paper]) -> Iterator[Move]:
    names = {
        name: paper.id
        for paper in before.values()
        if paper.id not in after
        for name in names_of(paper.ids)
    }
    gone: set[str] = set()
    for paper in sorted(after.values(), key=lambda one: one.id):
        if paper.id in before:
            continue
        old = next((names[name] for name in names_of(paper.ids) if name in names), "")
        if old and old not in gone:
            gone.add(old)
            yield Move(old, paper.id, paper.title)


def _only_in(
    here: Mapping[str, _Thing], there: Mapping[str, _Thing], but: set[str] | None = None
) -> tuple[_Thing, ...]:
    return tuple(here[one] for one in sorted(here.keys() - there.keys() - (but or set())))


def _changes(
    fields: Callable[[_Thing], dict[str, Lines]],
    before: Mapping[str, _Thing],
    after: Mapping[str, _Thing],
    title: Callable[[_Thing], str],
) -> tuple[Change, ...]:
    pairs = ((one, before[one], after[one]) for one in sorted(before.keys() & after.keys()))
    found = ((name, two, _field_changes(fields, one, two)) for name, one, two in pairs)
    return tuple(Change(name, title(two), changed) for name, two, changed in found if changed)


def _field_changes(
    fields: Callable[[_Thing], dict[str, Lines]], before: _Thing, after: _Thing
) -> tuple[FieldChange, ...]:
    old, new = fields(before), fields(after)
    return tuple(FieldChange(name, old[name], new[name]) for name in old if old[name] != new[name])


def _paper_fields(paper: Paper) -> dict[str, Lines]:
    """Return what a reader sees of a paper, by field; numbers, which grow by themselves, apart."""
    texts = {
        "title": paper.title,
        "published": paper.published.iso if paper.published else "",
        "edition": paper.featured.isoformat() if paper.featured else "",
        "venue": paper.venue,
        "type": paper.type,
        "published in": paper.container_title,
        "volume": paper.volume,
        "issue": paper.issue,
        "pages": paper.pages,
        "publisher": paper.publisher,
        "language": paper.language,
        "version": f"v{paper.version}" if paper.version else "",
        "license": paper.license,
        "summary": paper.summary,
        "abstract": paper.abstract,
        "comment": paper.comment,
    }
    lists = {
        "authors": tuple(map(_author, paper.authors)),
        "identifiers": tuple(names_of(paper.ids)),
        "topics": paper.tags,
        "categories": paper.categories,
        "awards": paper.awards,
        "links": tuple(f"{link.kind}: {link.url}" for link in paper.links),
        "relations": tuple(f"{one.kind} {one.target}" for one in paper.relations),
        "notices": tuple(" ".join((one.kind, one.text)).strip() for one in paper.notices),
    }
    return {**{name: _lines(text) for name, text in texts.items()}, **lists}


def _topic_fields(tag: Tag) -> dict[str, Lines]:
    return {
        "label": _lines(tag.label),
        "description": _lines(tag.description),
        "aliases": tag.aliases,
        "broader": _lines(tag.broader),
        "words": tag.words,
        "categories": tag.categories,
    }


def _list_fields(one: ReadingList) -> dict[str, Lines]:
    return {
        "title": _lines(one.title),
        "introduction": _lines(one.introduction),
        "papers": tuple(paper.paper for paper in one.papers),
        "notes": tuple(f"{paper.paper}: {paper.note}" for paper in one.papers if paper.note),
    }


def _author(author: Author) -> str:
    more = ", ".join(filter(None, (author.orcid, author.affiliation)))
    return f"{author.name} ({more})" if more else author.name


def _lines(text: str) -> Lines:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
