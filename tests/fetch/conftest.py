from __future__ import annotations

from collections.abc import Iterator

import pytest

from broadsheet.fetch.client import Client, Limits
from servers.arxiv import ArxivServer, some_papers


@pytest.fixture
def server() -> Iterator[ArxivServer]:
    """A stand-in arXiv with 21 papers, 2401.00001 to 2401.00021."""
    with ArxivServer(some_papers(21)) as server:
        yield server


@pytest.fixture
def client() -> Iterator[Client]:
    """A client in a hurry: it backs off for hundredths of a second."""
    with Client("team@example.org", limits=Limits(backoff=0.02, read=2.0, reply=5.0)) as client:
        yield client
