"""A small collection for commands to run in, and an arXiv that knows one paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from servers.arxiv import ArxivPaper, ArxivServer
from sites import write_config
from source_settings import write_sources

SOCKS = ArxivPaper("2401.00001", title="Socks in Pairs", abstract="All socks are sorted.")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    write_config(tmp_path)
    write_sources(tmp_path)
    return tmp_path


@pytest.fixture
def server(collection: Path) -> Iterator[ArxivServer]:
    with ArxivServer([SOCKS]) as server:
        write_sources(collection, arxiv=server.url)
        yield server
