"""News: what the sources say now of papers that readers have been shown otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from broadsheet.fetch.publications import is_preprint_venue
from broadsheet.fetch.unions import url_key
from broadsheet.history.snapshot import Snapshot
from broadsheet.records.models import Paper

KINDS = ("withdrawn", "published", "renamed", "version")


class News(Struct, frozen=True, order=True):
    """One thing that is new of a paper; `kind` is one of KINDS."""

    kind: str
    paper: str
    text: str
    old_url: str = ""
    """Of a repository that was renamed: what the record says."""
    new_url: str = ""


def news(before: Snapshot, after: Snapshot) -> tuple[News, ...]:
    """Return what is new of papers that are in both snapshots, by kind and paper."""
    found: list[News] = []
    for name, paper in after.papers.items():
        if (old := before.papers.get(name)) is not None:
            found += _of(old, paper)
    return tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one)))


def _of(old: Paper, new: Paper) -> Iterator[News]:
    known = {(one.kind, one.url) for one in old.notices}
    for notice in new.notices:
        if (notice.kind, notice.url) not in known:
            yield News("withdrawn", new.id, f"{notice.kind}: {notice.text}".rstrip(": "))
    if (venue := _publication(new)) and not _publication(old):
        yield News("published", new.id, venue)
    if 0 < old.version < new.version:
        yield News("version", new.id, f"version {new.version}, after {old.version}")
    links = {url_key(link.url): link.url for link in new.links}
    for repository in new.repositories:
        shown = links.get(url_key(repository.url))
        if repository.moved_to and shown and url_key(repository.moved_to) not in links:
            text = f"{repository.url} is {repository.moved_to} now"
            yield News("renamed", new.id, text, shown, repository.moved_to)


def _publication(paper: Paper) -> str:
    names = (paper.venue, paper.container_title)
    return next((name for name in names if name and not is_preprint_venue(name)), "")


def renamed(found: tuple[News, ...]) -> Mapping[str, str]:
    """Return the way from the addresses of repositories to their new ones."""
    return {one.old_url: one.new_url for one in found if one.kind == "renamed"}
