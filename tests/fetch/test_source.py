from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import EntryPoint

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import GROUP, Source, find_sources
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.fetch.target import Target
from broadsheet.records.ids import Identifiers


def point(value: str, name: str = "other") -> EntryPoint:
    return EntryPoint(name, value, GROUP)


def test_arxiv_is_a_source() -> None:
    assert isinstance(Arxiv(), Source)


def test_arxiv_looks_papers_up_by_their_arxiv_id_alone() -> None:
    assert Arxiv().key(Target("a", Identifiers(arxiv="2401.00001", doi="10.1/a"))) == "2401.00001"
    assert Arxiv().key(Target("a", Identifiers(doi="10.1234/a"))) == ""


def test_sources_come_with_the_package() -> None:
    found = find_sources()

    assert found.sources[0].name == "arxiv"
    assert found.problems == ()


@pytest.mark.parametrize("source", find_sources(()).sources, ids=lambda source: source.name)
def test_each_source_says_where_it_is_and_whom_to_thank(source: Source) -> None:
    assert isinstance(source, Source)
    assert source.default_url.startswith("https://")
    assert source.terms.startswith("https://")
    assert source.credit
    assert source.interval > 0
    assert source.batch > 0
    assert source.key(Target("a", Identifiers())) == ""


def test_a_package_can_bring_a_source() -> None:
    found = find_sources([point("fetch.test_source:Drawer")])

    assert found.sources[-1].name == "sock-drawer"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("no_such_module_at_all:Source", "cannot be loaded: ModuleNotFoundError"),
        ("fetch.test_source:Missing", "cannot be loaded: AttributeError"),
        ("fetch.test_source:Explosive", "cannot be loaded: ZeroDivisionError"),
        ("fetch.test_source:Nameless", "its name must be"),
        ("json:dumps", "it is no source"),
        ("broadsheet.fetch.sources.arxiv:Arxiv", "there is a source `arxiv` already"),
    ],
)
def test_a_broken_source_is_one_problem(value: str, message: str) -> None:
    found = find_sources([point(value)])

    assert len(found.sources) == len(find_sources(()).sources)
    assert message in found.problems[0].message
    assert found.problems[0].path == "broadsheet.sources:other"


class Drawer:
    """A source that a package might bring: it finds every paper that has an address."""

    name = "sock-drawer"
    label = "Sock Drawer"
    default_url = "https://drawer.example.org"
    terms = "https://drawer.example.org/terms"
    credit = "Thanks to the drawer."
    interval = 1.0
    batch = 1

    def key(self, target: Target) -> str:
        return target.ids.url

    def ask(self, client: Client, url: str, keys: Sequence[str]) -> Iterator[Finding]:
        yield from (Finding(key) for key in keys)


class Nameless(Drawer):
    name = "../drawer"


class Explosive(Drawer):
    def __init__(self) -> None:
        raise ZeroDivisionError
