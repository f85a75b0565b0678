"""A whole collection read from disk, for commands that need no site: papers, topics, lists."""

from __future__ import annotations

from msgspec import Struct

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.merger import merge_all
from broadsheet.fetch.order import read_order
from broadsheet.language.words import ENGLISH, Words
from broadsheet.project import Project
from broadsheet.records.catalogue import Catalogue, sole_records
from broadsheet.records.loader import load_records
from broadsheet.records.reading_lists import load_reading_lists
from broadsheet.tagging.facets import Facets, group
from broadsheet.tagging.rules import assign
from broadsheet.tagging.vocabulary import Vocabulary, load_vocabulary


class Collection(Struct, frozen=True):
    """What a build works on, grouped as readers browse it."""

    catalogue: Catalogue
    vocabulary: Vocabulary
    facets: Facets
    problems: tuple[Problem, ...] = ()


def read_collection(project: Project, words: Words = ENGLISH) -> Collection:
    """Read records, lock, topics and reading lists; whatever is wrong with them is a Problem."""
    loaded = load_records(project.papers, project.root)
    records, repeated = sole_records(loaded.records)
    lock = read_lock(project.fetched, project.root)
    order = read_order(project.sources, project.shown(project.sources))
    catalogue = Catalogue.of(merge_all(records, lock.answers, order))
    shown = project.shown(project.vocabulary)
    vocabulary, topics = load_vocabulary(project.vocabulary, shown)
    lists, listed = load_reading_lists(project.collections, project.root, catalogue.names)
    assignments = assign(catalogue.papers, vocabulary, words)
    facets = group(catalogue, vocabulary, assignments, lists, words)
    problems = (*loaded.problems, *repeated, *lock.problems, *topics, *listed)
    return Collection(catalogue, vocabulary, facets, problems)


def read_sound_collection(project: Project, words: Words = ENGLISH) -> Collection:
    """Read a collection that has no errors.

    Raises:
        BroadsheetError: there are some, so that what follows would lack papers.
    """
    found = read_collection(project, words)
    wrong = [problem for problem in found.problems if problem.is_error]
    if wrong:
        count = "1 error" if len(wrong) == 1 else f"{len(wrong)} errors"
        raise BroadsheetError(f"{count} in the content; `broadsheet check` names all: {wrong[0]}")
    return found
