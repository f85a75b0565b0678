"""Pages: what is wrong with the Markdown that people wrote, in pages, summaries and lists."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence, Set
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from broadsheet.errors import Problem, Severity
from broadsheet.records.models import Record
from broadsheet.records.places import Places
from broadsheet.records.reading_lists import ReadingList
from broadsheet.records.shapes import did_you_mean
from broadsheet.review.markdown import Mention, mentions, place_of

_MADE = frozenset({"papers", "topics", "collections"})
"""Folders of pages whose names are known without a build: ids, tags and names of lists."""
_GENERATED = frozenset({"authors", "venues", "years", "editions", "feeds", "exports", "api"})
"""Folders whose files only a build knows; the build says which links into them are dead."""
_LANDINGS = frozenset({"stats", "shelf", "search", "subscribe", "changes", "contributors"})
_FILES = frozenset({"llms.txt", "sitemap.xml"})


class Shelf(Struct, frozen=True):
    """What links of pages may lead to: the names of papers, topics and reading lists."""

    papers: Set[str]
    topics: Set[str]
    collections: Set[str]


def page_problems(folder: Path, root: Path, shelf: Shelf) -> Iterator[Problem]:
    """Name what is wrong with the pages of a folder, by path."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*.md")):
        shown = path.relative_to(root).as_posix()
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            hint = "save the file as UTF-8"
            yield Problem(shown, 1, 1, "the page is not UTF-8", hint, rule="unreadable-page")
        except OSError as error:
            message = f"the page cannot be read: {error.strerror}"
            yield Problem(shown, 1, 1, message, rule="unreadable-page")
        else:
            here = path.relative_to(folder).as_posix()
            for one in mentions(text):
                place = place_of(text, one.start)
                for rule, message, hint in _faults(one):
                    yield _at(shown, place, message, hint, Severity.WARNING, rule)
                for message, hint in _dead(one, here, folder, shelf):
                    yield _at(shown, place, message, hint, Severity.ERROR, "dead-link")


def record_text_problems(records: Iterable[Record], places: Places) -> Iterator[Problem]:
    """Name insecure links of records, and what is wrong with the Markdown of their summaries."""
    for record in records:
        # Most records have no Markdown at all; that is seen at once.
        if "](" in record.summary or "<" in record.summary:
            for one in mentions(record.summary):
                for rule, message, hint in _faults(one):
                    severity = Severity.WARNING
                    yield places.problem(record.origin, ("summary",), message, hint, severity, rule)
        if record.ids.url.startswith("http://"):
            yield _insecure(places, record, ("url",), record.ids.url)
        for link in record.links:
            if link.url.startswith("http://"):
                yield _insecure(places, record, ("links", link.kind), link.url)


def list_text_problems(lists: Sequence[ReadingList]) -> Iterator[Problem]:
    """Name what is wrong with the Markdown of reading lists."""
    for one in lists:
        for text in (one.introduction, *(paper.note for paper in one.papers)):
            for mention in mentions(text):
                for rule, message, hint in _faults(mention):
                    place = (one.origin.line, 1)
                    yield _at(one.origin.path, place, message, hint, Severity.WARNING, rule)


def _faults(one: Mention) -> Iterator[tuple[str, str, str]]:
    if one.is_image and not one.text:
        hint = "say in a few words what it shows: ![what it shows](address)"
        yield "image-text", f"the image `{one.target}` has no text", hint
    if one.target.startswith("http://"):
        yield "insecure-link", *_insecure_words(one.target)


def _insecure(places: Places, record: Record, at: tuple[str, ...], url: str) -> Problem:
    message, hint = _insecure_words(url)
    return places.problem(record.origin, at, message, hint, Severity.WARNING, "insecure-link")


def _insecure_words(url: str) -> tuple[str, str]:
    return f"`{url}` is not encrypted", "write https:// if the site answers there"


def _dead(one: Mention, here: str, folder: Path, shelf: Shelf) -> Iterator[tuple[str, str]]:
    url = urlsplit(one.target)
    path = unquote(url.path)
    if url.scheme or url.netloc or not path or path.startswith("/"):
        return
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    top, _, rest = target.partition("/")
    is_generated = top in _GENERATED or target in _FILES
    if (folder / target).exists() or is_generated or target == "..":
        return
    if rest in ("", "index.md") and top in _MADE | _LANDINGS:
        return
    name, extension = posixpath.splitext(rest)
    if top in _MADE and extension == ".md":
        known = getattr(shelf, top)
        if name not in known:
            yield f"there is no page `{target}`", did_you_mean(name, known)
        return
    yield f"`{one.target}` leads to nothing", "links count from this page's own folder"


def _at(
    path: str, place: tuple[int, int], message: str, hint: str, severity: Severity, rule: str
) -> Problem:
    return Problem(path, *place, message, hint, severity, rule)
