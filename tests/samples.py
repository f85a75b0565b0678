"""Invented papers and small collections, for tests that need some and do not care which.

Everything has a default; what a test is about it says itself: `paper("hare2024", title="Wool")`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.views import Views
from broadsheet.project import Project
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.dates import PartialDate, parse_date, parse_day
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Link, Origin, Paper, Record, Relation
from broadsheet.records.names import Author, parse_name
from broadsheet.records.reading_lists import ListedPaper, ReadingList
from broadsheet.tagging.facets import Facets, group
from broadsheet.tagging.rules import assign
from broadsheet.tagging.vocabulary import Tag, Vocabulary

ORIGIN = Origin("content/papers/socks.yaml")


def paper(
    id: str = "hare2024wool",  # noqa: A002
    *,
    title: str = "On the Pairing of Socks",
    authors: Sequence[str | Author] = ("Wilma Hare",),
    published: str = "2024-05-31",
    featured: str = "",
    updated: str = "",
    arxiv: str = "",
    doi: str = "",
    links: Mapping[str, str] | None = None,
    relations: Mapping[str, str] | None = None,
    **more: Any,
) -> Paper:
    """Return a paper; dates are ISO text, authors names, links and relations one a kind."""
    return Paper(
        id=id,
        ids=more.pop("ids", Identifiers(arxiv=arxiv, doi=doi)),
        origin=more.pop("origin", ORIGIN),
        title=title,
        authors=people(*authors),
        published=_date(published),
        updated=_date(updated),
        featured=_day(featured),
        links=_links(links),
        relations=_relations(relations),
        **more,
    )


def record(
    id: str = "hare2024wool",  # noqa: A002
    *,
    authors: Sequence[str | Author] = (),
    published: str = "",
    featured: str = "",
    arxiv: str = "",
    doi: str = "",
    links: Mapping[str, str] | None = None,
    relations: Mapping[str, str] | None = None,
    **more: Any,
) -> Record:
    """Return a record with nothing but what is said."""
    return Record(
        id=id,
        ids=more.pop("ids", Identifiers(arxiv=arxiv, doi=doi)),
        origin=more.pop("origin", ORIGIN),
        authors=people(*authors),
        published=_date(published),
        featured=_day(featured),
        links=_links(links),
        relations=_relations(relations),
        **more,
    )


def people(*names: str | Author) -> tuple[Author, ...]:
    """Return authors by their names."""
    return tuple(parse_name(one) if isinstance(one, str) else one for one in names)


def tag(name: str, **more: Any) -> Tag:
    """Return a topic whose label is its name with a capital."""
    more.setdefault("label", name.replace("-", " ").capitalize())
    more.setdefault("description", f"Papers on {name}.")
    return Tag(tag=name, origin=Origin("content/tags.yaml"), **more)


def vocabulary(*tags: str | Tag) -> Vocabulary:
    """Return a vocabulary of topics."""
    return Vocabulary.of(tag(one) if isinstance(one, str) else one for one in tags)


def reading_list(
    slug: str,
    *papers: str,
    title: str = "",
    introduction: str = "Read them in this order.",
    note: str = "",
) -> ReadingList:
    """Return a reading list of papers by id, each with the same note."""
    return ReadingList(
        slug=slug,
        title=title or slug.replace("-", " ").capitalize(),
        introduction=introduction,
        papers=tuple(ListedPaper(one, note) for one in papers),
        origin=Origin(f"content/collections/{slug}.yaml"),
    )


def catalogue(*papers: Paper) -> Catalogue:
    """Return a catalogue of papers."""
    return Catalogue.of(papers)


def facets(
    *papers: Paper,
    topics: Vocabulary | None = None,
    lists: Sequence[ReadingList] = (),
    words: Words = ENGLISH,
) -> Facets:
    """Return papers grouped, with topics by their tags and the rules."""
    known = topics or Vocabulary.of(())
    return group(Catalogue.of(papers), known, assign(papers, known, words), lists, words)


def views(
    *papers: Paper,
    topics: Vocabulary | None = None,
    lists: Sequence[ReadingList] = (),
    labels: Mapping[str, str] | None = None,
    words: Words = ENGLISH,
) -> Views:
    """Return the views of papers; `labels` are those of the sources."""
    grouped = facets(*papers, topics=topics, lists=lists, words=words)
    known = topics or Vocabulary.of(())
    return Views(Catalogue.of(papers), grouped, known, labels or {}, words=words)


def collection(count: int = 12, words: Words = ENGLISH) -> Views:
    """Return a collection with some of everything: lists, relations, topics, editions, venues."""
    papers = [_numbered(number, count) for number in range(count)]
    topics = vocabulary(
        tag("clothing"),
        tag("socks", broader="clothing", words=("sock*",)),
        tag("wool", broader="socks"),
        tag("weather"),
    )
    lists = (reading_list("first-steps", papers[0].id, papers[-1].id, note="Start here."),)
    labels = {"arxiv": "arXiv"}
    return views(*papers, topics=topics, lists=lists, labels=labels, words=words)


def _numbered(number: int, count: int) -> Paper:
    return paper(
        f"hare{number:04d}",
        title=f"Socks, Part {number}: $O(n^{number})$ & <more>",
        authors=("Wilma Hare", f"Otto {chr(65 + number % 26)}berg"),
        published=f"20{20 + number % 5}-{number % 12 + 1:02d}",
        featured=(dt.date(2024, 12, 28) + dt.timedelta(number // 4)).isoformat(),
        tags=("wool",) if number % 3 else ("weather",),
        venue=f"SOCK {2020 + number % 5}" if number % 2 else "",
        abstract="We pair socks by hand and by moonlight.",
        relations={"extends": f"hare{(number + 1) % count:04d}"},
    )


def write_project(
    root: Path,
    papers: str | Mapping[str, str],
    tags: str = "",
    lists: Mapping[str, str] | None = None,
) -> Project:
    """Write a collection below a folder: YAML by file name, one text being `papers/papers.yaml`."""
    files = {"papers.yaml": papers} if isinstance(papers, str) else papers
    _write(root / "content" / "papers", files)
    if tags:
        _write(root / "content", {"tags.yaml": tags})
    if lists:
        _write(root / "content" / "collections", lists)
    return Project(root, root / "content")


def _write(folder: Path, files: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _date(text: str) -> PartialDate | None:
    return parse_date(text) if text else None


def _day(text: str) -> dt.date | None:
    return parse_day(text) if text else None


def _links(links: Mapping[str, str] | None) -> tuple[Link, ...]:
    return tuple(Link(kind, url) for kind, url in (links or {}).items())


def _relations(relations: Mapping[str, str] | None) -> tuple[Relation, ...]:
    return tuple(Relation(kind, target) for kind, target in (relations or {}).items())
