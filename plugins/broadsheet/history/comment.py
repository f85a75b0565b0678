"""The comment of a pull request: what changes for readers, with the cards of new papers."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from broadsheet.history.differences import Change, Differences, Lines
from broadsheet.history.markdown import block, code, text
from broadsheet.pages.links import identifier_links
from broadsheet.records.models import Paper
from broadsheet.records.tex import plain_text
from broadsheet.tagging.vocabulary import Tag

MARKER = "<!-- broadsheet: what changes for readers -->"
"""The first line, by which the comment is found and replaced."""
MOST_CHARS = 60_000
"""GitHub takes 65,536 in one comment."""
_MOST = 25
_MOST_LINES = 40
_WIDTH = 96
_AUTHORS = 6
_Thing = TypeVar("_Thing")


def comment(found: Differences) -> str:
    """Return the whole comment, at most `MOST_CHARS` long."""
    parts = [MARKER, f"### {_headline(found)}", *_parts(found)]
    if found.is_empty:
        parts.append("Nothing that readers see changes.")
    kept: list[str] = []
    room = MOST_CHARS - 100
    for part in parts:
        if room < len(part) + 2:
            kept.append("*There is more; this is as much as fits here.*")
            break
        kept.append(part)
        room -= len(part) + 2
    return "\n\n".join(kept) + "\n"


def _headline(found: Differences) -> str:
    counts = (
        (len(found.added), "added"),
        (len(found.changed), "changed"),
        (len(found.moved), "moved"),
        (len(found.removed), "removed"),
    )
    said = [f"{_papers(count)} {verb}" for count, verb in counts if count]
    return ", ".join(said) or "No paper changes"


def _parts(found: Differences) -> Iterator[str]:
    if found.unreadable:
        many = "mistakes" if found.unreadable > 1 else "mistake"
        yield f"⚠️ {found.unreadable} {many} in the records; what they concern is not shown here."
    if found.removed:
        yield "**Removed:** their pages will be gone, and links to them lead nowhere."
        yield from _some(found.removed, lambda paper: f"- {code(paper.id)} {text(paper.title)}")
    for move in found.moved:
        yield (
            f"⚠️ **Another address:** {text(move.title)} moves from {_page(move.before)} "
            f"to {_page(move.after)}; write {code(f'id: {move.before}')} to keep it."
        )
    if found.added:
        yield "**Added**"
        yield from _some(found.added, _card)
    if found.changed:
        yield "**Changed**"
        yield from _some(found.changed, _change)
    if found.renumbered:
        yield f"New numbers (citations, stars, votes) for {_papers(len(found.renumbered))}."
    yield from _topics_and_lists(found)


def _topics_and_lists(found: Differences) -> Iterator[str]:
    if found.new_topics:
        yield "**New topics**"
        yield from _some(found.new_topics, _topic)
    if found.new_lists:
        yield "**New reading lists**"
        yield from _some(
            found.new_lists, lambda one: f"- {text(one.title)} ({_papers(len(one.papers))})"
        )
    lost = [*(tag.tag for tag in found.lost_topics), *(one.slug for one in found.lost_lists)]
    if lost:
        yield "**Topics and lists removed:** " + ", ".join(map(code, lost[:_MOST]))
    yield from _some((*found.changed_topics, *found.changed_lists), _change)


def _card(paper: Paper) -> str:
    """Return a paper as it stands in lists of the site."""
    links = identifier_links(paper.ids)
    title = text(plain_text(paper.title) or paper.id)
    head = f"> #### {f'[{title}]({links[0].url})' if links else title}"
    names = [text(author.name) for author in paper.authors[:_AUTHORS]]
    if more := len(paper.authors) - len(names):
        names.append(f"and {more} more")
    facts = [
        text(paper.venue),
        paper.published.iso if paper.published else "",
        f"edition of {paper.featured}" if paper.featured else "",
        " ".join(map(code, paper.tags)),
    ]
    lines = [head, ", ".join(names), text(paper.summary), " · ".join(filter(None, facts))]
    lines += [f"{code(link.kind)} {code(link.url)}" for link in paper.links]
    lines.append(f"*{_page(paper.id)}, {code(paper.origin.path)}*")
    return "\n>\n".join([lines[0], *(f"> {line}" for line in lines[1:] if line)])


def _change(change: Change) -> str:
    lines: list[str] = []
    for field in change.fields:
        lines.append(f"  {field.field}")
        old, new = _wrapped(field.before), _wrapped(field.after)
        lines += [f"- {line}" for line in _cut([one for one in old if one not in new])]
        lines += [f"+ {line}" for line in _cut([one for one in new if one not in old])]
        if sorted(old) == sorted(new):
            lines.append("! in another order: " + "; ".join(field.after)[:_WIDTH])
    return f"{code(change.name)} {text(change.title)}\n\n{block(lines, 'diff')}"


def _topic(tag: Tag) -> str:
    return f"- {code(tag.tag)} {text(tag.label)}: {text(tag.description)}"


def _wrapped(lines: Lines) -> list[str]:
    return [part for line in lines for part in textwrap.wrap(line, _WIDTH)]


def _cut(lines: list[str]) -> list[str]:
    return lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], "…"]


def _some(things: Sequence[_Thing], show: Callable[[_Thing], str]) -> Iterator[str]:
    yield from map(show, things[:_MOST])
    if (rest := len(things) - _MOST) > 0:
        yield f"*and {rest} more*"


def _page(paper: str) -> str:
    return code(f"/papers/{paper}/")


def _papers(count: int) -> str:
    return "1 paper" if count == 1 else f"{count:,} papers"
