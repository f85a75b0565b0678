"""Builds and the net: what a build asks for, and that it neither fails nor waits for want of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from servers.arxiv import ArxivPaper, ArxivServer
from servers.faults import hang
from sites import build_site, plugins, write_config
from source_settings import write_sources

SOCKS = ArxivPaper("2401.00001", title="Socks in Pairs", abstract="We sort 62\\% of all socks.")


@pytest.fixture
def server() -> Iterator[ArxivServer]:
    with ArxivServer([SOCKS]) as server:
        yield server


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("CI", raising=False)
    write_config(tmp_path, plugins=["search", *plugins(fetch={"when": "missing"})])
    (tmp_path / "content" / "papers" / "socks.yaml").write_text('arxiv: "2401.00001"', "utf-8")
    return tmp_path


def use(collection: Path, url: str) -> None:
    write_sources(collection, arxiv=url)


def test_a_build_asks_about_papers_never_asked_about(collection: Path, server: ArxivServer) -> None:
    use(collection, server.url)

    site = build_site(collection / "mkdocs.yml")

    assert "We sort 62% of all socks." in site.text("papers/2401.00001/")
    assert "INFO broadsheet: arXiv: 1 asked, 1 answered" in site.log


def test_the_next_build_asks_nothing(collection: Path, server: ArxivServer) -> None:
    use(collection, server.url)
    build_site(collection / "mkdocs.yml")

    site = build_site(collection / "mkdocs.yml")

    assert len(server.requests) == 1
    assert "We sort 62% of all socks." in site.text("papers/2401.00001/")


def test_in_a_workflow_a_build_asks_nothing(
    collection: Path, server: ArxivServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    use(collection, server.url)

    build_site(collection / "mkdocs.yml")

    assert server.requests == []


def test_with_when_never_a_build_asks_nothing(collection: Path, server: ArxivServer) -> None:
    use(collection, server.url)
    write_config(collection)

    build_site(collection / "mkdocs.yml")

    assert server.requests == []


def test_without_a_server_the_site_is_complete_and_one_line_says_so(collection: Path) -> None:
    use(collection, "http://127.0.0.1:9/api/query")

    site = build_site(collection / "mkdocs.yml")

    assert "arXiv 2401.00001" in site.text("papers/2401.00001/")
    assert len([line for line in site.log if "arXiv" in line]) == 1


def test_a_server_that_hangs_holds_a_build_up_to_its_deadline(
    collection: Path, server: ArxivServer
) -> None:
    use(collection, server.url)
    write_config(
        collection, plugins=["search", *plugins(fetch={"when": "missing", "deadline": 0.5})]
    )
    server.misbehave_always(hang())

    start = time.monotonic()
    site = build_site(collection / "mkdocs.yml")

    # No figure of speed: a hanging server would hold a build without a deadline for minutes.
    assert time.monotonic() - start < 20
    assert site.has("papers/2401.00001/index.html")


def test_an_answer_about_another_paper_is_said_in_each_build_and_ends_none(
    collection: Path, server: ArxivServer
) -> None:
    use(collection, server.url)
    record = 'arxiv: "2401.00001"\ntitle: A Theory of Hats\nauthors: [Cy Other]\n'
    (collection / "content" / "papers" / "socks.yaml").write_text(record, "utf-8")

    sites = [build_site(collection / "mkdocs.yml") for _ in range(2)]

    for site in sites:
        said = [line for line in site.log if "has another paper for `2401.00001`" in line]
        assert len(said) == 1
        assert "A Theory of Hats" in site.text("papers/2401.00001/")
        assert "Socks in Pairs" not in site.text("papers/2401.00001/")


def test_many_silent_sources_are_said_in_one_line(collection: Path) -> None:
    address = "http://127.0.0.1:9/"
    names = ("arxiv", "openalex", "semantic_scholar", "hugging_face")
    write_sources(collection, **dict.fromkeys(names, address))

    site = build_site(collection / "mkdocs.yml")

    said = [line for line in site.log if "sources answered" in line]
    assert said == [
        "INFO broadsheet: none of 4 sources answered; the first: "
        "127.0.0.1: it refuses the connection"
    ]
