"""A work as a bibliography tells of it, in that format's words, and the paper that it becomes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid, Problem, Severity
from broadsheet.imports.importer import ImportedPaper
from broadsheet.imports.languages import language_tag
from broadsheet.imports.work_dates import read_date
from broadsheet.imports.work_ids import Warn as _Warn
from broadsheet.imports.work_ids import read_ids, read_links
from broadsheet.records.ids import parse_url
from broadsheet.records.markup_text import markup_to_text
from broadsheet.records.models import Count, Facts
from broadsheet.records.names import Author, parse_name
from broadsheet.records.tex import UNPRINTABLE
from broadsheet.records.titles import title_key

_MOST_BYTES = 1_000_000
"""Of one paper's facts: beyond it some bracket was not closed."""
_FULL_STOP = re.compile(r"(?<!\.)\.$")
_RANGE = re.compile(r"\s*(?:-{2,3}|[–—])\s*")
_HYPHEN = re.compile(r"(?i)(\w*\d\w*|[ivxlc]+)\s*-\s*(\w*\d\w*|[ivxlc]+)")
_PREPRINT = re.compile(
    r"(?i)\s*(?:arxiv\b.*|corr(?:,?\s*(?:vol\.?\s*)?abs/.*)?|abs/\d.*|eprint\b.*)"
)
_SEVERAL = re.compile(r"\s*(?:;|\s(?:and|&)\s)\s*")
_NOBODY = re.compile(r"(?i)et\.?\s+al\.?|others")


_LINES = ("venue", "issue", "publisher", "abstract", "comment")
"""Fields of a work that facts have as they are, on one line."""
_WORDS = ("keywords", "categories")


class Work(Struct, kw_only=True):
    """What a file says of one work, its texts without the format's own escapes."""

    line: int
    name: str = ""
    """What the file calls it: a citation key, a row's number."""
    type: str = ""
    """A CSL type, or empty where the format does not say."""
    title: str = ""
    authors: list[Author] = []
    date: str = ""
    updated: str = ""
    venue: str = ""
    container_title: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    language: str = ""
    abstract: str = ""
    license: str = ""
    comment: str = ""
    keywords: list[str] = []
    categories: list[str] = []
    ids: list[tuple[str, str]] = []
    """Kind and value, in any form; an empty kind where only the value tells."""
    links: list[tuple[str, str]] = []
    """Kind and address; the kind `url` is the work's page."""
    counts: list[Count] = []
    topics: list[str] = []
    summary: str = ""
    featured: dt.date | None = None


def read_work(work: Work, path: str) -> tuple[ImportedPaper | None, list[Problem]]:
    """Return the paper that a work becomes, or none, and what could not be taken of it."""
    problems: list[Problem] = []

    def warn(message: str, hint: str = "") -> None:
        label = f"{work.name}: " if work.name else ""
        problems.append(Problem(path, work.line, 1, f"{label}{message}", hint, Severity.WARNING))

    facts = _facts(work, warn)
    if refusal := _refusal(facts):
        label = f"`{work.name}`: " if work.name else ""
        return None, [*problems, Problem(path, work.line, 1, f"{label}{refusal[0]}", refusal[1])]
    paper = ImportedPaper(
        facts=facts,
        line=work.line,
        featured=work.featured,
        topics=tuple(_lines(work.topics)),
        summary=_block(work.summary),
        name=_line(work.name),
    )
    return paper, problems


def _refusal(facts: Facts) -> tuple[str, str] | None:
    ids = facts.ids
    if not (title_key(facts.title) or any(msgspec.structs.astuple(ids))):
        return "no title or identifier to know the paper by; not imported", "give it a title"
    if len(msgspec.json.encode(facts)) > _MOST_BYTES:
        return "more than a megabyte on one paper; not imported", "is a bracket not closed?"
    return None


def _facts(work: Work, warn: _Warn) -> Facts:
    links = [*work.links]
    ids, more = read_ids(work.ids, links, warn)
    date = read_date(work.date)
    if date is None and re.search(r"\d", work.date):
        warn(f"`{_line(work.date)}` is no date; left out", "write 2024, 2024-05 or 2024-05-31")
    container, volume = _line(work.container_title), _line(work.volume)
    kind = work.type
    if ids.arxiv and _PREPRINT.fullmatch(container or volume):
        # What some write as a journal is the preprint's own number.
        container, volume, kind = "", "", "article" if kind == "article-journal" else kind
    lines: dict[str, Any] = {name: _line(getattr(work, name)) for name in _LINES}
    words: dict[str, Any] = {name: _distinct(getattr(work, name)) for name in _WORDS}
    return Facts(
        **lines,
        **words,
        title=_FULL_STOP.sub("", _line(work.title)),
        authors=tuple(work.authors),
        published=date,
        updated=read_date(work.updated),
        type=kind,
        container_title=container,
        volume=volume,
        pages=page_range(_line(work.pages)),
        language=_language(work.language, warn),
        license=_license(work.license, warn),
        counts=tuple(sorted(work.counts)),
        ids=ids,
        links=read_links(more, warn),
    )


def _language(text: str, warn: _Warn) -> str:
    tag = language_tag(_line(text))
    if text.strip() and not tag:
        warn(f"the language `{_line(text)}` is not known; left out", "write a tag such as en")
    return tag


def _license(text: str, warn: _Warn) -> str:
    line = _line(text)
    try:
        return parse_url(line) if line else ""
    except Invalid:
        warn(f"the licence `{line}` is no address; left out", "write its URL")
        return ""


def page_range(text: str) -> str:
    """Return pages with an en dash between them, as records have it: `12–34`."""
    if match := _HYPHEN.fullmatch(text):
        return f"{match[1]}–{match[2]}"
    return _RANGE.sub("–", text).strip("–")


def read_authors(names: Iterable[str]) -> list[Author]:
    """Read names; what is no name of a person is a group's, so that nobody is left out.

    `et al.` and `others` name nobody.
    """
    return [author for name in names for author in _read_author(name)]


def read_listed(names: Iterable[str]) -> list[Author]:
    """Read names of a list whose people stand as `Family, Given`; others are whole as they are."""
    return read_authors(name if "," in name else f"{name}," for name in names)


def _read_author(text: str) -> Iterator[Author]:
    is_marked = "<" in text or "&" in text
    line = _line(markup_to_text(text) if is_marked else text)
    name = line.strip(" ,;")
    if not any(letter.isalnum() for letter in name) or _NOBODY.fullmatch(name):
        return
    if line.endswith(","):
        # As EndNote has it: nothing behind the comma, so this is one name as it stands.
        yield Author(family=name, is_group=" " in name)
        return
    try:
        yield parse_name(name)
    except Invalid:
        several = [part for part in _SEVERAL.split(name) if part]
        if len(several) > 1:
            yield from read_authors(several)
        else:
            yield Author(family=name, is_group=True)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_lines(texts)))


def _lines(texts: Iterable[str]) -> Iterator[str]:
    return filter(None, map(_line, texts))


def _line(text: str) -> str:
    return " ".join(UNPRINTABLE.sub(lambda one: " " if one[0].isspace() else "", text).split())


def _block(text: str) -> str:
    """Return a text of several lines without what YAML cannot hold."""
    return "\n".join(_line(line) for line in text.strip().splitlines())
