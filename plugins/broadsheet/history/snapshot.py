"""Snapshots: a collection as readers see it, now or at a commit."""

from __future__ import annotations

import io
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError, Problem
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.merger import merge_all
from broadsheet.fetch.order import read_order
from broadsheet.history.git import Git
from broadsheet.project import Project
from broadsheet.records.catalogue import record_names, sole_records
from broadsheet.records.loader import load_records
from broadsheet.records.models import Paper
from broadsheet.records.reading_lists import ReadingList, load_reading_lists
from broadsheet.tagging.vocabulary import Tag, load_vocabulary

_READ = ("content/papers", "content/collections", "content/fetched", "content/tags.yaml",
         "site_config/sources.yaml")  # fmt: skip


class Snapshot(Struct, frozen=True):
    """Papers by id, topics by tag and lists by slug; what cannot be read is left out."""

    papers: Mapping[str, Paper]
    topics: Mapping[str, Tag]
    lists: Mapping[str, ReadingList]
    problems: tuple[Problem, ...] = ()
    """The errors of records, lists and topics."""


def snapshot(project: Project) -> Snapshot:
    """Return a collection as its files are now."""
    loaded = load_records(project.papers, project.root)
    records, duplicates = sole_records(loaded.records)
    answers = read_lock(project.fetched, project.root).answers
    order = read_order(project.sources, project.shown(project.sources))
    names = record_names((*records, *loaded.flawed))
    lists, listed = load_reading_lists(project.collections, project.root, names)
    vocabulary, topics = load_vocabulary(project.vocabulary, project.shown(project.vocabulary))
    problems = (*loaded.problems, *duplicates, *listed, *topics)
    return Snapshot(
        {paper.id: paper for paper in merge_all(records, answers, order)},
        vocabulary.tags,
        {one.slug: one for one in lists},
        tuple(problem for problem in problems if problem.is_error),
    )


def snapshot_at(project: Project, commit: str) -> Snapshot:
    """Return a collection as it was at a commit; the work tree stays as it is.

    Raises:
        BroadsheetError: the commit is not known here, or the collection is in no repository.
    """
    git = Git(project.root)
    with tempfile.TemporaryDirectory(prefix="broadsheet-") as folder:
        root = Path(folder)
        _unpack(git, found_commit(git, commit), root)
        (root / "content" / "papers").mkdir(parents=True, exist_ok=True)
        return snapshot(Project(root, root / "content"))


def found_commit(git: Git, name: str) -> str:
    """Return the full name of a commit, whatever it is called by.

    Raises:
        BroadsheetError: there is none of that name, or the collection is in no repository.
    """
    if not git.is_repository:
        raise BroadsheetError(f"{git.folder}: is in no git repository; run `git init` there")
    found = git.text("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if not found:
        hint = "; this clone is shallow: `git fetch --unshallow` brings the rest"
        raise BroadsheetError(f"there is no commit `{name}` here{hint * git.is_shallow}")
    return found


def common_commit(git: Git, base: str) -> str:
    """Return where the checkout parted from a branch, so that what came there since is no change.

    Raises:
        BroadsheetError: one of them is not known here, or they have nothing in common.
    """
    one, other = found_commit(git, base), found_commit(git, "HEAD")
    if found := git.text("merge-base", one, other):
        return found
    hint = "; this clone is shallow: `git fetch --unshallow` brings what they have"
    raise BroadsheetError(f"`{base}` and HEAD have no commit in common{hint * git.is_shallow}")


def _unpack(git: Git, commit: str, root: Path) -> None:
    # A collection may stand in a folder of its repository; paths of `git archive` count from there.
    there = git.run("ls-tree", "--name-only", commit, "--", *_READ).split()
    if not there:
        return
    data = git.data("archive", "--format=tar", commit, "--", *there)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(root, filter="data")  # links that lead out are refused
