"""The story of a collection: papers added, corrected and withdrawn, by whom and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from broadsheet import __version__
from broadsheet.cache import recall
from broadsheet.history.commits import Commit, commits
from broadsheet.history.git import Git, GitError
from broadsheet.history.versions import Version, read_versions
from broadsheet.project import Project

_FILE = "history.json"


class Deed(StrEnum):
    """What was done to a paper."""

    ADDED = "added"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class Happening(Struct, frozen=True, kw_only=True):
    """One commit's deeds of one kind; papers in the order of their ids."""

    commit: str
    day: dt.date
    deed: Deed
    papers: tuple[str, ...]
    titles: tuple[str, ...]
    fields: tuple[str, ...] = ()
    """Which fields were corrected, of whichever paper."""
    people: tuple[str, ...] = ()
    reason: str = ""


class Contributor(Struct, frozen=True, order=True):
    """A person by the name that git or a record has, and what is owed to them."""

    name: str
    added: int
    corrected: int
    latest: tuple[str, ...] = ()
    """The papers added last, the newest first."""


class Story(Struct, frozen=True):
    """All that git knows, the newest first."""

    happenings: tuple[Happening, ...] = ()
    added_by: Mapping[str, tuple[str, ...]] = {}
    """Whom each paper is owed to."""
    added_on: Mapping[str, dt.date] = {}
    contributors: tuple[Contributor, ...] = ()
    """By the number of papers they added, then by name."""
    is_cut: bool = False
    """Whether the beginning is missing: the clone is shallow."""
    is_known: bool = True
    """Whether there is a repository at all."""


def read_story(project: Project) -> Story:
    """Return a collection's story; the same commit always gives the same.

    It costs one walk of the history and one reading of each version of a record file, and nothing
    where the last commit is the one of the last time.
    """
    git = Git(project.root)
    head = (
        git.text("rev-parse", "--verify", "--quiet", "HEAD^{commit}") if git.is_repository else ""
    )
    if not head:
        return Story(is_known=False)
    folder = project.papers.relative_to(project.root).as_posix()
    boundary = _boundary(git)
    key = f"{__version__} {head} {len(boundary)} {folder}"
    try:
        path = project.cache / _FILE
        return recall(path, key, Story, lambda: tell(git, folder, boundary))
    except GitError:
        # A clone without its blobs, or a git that is not there: the site does without the story.
        return Story(is_known=False)


def _boundary(git: Git) -> frozenset[str]:
    """Return the commits at which a shallow clone begins; they seem to have added everything."""
    path = git.text("rev-parse", "--git-path", "shallow")
    file = git.folder / path if path else None
    if file is None or not file.is_file():
        return frozenset()
    return frozenset(file.read_text("ascii", errors="ignore").split())


def tell(git: Git, folder: str, boundary: frozenset[str]) -> Story:
    """Read the story from git."""
    found = list(commits(git, folder))
    blobs = {
        blob for one in found for change in one.changes for blob in (change.before, change.after)
    }
    teller = _Teller(read_versions(git, blobs - {""}))
    for one in found:
        teller.take(one, is_beginning=one.name in boundary)
    return teller.story(is_cut=bool(boundary))


class _Teller:
    """Follows the papers through the commits."""

    def __init__(self, versions: Mapping[str, Mapping[str, Version]]) -> None:
        self.versions = versions
        self.present: set[str] = set()
        self.happenings: list[Happening] = []
        self.added_by: dict[str, tuple[str, ...]] = {}
        self.added_on: dict[str, dt.date] = {}
        self.added: Counter[str] = Counter()
        self.corrected: Counter[str] = Counter()
        self.latest: dict[str, list[str]] = {}

    def take(self, commit: Commit, *, is_beginning: bool) -> None:
        """Take in one commit; the first of a shallow clone says only what was there by then."""
        old = self._all(change.before for change in commit.changes)
        new = self._all(change.after for change in commit.changes)
        if is_beginning:
            self.present.update(new)
            return
        moved = _moves(old, new)
        added = sorted(new.keys() - old.keys() - moved.keys() - self.present)
        gone = sorted((old.keys() - new.keys() - set(moved.values())) & self.present)
        changed = {
            paper: fields
            for paper in sorted(new)
            if (before := old.get(moved.get(paper, paper)))
            and (fields := _changed(before, new[paper]))
        }
        # In place: a new set for each of 10,000 commits would cost the square of the papers.
        self.present.update(new)
        self.present.difference_update(gone, moved.values())
        self._credit(commit, added, new, changed)
        if added:
            self._tell(commit, Deed.ADDED, {paper: new[paper] for paper in added})
        if changed:
            fields = tuple(sorted({name for some in changed.values() for name in some}))
            papers = {paper: new[paper] for paper in changed}
            self._tell(commit, Deed.CORRECTED, papers, fields)
        if gone:
            self._tell(commit, Deed.WITHDRAWN, {paper: old[paper] for paper in gone})

    def _all(self, blobs: Iterable[str]) -> dict[str, Version]:
        return {
            paper: version
            for blob in blobs
            if blob
            for paper, version in self.versions[blob].items()
        }

    def _credit(
        self,
        commit: Commit,
        added: list[str],
        new: Mapping[str, Version],
        changed: Mapping[str, tuple[str, ...]],
    ) -> None:
        for paper in added:
            named = new[paper].added_by
            people = (named,) if named else commit.people
            self.added_by[paper], self.added_on[paper] = people, commit.day
            for person in people:
                self.added[person] += 1
                self.latest.setdefault(person, []).append(paper)
        if changed:
            self.corrected.update(commit.people)

    def _tell(
        self,
        commit: Commit,
        deed: Deed,
        papers: Mapping[str, Version],
        fields: tuple[str, ...] = (),
    ) -> None:
        named = [one.added_by for one in papers.values() if one.added_by and deed is Deed.ADDED]
        self.happenings.append(
            Happening(
                commit=commit.name,
                day=commit.day,
                deed=deed,
                papers=tuple(papers),
                titles=tuple(one.title for one in papers.values()),
                fields=fields,
                people=tuple(dict.fromkeys(named)) or commit.people,
                reason=commit.reason,
            )
        )

    def story(self, *, is_cut: bool) -> Story:
        """Return all that was told, the newest first."""
        names = sorted(
            {*self.added, *self.corrected}, key=lambda name: (-self.added[name], name.lower(), name)
        )
        contributors = tuple(
            Contributor(
                name,
                self.added[name],
                self.corrected[name],
                tuple(self.latest.get(name, [])[:-4:-1]),
            )
            for name in names
        )
        return Story(
            tuple(reversed(self.happenings)), self.added_by, self.added_on, contributors, is_cut
        )


def _moves(old: Mapping[str, Version], new: Mapping[str, Version]) -> dict[str, str]:
    """Return the way from new ids to old ones of papers that got another id."""
    gone = {name: paper for paper in old if paper not in new for name in old[paper].names}
    moves: dict[str, str] = {}
    for paper in sorted(new.keys() - old.keys()):
        before = next((gone[name] for name in new[paper].names if name in gone), "")
        if before and before not in moves.values():
            moves[paper] = before
    return moves


def _changed(before: Version, after: Version) -> tuple[str, ...]:
    names = sorted(before.fields.keys() | after.fields.keys())
    return tuple(one for one in names if before.fields.get(one) != after.fields.get(one))
