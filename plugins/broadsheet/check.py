"""Checking a collection: everything that is wrong with what its curators wrote, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.enrich import collection_settings
from broadsheet.fetch.guard import answer_problems
from broadsheet.fetch.lock import read_lock
from broadsheet.project import Project
from broadsheet.records.catalogue import record_names, relation_problems, sole_records
from broadsheet.records.loader import load_records
from broadsheet.records.places import Places
from broadsheet.records.reading_lists import load_reading_lists
from broadsheet.tagging.rules import tag_problems
from broadsheet.tagging.vocabulary import load_vocabulary


def check(project: Project) -> tuple[Problem, ...]:
    """Return all Problems of records, topics, lists, lock and settings, by path and line."""
    loaded = load_records(project.papers, project.root)
    records, duplicates = sole_records(loaded.records)
    # A slip in one record must not hide what else is wrong with it, nor make others look wrong.
    all_records = (*loaded.records, *loaded.flawed)
    names = record_names((*records, *loaded.flawed))
    places = Places(project.root)
    vocabulary, topics = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    _, lists = load_reading_lists(project.collections, project.root, names)
    lock = read_lock(project.fetched, project.root)
    return tuple(
        sorted(
            {
                *loaded.problems,
                *duplicates,
                *relation_problems(all_records, names, places),
                *topics,
                *tag_problems(all_records, vocabulary, places),
                *lists,
                *lock.problems,
                *answer_problems(records, lock.answers),
                *collection_settings(project).problems,
            }
        )
    )


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
