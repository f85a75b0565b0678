"""Checking a collection: everything that is wrong with what its curators wrote, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from broadsheet.digest.settings import read_settings
from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.enrich import collection_settings
from broadsheet.fetch.guard import Verdict, judge_all
from broadsheet.fetch.lock import Lock, read_lock
from broadsheet.language.words import load_words
from broadsheet.project import Project
from broadsheet.records.catalogue import record_names, relation_problems, sole_records
from broadsheet.records.loader import Records, records_in, yaml_paths
from broadsheet.records.models import Record
from broadsheet.records.places import Places
from broadsheet.records.reading_lists import ReadingList, load_reading_lists
from broadsheet.records.yaml_file import read_yaml
from broadsheet.review.pages import (
    Shelf,
    list_text_problems,
    page_problems,
    record_text_problems,
)
from broadsheet.review.rules import ruled, weighed
from broadsheet.review.settings import ReviewSettings, read_review_settings
from broadsheet.review.style import record_problems, text_problems
from broadsheet.review.summaries import summary_problems
from broadsheet.review.twins import twin_problems
from broadsheet.tagging.rules import tag_problems
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary


def check(project: Project) -> tuple[Problem, ...]:
    """Return all Problems of records, topics, lists, pages, lock and settings, by path and line.

    Each has the name of its rule and the weight that the collection's settings give it.
    """
    settings = read_review_settings(project.checks, project.shown(project.checks))
    found = _Collection.read(project).problems(project, settings)
    return tuple(sorted(set(weighed(found, settings.weights))))


class _Collection(Struct, frozen=True):
    """All that is read, once, whatever rules look at it."""

    loaded: Records
    style: tuple[Problem, ...]
    records: tuple[Record, ...]
    duplicates: tuple[Problem, ...]
    names: dict[str, str]
    vocabulary: Vocabulary
    lists: tuple[ReadingList, ...]
    lock: Lock
    more: tuple[Problem, ...]
    """Of the vocabulary, the lists and the lock."""

    @classmethod
    def read(cls, project: Project) -> _Collection:
        vocabulary, topics = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
        loaded, style = _read_records(project, vocabulary)
        records, duplicates = sole_records(loaded.records)
        # A slip in one record must not hide what else is wrong with it, nor make others look wrong.
        names = record_names((*records, *loaded.flawed))
        lists, listed = load_reading_lists(project.collections, project.root, names)
        lock = read_lock(project.fetched, project.root)
        more = (
            *ruled("vocabulary", topics),
            *ruled("reading-list", listed),
            *ruled("lock", lock.problems),
        )
        return cls(loaded, style, records, tuple(duplicates), names, vocabulary, lists, lock, more)

    def problems(self, project: Project, settings: ReviewSettings) -> Iterator[Problem]:
        """Yield what each rule says; the same thing may be said twice."""
        places = Places(project.root)
        all_records = (*self.loaded.records, *self.loaded.flawed)
        verdicts = judge_all(self.records, self.lock.answers)
        yield from ruled("record", self.loaded.problems)
        yield from self.style
        yield from _without_twins(self.duplicates, twins := [*self._twins(verdicts)])
        yield from twins
        yield from ruled("dead-relation", relation_problems(all_records, self.names, places))
        yield from ruled("unknown-tag", tag_problems(all_records, self.vocabulary, places))
        yield from self.more
        for verdict in verdicts.values():
            yield from ruled("wrong-paper", verdict.problems)
        yield from summary_problems(
            self.records, self.lock.answers, settings.longest_summary, places
        )
        yield from record_text_problems(self.records, places)
        yield from list_text_problems(self.lists)
        yield from page_problems(project.pages, project.root, self._shelf())
        _, words = load_words("en", project.words, project.shown(project.words))
        yield from ruled("settings", words)
        yield from ruled("settings", collection_settings(project).problems)
        yield from ruled("settings", settings.problems)
        digest = read_settings(project.digest, project.shown(project.digest))
        yield from ruled("settings", digest.problems)

    def _twins(self, verdicts: dict[str, Verdict]) -> Iterator[Problem]:
        return twin_problems(self.records, verdicts)

    def _shelf(self) -> Shelf:
        ids = {record.id for record in (*self.loaded.records, *self.loaded.flawed)}
        return Shelf(ids, set(self.vocabulary.tags), {one.slug for one in self.lists})


def _read_records(project: Project, vocabulary: Vocabulary) -> tuple[Records, tuple[Problem, ...]]:
    """Read all record files, and look at how they are written while they are at hand."""
    records: list[Record] = []
    problems: list[Problem] = []
    flawed: list[Record] = []
    style: list[Problem] = []
    for path in yaml_paths(project.papers):
        file = read_yaml(path, path.relative_to(project.root).as_posix())
        found = records_in(file)
        records += found.records
        problems += found.problems
        flawed += found.flawed
        style += text_problems(file)
        style += record_problems(file, vocabulary)
    for path in (*yaml_paths(project.collections), project.vocabulary):
        if path.exists():
            style += text_problems(read_yaml(path, path.relative_to(project.root).as_posix()))
    return Records(tuple(records), tuple(problems), tuple(flawed)), tuple(style)


def _without_twins(duplicates: Iterable[Problem], twins: Sequence[Problem]) -> Iterator[Problem]:
    """Leave out that two records have one title where it is said that they are one paper."""
    said = {(one.path, one.line) for one in twins}
    for problem in duplicates:
        rule = "duplicate-paper" if problem.is_error else "same-title"
        if problem.is_error or (problem.path, problem.line) not in said:
            yield from ruled(rule, (problem,))


def below(problems: Iterable[Problem], project: Project, paths: Sequence[Path]) -> list[Problem]:
    """Keep the Problems of some files or folders; all of them where none is named.

    Raises:
        BroadsheetError: one of the paths leads nowhere.
    """
    if lost := next((path for path in paths if not path.exists()), None):
        raise BroadsheetError(f"{lost}: there is no such file or folder")
    wanted = [PurePosixPath(project.shown(path)) for path in paths]
    return [one for one in problems if not wanted or _is_below(one.path, wanted)]


def _is_below(shown: str, wanted: Iterable[PurePosixPath]) -> bool:
    return any(PurePosixPath(shown).is_relative_to(path) for path in wanted)
