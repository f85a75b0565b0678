"""The report of a watch: the text of the pull request that brings its changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from broadsheet.history.differences import Differences
from broadsheet.history.markdown import code, text
from broadsheet.watch.links import Fate, LinkState
from broadsheet.watch.news import News

_MOST = 100
_HEADINGS = {
    "withdrawn": "Withdrawn, retracted or corrected",
    "published": "Now published",
    "renamed": "Repositories with another name",
    "version": "New versions",
}


class Watch(Struct, frozen=True):
    """What a watch found and did."""

    today: dt.date
    news: tuple[News, ...]
    links: tuple[LinkState, ...]
    mended: Mapping[str, str]
    """From old to new addresses that records have now."""
    titles: Mapping[str, str]
    changes: Differences

    @property
    def proposals(self) -> int:
        """Return how many things people are asked to look at."""
        return len(self.news) + len(self._of(Fate.MOVED)) + len(self._of(Fate.GONE))

    def _of(self, fate: Fate) -> tuple[LinkState, ...]:
        return tuple(one for one in self.links if one.fate is fate)


def report(watch: Watch) -> str:
    """Return the report: a title, then what is new, by kind."""
    return "\n\n".join((f"# Data as of {watch.today.isoformat()}", *_parts(watch))) + "\n"


def _parts(watch: Watch) -> Iterator[str]:
    yield _summary(watch)
    for kind, heading in _HEADINGS.items():
        found = [one for one in watch.news if one.kind == kind]
        if found:
            yield f"## {heading}"
            yield _listed([_news_line(one, watch) for one in found])
    moved = [one for one in watch.links if one.fate is Fate.MOVED]
    if moved:
        yield "## Links that have moved for good"
        yield _listed([_moved_line(one, watch) for one in moved])
    gone = [one for one in watch.links if one.fate is Fate.GONE]
    if gone:
        yield "## Links that lead nowhere"
        yield "Nothing is changed for these: find where it went, or take the line out."
        yield _listed([f"- {code(one.url)} answers {one.now}" for one in gone])


def _summary(watch: Watch) -> str:
    unsure = sum(one.fate is Fate.UNSURE for one in watch.links)
    numbers = len(watch.changes.renumbered)
    said = [
        f"{_counted(watch.proposals, 'thing')} to look at",
        f"new numbers for {_counted(numbers, 'paper')}" if numbers else "",
        f"{_counted(len(watch.links), 'link')} tried" if watch.links else "",
        f"{unsure} of them gave no clear answer" if unsure else "",
    ]
    return "; ".join(filter(None, said)) + "."


def _news_line(one: News, watch: Watch) -> str:
    line = f"- {code(one.paper)} {text(watch.titles.get(one.paper, ''))}: {text(one.text)}"
    if one.kind == "renamed" and one.old_url in watch.mended:
        line += " (changed in the record)"
    return line


def _moved_line(one: LinkState, watch: Watch) -> str:
    done = " (changed in the record)" if one.url in watch.mended else ""
    return f"- {code(one.url)} is {code(one.now)} now{done}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"


def _listed(lines: Sequence[str]) -> str:
    rest = [f"- and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return "\n".join([*lines[:_MOST], *rest])
