"""A source: one place on the net that is asked about papers. Built-in ones, and third parties'."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Protocol, runtime_checkable

from msgspec import Struct

from broadsheet.errors import Problem
from broadsheet.fetch.client import Client
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.acl_anthology import AclAnthology
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.fetch.sources.arxiv_oai import ArxivOai
from broadsheet.fetch.sources.crossref import Crossref
from broadsheet.fetch.sources.datacite import DataCite
from broadsheet.fetch.sources.dblp import Dblp
from broadsheet.fetch.sources.github import Github
from broadsheet.fetch.sources.github_votes import GithubVotes
from broadsheet.fetch.sources.hugging_face import HuggingFace
from broadsheet.fetch.sources.openalex import OpenAlex
from broadsheet.fetch.sources.openreview import Openreview
from broadsheet.fetch.sources.pubmed import PubMed
from broadsheet.fetch.sources.semantic_scholar import SemanticScholar
from broadsheet.fetch.target import Target
from broadsheet.records.models import Facts

GROUP = "broadsheet.sources"
"""The entry-point group by which packages add sources; each names a Source or a class of one."""


@runtime_checkable
class Source(Protocol):
    """What the fetch needs to know of a source.

    First comes `key` for each record, then `ask` with up to `batch` keys a time. How many requests
    that takes is the source's affair: one for all keys, or one a key, each by `client.send`.
    """

    @property
    def name(self) -> str:
        """What files and settings call it: `arxiv` for `content/fetched/arxiv.jsonl`."""

    @property
    def label(self) -> str:
        """What people call it: `arXiv`."""

    @property
    def default_url(self) -> str:
        """Where its API is, unless the settings say otherwise."""

    @property
    def interval(self) -> float:
        """Seconds between the starts of two requests to its host, as its documentation asks."""

    @property
    def batch(self) -> int:
        """How many keys one `ask` gets at most."""

    @property
    def terms(self) -> str:
        """Where its terms of use stand; a URL."""

    @property
    def credit(self) -> str:
        """The sentence of thanks that its terms ask for, for the site's about page; plain text."""

    def key(self, target: Target) -> str:
        """Return what it would look a paper up by, or empty text."""

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterable[Finding]:
        """Yield what it says of each key, as it comes.

        Raises:
            FetchError: the rest of the keys could not be asked; what was yielded stays good.
        """


@runtime_checkable
class Finder(Protocol):
    """A source that also finds papers by their titles, for people to choose from."""

    def find(self, client: Client, url: str, title: str) -> Iterable[Facts]:
        """Return a few papers whose titles are near, the nearest first, each with identifiers.

        Raises:
            FetchError: it could not be asked.
        """


class Sources(Struct, frozen=True):
    """All sources there are, in the order of asking, and what is wrong with others."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()


def find_sources(found: Iterable[EntryPoint] | None = None) -> Sources:
    """Return the built-in sources and those of installed packages, sorted by name."""
    sources: dict[str, Source] = {source.name: source for source in _built_in()}
    problems: list[Problem] = []
    points = entry_points(group=GROUP) if found is None else found
    for point in sorted(points, key=lambda one: (one.name, one.value)):
        source = _load(point)
        if isinstance(source, str):
            problems.append(_problem(point, source))
        elif source.name in sources:
            problems.append(_problem(point, f"there is a source `{source.name}` already"))
        else:
            sources[source.name] = source
    return Sources(tuple(sources.values()), tuple(problems))


def _built_in() -> Iterator[Source]:
    yield Arxiv()
    yield Crossref()
    yield OpenAlex()
    yield SemanticScholar()
    yield DataCite()
    yield PubMed()
    yield AclAnthology()
    yield ArxivOai()
    yield Dblp()
    yield Github()
    yield GithubVotes()
    yield HuggingFace()
    yield Openreview()


def _load(point: EntryPoint) -> Source | str:
    """Return a third party's source, or what is wrong with it."""
    try:
        loaded = point.load()
        source = loaded() if isinstance(loaded, type) else loaded
        is_source = isinstance(source, Source)
    except Exception as error:  # noqa: BLE001 (whatever a stranger's code does must not end the fetch)
        return f"it cannot be loaded: {type(error).__name__}: {error}"
    if not is_source:
        return "it is no source: see broadsheet.fetch.source.Source"
    if not (isinstance(source.name, str) and source.name.replace("-", "").isidentifier()):
        return "its name must be letters, digits and hyphens"
    return source  # type: ignore[no-any-return]  # of a third party, just checked


def _problem(point: EntryPoint, message: str) -> Problem:
    hint = "update or remove the package that brings it"
    return Problem(f"{GROUP}:{point.name}", 1, 1, f"the source `{point.value}`: {message}", hint)
