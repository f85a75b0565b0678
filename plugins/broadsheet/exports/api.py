"""What a site offers to programs: `/api/v1/`, described for them and for people, and `/llms.txt`.

https://llmstxt.org/
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from broadsheet.exports.data import VERSION, paper_schema
from broadsheet.exports.site_files import ExportedFile
from broadsheet.pages.urls import Urls
from broadsheet.tagging.facets import Facet, Facets
from broadsheet.tagging.vocabulary import Vocabulary

ROOT = f"api/v{VERSION}/"
_SCHEMA = f"{ROOT}paper.schema.json"


class SiteName(Struct, frozen=True):
    """How a site is called, and where it is, with a slash at the end; empty if that is not set."""

    title: str
    description: str
    address: str


def api_files(
    site: SiteName,
    facets: Facets,
    vocabulary: Vocabulary,
    exported: Sequence[ExportedFile],
    urls: Urls,
    papers: int,
) -> dict[str, bytes]:
    """Return the files of the interface by their path, the index and its page among them."""
    index = _index(site, exported, facets, papers)
    return {
        f"{ROOT}index.json": _json(index),
        _SCHEMA: paper_schema(),
        f"{ROOT}topics.json": _json(_topics(facets.topics, vocabulary)),
        f"{ROOT}collections.json": _json(_lists(facets.collections)),
        f"{ROOT}index.md": _page(site, exported, papers).encode(),
        "llms.txt": _llms(site, exported, facets, urls, papers).encode(),
    }


def _index(
    site: SiteName, exported: Iterable[ExportedFile], facets: Facets, papers: int
) -> dict[str, Any]:
    return {
        "version": VERSION,
        "title": site.title,
        "description": site.description,
        "site": site.address,
        "papers": papers,
        "schema": _SCHEMA,
        "topics": f"{ROOT}topics.json",
        "collections": f"{ROOT}collections.json",
        "counts": {facet.name: len(facet.terms) for facet in facets},
        "files": [msgspec.to_builtins(one) for one in exported],
    }


def _topics(facet: Facet, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    return [
        {
            "tag": tag.tag,
            "label": tag.label,
            "description": tag.description,
            "aliases": list(tag.aliases),
            "broader": tag.broader,
            "papers": list(term.papers) if (term := facet.by_slug.get(tag.tag)) else [],
        }
        for tag in vocabulary.tags.values()
    ]


def _lists(facet: Facet) -> list[dict[str, Any]]:
    return [
        {
            "slug": term.slug,
            "title": term.label,
            "introduction": term.description,
            "papers": [{"id": one, "note": term.notes.get(one, "")} for one in term.papers],
        }
        for term in facet.terms
    ]


_INTRODUCTION = """\
---
title: Data
description: "Every paper of this collection as data, in six formats, with its schema."
search: {{ exclude: true }}
---

# Data

The {papers} of this collection, for reference managers, scripts and spreadsheets. The files are
made with each build, are the same for all, and ask for no key.

## All papers

| Format | File | Papers | Size |
|---|---|---|---|
{rows}

Each line of the JSON Lines file is one paper with all that is known of it and who said so; its
fields are described by [a JSON Schema](paper.schema.json). [The index](index.json) lists every
file, [topics](topics.json) and [reading lists](collections.json) have files of their own. Each
topic and each reading list has a BibTeX file: `exports/topics/<tag>.bib`,
`exports/collections/<name>.bib`.

## What you can rely on

- This is version {version}, and the number stands in the address. Fields may be added to it; none
  will change its meaning or go away.
- Ids, addresses and citation keys stay: of two papers with one key the later one gets a letter.
- A file of more than 50 MB comes in parts, `papers.bib`, `papers-2.bib` and so on, and the index
  names them all.
- Abstracts belong to their authors and publishers. Each value says its source in `provenance`.
"""


def _page(site: SiteName, exported: Sequence[ExportedFile], papers: int) -> str:
    rows = (
        f"| {one.label} | [{one.path}](../../{one.path}) | {one.papers:,} | {_size(one.size)} |"
        for one in exported
        if one.path.startswith("exports/papers")
    )
    return _INTRODUCTION.format(papers=_count(papers), rows="\n".join(rows), version=VERSION)


def _llms(
    site: SiteName,
    exported: Sequence[ExportedFile],
    facets: Facets,
    urls: Urls,
    papers: int,
) -> str:
    sections: Mapping[str, list[tuple[str, str, str]]] = {
        "Papers": [
            ("Latest edition", urls.path(""), "the newest papers with their summaries"),
            ("All papers", urls.path("papers/"), "the newest first"),
            *(
                (
                    facet.name.capitalize(),
                    urls.path(f"{facet.name}/"),
                    f"{len(facet.terms)} of them",
                )
                for facet in facets
                if facet.terms
            ),
        ],
        "Data": [
            ("Index", f"{ROOT}index.json", "every file there is, with format, size and count"),
            ("Schema", _SCHEMA, "what the fields of a paper in JSON Lines mean"),
            *(
                (one.label, one.path, f"{_count(one.papers)}, {_size(one.size)}")
                for one in exported
                if one.path.startswith("exports/papers")
            ),
        ],
    }
    head = f"# {_line(site.title)}\n\n> {_line(site.description) or 'A collection of papers.'}\n\n"
    about = (
        f"{_count(papers)}. A paper's page is {site.address}papers/<id>/; its data is one line of\n"
        "the JSON Lines file. Summaries are the curators' own words; abstracts their authors'.\n"
    )
    return head + about + "".join(_section(name, links, site) for name, links in sections.items())


def _section(name: str, links: Iterable[tuple[str, str, str]], site: SiteName) -> str:
    lines = (f"- [{label}]({site.address}{path}): {note}\n" for label, path, note in links)
    return f"\n## {name}\n\n{''.join(lines)}"


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _count(papers: int) -> str:
    return "1 paper" if papers == 1 else f"{papers:,} papers"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1e3))} kB"


def _line(text: str) -> str:
    return " ".join(text.split())
