"""A fetch in a few words; also a program that a test can kill: URL FOLDER PAPERS BATCH."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Origin, Record

TODAY = dt.date(2024, 3, 1)


def record(arxiv: str, line: int = 1) -> Record:
    """Return a record that has no more than an arXiv id."""
    origin = Origin("content/papers/socks.yaml", line)
    return Record(id=arxiv.replace("/", "-"), ids=Identifiers(arxiv=arxiv), origin=origin)


def some_records(count: int) -> list[Record]:
    """Return records of the papers that `servers.arxiv.some_papers` invents."""
    return [record(f"2401.{number:05d}", number) for number in range(1, count + 1)]


def at(url: str, *, interval: float = 0.0, batch: int = 100) -> ActiveSource:
    """Return arXiv at another address, for the impatient."""
    source = Arxiv()
    source.batch = batch
    return ActiveSource(source, url, interval)


def fetch(url: str, folder: Path, client: Client, records: list[Record], **options: Any) -> Report:
    """Fetch from one stand-in into a folder, one batch of 100 at a time unless told otherwise."""
    active = at(url, batch=options.pop("batch", 100))
    lock = read_lock(folder, folder)
    return run(records, lock, [active], client, folder, today=TODAY, **options)


if __name__ == "__main__":
    limits = Limits(backoff=0.02)
    _, address, target, papers, size = sys.argv
    with Client(limits=limits) as the_client:
        fetch(address, Path(target), the_client, some_records(int(papers)), batch=int(size))
