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


def test_arxiv_comes_with_the_package() -> None:
    found = find_sources()

    assert [source.name for source in found.sources] == ["arxiv"]
    assert found.problems == ()


def test_a_package_can_bring_a_source() -> None:
    found = find_sources([point("fetch.test_source:Drawer")])

    assert [source.name for source in found.sources] == ["arxiv", "sock-drawer"]


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

    assert [source.name for source in found.sources] == ["arxiv"]
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
