"""The order of sources: whom to believe first, field by field.

Where the settings say `order:` in `site_config/sources.yaml`, the sources named there come first;
those not named follow in the order of this module, and those unknown to it by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import UNSET, Struct, UnsetType

from broadsheet.errors import Problem, Severity
from broadsheet.records.shapes import did_you_mean, fitting_part
from broadsheet.records.yaml_file import Tree, YamlFile, read_yaml

TAKEN_IN = (
    "broadsheet", "csl-json", "zotero", "zotero-rdf", "bibtex", "endnote", "ris", "table",
    "markdown-list", "id-list", "hugging-face-daily", "daily-papers",
)  # fmt: skip
"""What people bring in files: reference managers' word before that of pages."""
# Editors who check against the paper, then the authors' own typing, then registries, which shorten
# and capitalise, then those who copy from registries.
_GENERAL = (
    "acl-anthology", "pubmed", "arxiv", "arxiv-oai", "openreview", "crossref", "datacite", "dblp",
    "openalex", "semantic-scholar", "hugging-face", "github", *TAKEN_IN,
)  # fmt: skip
# The publisher's record of the printed version; a preprint server hears of it last.
_PUBLICATION = (
    "acl-anthology", "crossref", "pubmed", "dblp", "openreview", "datacite", "openalex",
    "semantic-scholar", "arxiv", "arxiv-oai",
)  # fmt: skip
_ORDERS: Mapping[str, tuple[str, ...]] = {
    "venue": _PUBLICATION,
    "type": _PUBLICATION,
    "container_title": _PUBLICATION,
    "volume": _PUBLICATION,
    "issue": _PUBLICATION,
    "pages": _PUBLICATION,
    "publisher": _PUBLICATION,
    # The published version's are the publisher's to give; on arXiv stands what authors typed.
    "ids": _PUBLICATION,
    # arXiv keeps formulas; OpenAlex has lost them, for it knows an abstract only as a bag of words.
    "abstract": (
        "arxiv", "arxiv-oai", "acl-anthology", "openreview", "pubmed", "crossref", "datacite",
        "semantic-scholar", "openalex", "hugging-face", "daily-papers",
    ),
    # The day a version went up is known where it went up.
    "published": (
        "arxiv", "arxiv-oai", "openreview", "acl-anthology", "pubmed", "crossref", "datacite",
    ),
    "updated": ("arxiv", "arxiv-oai", "openreview"),
    "version": ("arxiv", "arxiv-oai", "openreview"),
    "categories": ("arxiv", "arxiv-oai"),
    "license": (
        "arxiv", "arxiv-oai", "acl-anthology", "openreview", "datacite", "crossref", "pubmed",
    ),
    # Free copies before those behind a publisher's door.
    "links": (
        "acl-anthology", "arxiv", "arxiv-oai", "openreview", "pubmed", "hugging-face", "github",
        "semantic-scholar", "openalex", "dblp", "crossref", "daily-papers",
    ),
    # A forge knows its own repositories; others saw them some day.
    "repositories": ("github", "hugging-face"),
    "stars": ("github", "hugging-face"),
    # It counts what cites the preprint and the published version as one; Crossref the DOI alone.
    "citations": ("semantic-scholar", "openalex", "crossref"),
    "upvotes": ("hugging-face", "daily-papers"),
    "reactions": ("github-votes",),
}  # fmt: skip
ORDERED = (
    "title", "authors", "published", "updated", "version", "venue", "type", "container_title",
    "volume", "issue", "pages", "publisher", "language", "abstract", "categories", "comment",
    "journal_ref", "license", "keywords", "notices", "repositories", "machine_summary", "ids",
    "links", "citations", "upvotes", "stars", "reactions",
)  # fmt: skip
"""The fields, and the kinds of counts, that have an order each."""


class OrderShape(Struct, forbid_unknown_fields=True, kw_only=True):
    """What may stand below `order:`: a list of sources for a field, `default` for all others."""

    default: list[str] | UnsetType = UNSET
    title: list[str] | UnsetType = UNSET
    authors: list[str] | UnsetType = UNSET
    published: list[str] | UnsetType = UNSET
    updated: list[str] | UnsetType = UNSET
    version: list[str] | UnsetType = UNSET
    venue: list[str] | UnsetType = UNSET
    type: list[str] | UnsetType = UNSET
    container_title: list[str] | UnsetType = UNSET
    volume: list[str] | UnsetType = UNSET
    issue: list[str] | UnsetType = UNSET
    pages: list[str] | UnsetType = UNSET
    publisher: list[str] | UnsetType = UNSET
    language: list[str] | UnsetType = UNSET
    abstract: list[str] | UnsetType = UNSET
    categories: list[str] | UnsetType = UNSET
    comment: list[str] | UnsetType = UNSET
    journal_ref: list[str] | UnsetType = UNSET
    license: list[str] | UnsetType = UNSET
    keywords: list[str] | UnsetType = UNSET
    notices: list[str] | UnsetType = UNSET
    repositories: list[str] | UnsetType = UNSET
    machine_summary: list[str] | UnsetType = UNSET
    ids: list[str] | UnsetType = UNSET
    links: list[str] | UnsetType = UNSET
    citations: list[str] | UnsetType = UNSET
    upvotes: list[str] | UnsetType = UNSET
    stars: list[str] | UnsetType = UNSET
    reactions: list[str] | UnsetType = UNSET


class FieldOrder(Struct, frozen=True):
    """For each of ORDERED the sources, the most believed first."""

    by_field: Mapping[str, tuple[str, ...]]
    chosen: frozenset[str] = frozenset()
    """The fields whose order the settings name themselves."""

    @classmethod
    def of(cls, chosen: Mapping[str, Iterable[str]]) -> FieldOrder:
        """Make an order from the settings' lists, which go before the built-in ones."""
        default = tuple(chosen.get("default", ()))
        full = {}
        for field in ORDERED:
            first = tuple(chosen.get(field, default))
            full[field] = tuple(dict.fromkeys((*first, *_ORDERS.get(field, ()), *_GENERAL)))
        return cls(full, frozenset(chosen) - {"default"})


DEFAULT_ORDER = FieldOrder.of({})


@cache
def rank(names: tuple[str, ...], source: str) -> tuple[int, str]:
    """Return a key to sort sources by: those of an order first, all others by name."""
    return (names.index(source) if source in names else len(names), source)


def read_order(path: Path, shown: str) -> FieldOrder:
    """Read `order:` of the sources' settings; what is wrong counts as not said (see settings)."""
    if not path.exists():
        return DEFAULT_ORDER
    part = fitting_part(_section(read_yaml(path, shown).tree), OrderShape)
    return FieldOrder.of(part) if isinstance(part, dict) and part else DEFAULT_ORDER


def order_problems(file: YamlFile, known: Iterable[str]) -> Iterator[Problem]:
    """Name each source in `order:` that there is none of; what shape it has is not looked at."""
    names = {*known, *_GENERAL, *(name for names in _ORDERS.values() for name in names)}
    part = fitting_part(_section(file.tree), OrderShape)
    for field, sources in part.items() if isinstance(part, dict) else ():
        for at, name in enumerate(sources if isinstance(sources, list) else ()):
            if name not in names:
                message = f"there is no source `{name}`"
                hint = did_you_mean(str(name), names)
                where = ("order", field, at)
                yield file.problem(where, message, hint, Severity.WARNING)


def _section(tree: Tree) -> Tree:
    section = tree.get("order") if isinstance(tree, dict) else None
    return section if isinstance(section, dict) else {}
