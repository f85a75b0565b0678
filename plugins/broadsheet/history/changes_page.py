"""The pages of changes and of contributors: the story, as readers are told it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby

from msgspec import Struct

from broadsheet.history.story import Happening, Story
from broadsheet.language.dates import date_text
from broadsheet.language.words import Words
from broadsheet.pages.inner import FeedLink, Inner
from broadsheet.pages.leaf import Leaf
from broadsheet.pages.pager import page_key, pager
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.paging import Slice, slices

CHANGES = "changes/"
CONTRIBUTORS = "contributors/"
_PER_PAGE = 100
_MOST = 30
"""Papers of one commit that are named; an import of thousands says its number."""


class HappeningView(Struct, frozen=True):
    """What one commit did to some papers; a paper that is gone has no key."""

    deed: str
    papers: tuple[Inner, ...]
    more: int
    fields: str
    people: str
    reason: str


class DayView(Struct, frozen=True):
    """A day and what happened then, the latest first."""

    label: str
    date: str
    happenings: tuple[HappeningView, ...]


class ChangesView(Struct, frozen=True, kw_only=True):
    """One page of changes."""

    days: tuple[DayView, ...]
    is_cut: bool
    is_known: bool
    pager: tuple[Inner, ...]
    current: int
    feeds: tuple[FeedLink, ...] = ()
    count: int = 0


class ContributorView(Struct, frozen=True):
    """A person and their latest papers."""

    name: str
    added: int
    corrected: int
    latest: tuple[Inner, ...]


class ContributorsView(Struct, frozen=True, kw_only=True):
    """All who added or corrected something."""

    people: tuple[ContributorView, ...]
    is_cut: bool
    is_known: bool


class StoryPages:
    """Makes the leaves of both pages."""

    def __init__(
        self,
        story: Story,
        papers: Mapping[str, Paper],
        words: Words,
        feeds: tuple[FeedLink, ...] = (),
    ) -> None:
        self.story = story
        self.papers = papers
        self.words = words
        self.feeds = feeds

    def leaves(self) -> Iterator[Leaf]:
        """Yield the pages of changes, then that of contributors."""
        for part in slices(self.story.happenings, _PER_PAGE):
            title = self.words("changes")
            if part.number > 1:
                title = self.words("list.page", title=title, number=part.number)
            yield Leaf(
                key=page_key(CHANGES, part.number),
                template="changes.html",
                title=title,
                describe=lambda: self.words("changes.description"),
                view=partial(self._changes, part),
                landing=CHANGES,
            )
        yield Leaf(
            key=CONTRIBUTORS,
            template="contributors.html",
            title=self.words("contributors"),
            describe=lambda: self.words("contributors.description"),
            view=self._contributors,
            landing=CONTRIBUTORS,
        )

    def _changes(self, part: Slice[Happening]) -> ChangesView:
        return ChangesView(
            days=tuple(self._days(part.items)),
            is_cut=self.story.is_cut,
            is_known=self.story.is_known,
            pager=pager(CHANGES, part.total),
            current=part.number,
            feeds=self.feeds,
            count=len(self.story.happenings),
        )

    def _days(self, happenings: Sequence[Happening]) -> Iterator[DayView]:
        for day, some in groupby(happenings, key=lambda one: one.day):
            views = tuple(map(self.happening, some))
            yield DayView(date_text(day, self.words), day.isoformat(), views)

    def happening(self, one: Happening) -> HappeningView:
        """Return what a commit did, in the words of the site's language."""
        shown = zip(one.papers[:_MOST], one.titles[:_MOST], strict=True)
        return HappeningView(
            deed=self.words(f"changes.{one.deed}"),
            papers=tuple(self._paper(paper, title) for paper, title in shown),
            more=max(0, len(one.papers) - _MOST),
            fields=", ".join(self.words(f"field.{name}") for name in one.fields),
            people=", ".join(one.people),
            reason=one.reason,
        )

    def _paper(self, name: str, title: str) -> Inner:
        paper = self.papers.get(name)
        if paper is None:
            return Inner(plain_text(title) or name, "")
        return Inner(plain_text(paper.title), f"papers/{name}")

    def _contributors(self) -> ContributorsView:
        people = tuple(
            ContributorView(
                one.name,
                one.added,
                one.corrected,
                tuple(self._paper(paper, "") for paper in one.latest if paper in self.papers),
            )
            for one in self.story.contributors
        )
        return ContributorsView(
            people=people, is_cut=self.story.is_cut, is_known=self.story.is_known
        )
