"""What a site offers to programs: `/api/v1/`, described for them and for people, and `/llms.txt`.

https://llmstxt.org/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from broadsheet.exports.data import VERSION, paper_schema
from broadsheet.exports.site_files import ExportedFile
from broadsheet.language.words import ENGLISH, Words
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
    words: Words = ENGLISH,
) -> dict[str, bytes]:
    """Return the files of the interface by their path, the index and its page among them."""
    index = _index(site, exported, facets, papers)
    return {
        f"{ROOT}index.json": _json(index),
        _SCHEMA: paper_schema(),
        f"{ROOT}topics.json": _json(_topics(facets.topics, vocabulary)),
        f"{ROOT}collections.json": _json(_lists(facets.collections)),
        f"{ROOT}index.md": _page(exported, papers, words).encode(),
        "llms.txt": _llms(site, exported, facets, urls, papers, words).encode(),
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


_POINTS = ("version", "stays", "parts", "rights")
"""What others can rely on, by the words that say it."""


def _page(exported: Iterable[ExportedFile], papers: int, words: Words) -> str:
    title, description = words("data"), words("data.description")
    headings = " | ".join(words(f"data.{name}") for name in ("format", "file", "papers", "size"))
    rows = (
        f"| {one.label} | [{one.path}](../../{one.path}) | {words.number(one.papers)} "
        f"| {_size(one.size, words)} |"
        for one in _whole(exported)
    )
    return "\n".join(
        [
            f"---\ntitle: {_quoted(title)}\ndescription: {_quoted(description)}",
            f"search: {{ exclude: true }}\n---\n\n# {title}\n",
            words("data.text", papers=words("papers", count=papers)),
            f"\n## {words('list.all')}\n\n| {headings} |\n|---|---|---|---|",
            *rows,
            f"\n{words('data.lines')}\n\n## {words('data.promise')}\n",
            *(f"- {words(f'data.promise.{name}', version=VERSION)}" for name in _POINTS),
            "",
        ]
    )


def _llms(
    site: SiteName,
    exported: Sequence[ExportedFile],
    facets: Facets,
    urls: Urls,
    papers: int,
    words: Words,
) -> str:
    sections: Mapping[str, list[tuple[str, str, str]]] = {
        words("data.papers"): [
            (words("llms.latest"), urls.path(""), words("llms.latest.text")),
            (words("list.all"), urls.path("papers/"), words("llms.all.text")),
            *(
                (
                    words(f"facet.{facet.name}"),
                    urls.path(f"{facet.name}/"),
                    words.number(len(facet.terms)),
                )
                for facet in facets
                if facet.terms
            ),
        ],
        words("data"): [
            (words("llms.index"), f"{ROOT}index.json", words("llms.index.text")),
            (words("llms.schema"), _SCHEMA, words("llms.schema.text")),
            *(
                (one.label, one.path, f"{_count(one.papers, words)}, {_size(one.size, words)}")
                for one in _whole(exported)
            ),
        ],
    }
    description = _line(site.description) or words("llms.collection")
    head = f"# {_line(site.title)}\n\n> {description}\n\n"
    page = f"{site.address}papers/<id>/"
    about = words("llms.about", papers=_count(papers, words), page=page)
    lists = "".join(_section(name, links, site) for name, links in sections.items())
    return f"{head}{about}\n{lists}"


def _whole(exported: Iterable[ExportedFile]) -> Iterator[ExportedFile]:
    """Yield the files of all papers."""
    return (one for one in exported if one.path.startswith("exports/papers"))


def _section(name: str, links: Iterable[tuple[str, str, str]], site: SiteName) -> str:
    lines = (f"- [{label}]({site.address}{path}): {note}\n" for label, path, note in links)
    return f"\n## {name}\n\n{''.join(lines)}"


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _quoted(text: str) -> str:
    """Return a text in double quotes, which are YAML's as well."""
    return msgspec.json.encode(text).decode()


def _count(papers: int, words: Words) -> str:
    return words("papers", count=papers)


def _size(size: int, words: Words) -> str:
    if size >= 100_000:
        return f"{words.decimal(size / 1e6)} MB"
    return f"{max(1, round(size / 1e3))} kB"


def _line(text: str) -> str:
    return " ".join(text.split())
