"""What a fetch costs: `python tests/bench/fetch.py [PAPERS]`, against stand-ins; four minutes.

Six stand-ins have the batch sizes and intervals of the real services, but all intervals are divided
by a scale; they run in a process of their own and count. Nothing is known of the papers but their
arXiv ids: the DOIs come from arXiv, the repositories from Hugging Face. The bound is what the rate
limits alone impose: the slowest host's requests, each batch full, at its interval.

The scales are the largest ones at which it is still the limits that are measured: what Python does
takes the same time at any scale, so the true ratios are nearer to 1. With everybody the bound is
Hugging Face, one request a paper; without it and what follows from it, arXiv.
"""

from __future__ import annotations

import datetime as dt
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

# In place of this folder, where `fetch` would be this file.
sys.path[0] = str(Path(__file__).resolve().parents[1])

import msgspec

from broadsheet.fetch.client import Client
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.policy import Policy
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link, Origin, Record
from broadsheet.records.names import Author
from fetch.catalogue import active, by_arxiv, by_doi, by_repository
from servers.catalogue import keys_of
from servers.stand_in import Answered, Seen, StandIn

Service = tuple[Callable[[Target], str], int, float]
SERVICES: dict[str, Service] = {
    "arxiv": (by_arxiv, 100, 3.0),
    "crossref": (by_doi, 50, 0.2),
    "openalex": (by_doi, 50, 0.1),
    "semantic-scholar": (by_arxiv, 500, 1.0),
    "hugging-face": (by_arxiv, 1, 0.6),
    "github": (by_repository, 100, 1.0),
}
"""The key of a paper, keys a request, seconds between requests."""
_FEW = ("arxiv", "crossref", "openalex", "semantic-scholar")
_ABSTRACT = "Socks are sorted by colour, size and age, and no sock is left alone. " * 17
_NAMES = ("Ada Example", "Bo Sample", "Cy Muster", "Di Prueba", "Ed Esempio")


class Service_(StandIn):  # noqa: N801 (the stand-in of a Service)
    """Knows every paper, by the number at the end of its key."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def answer(self, request: Seen) -> Answered:
        found = {key: _facts(self._name, int(key[-5:])) for key in keys_of(request)}
        return Answered(msgspec.json.encode(found))


def _facts(name: str, number: int) -> Facts:
    if name == "github":
        return Facts(counts=(Count("stars", number),), license="https://spdx.org/licenses/MIT")
    code = Link("code", f"https://github.com/socks/sock{number:05d}")
    return Facts(
        title=f"A Study of Sock {number}",
        authors=tuple(Author(one.split()[1], one.split()[0], affiliation="") for one in _NAMES),
        abstract=_ABSTRACT,
        ids=Identifiers(arxiv=f"2401.{number:05d}", doi=f"10.1234/sock.{number:05d}"),
        links=(code,) if name == "hugging-face" else (),
        counts=(Count("citations", number),) if name != "arxiv" else (),
    )


def main() -> None:
    """Print a table of runs: seconds, the bound and their ratio, requests, memory."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{papers} papers")
    columns = f"{'seconds':>9}{'bound':>9}{'ratio':>7}{'requests':>10}{'peak MB':>9}"
    print(f"{'run':<26}{'scale':>6}{columns}")
    runs = (("all six", 40.0, tuple(SERVICES)), ("four, in batches", 10.0, _FEW))
    for label, scale, names in runs:
        words = [sys.executable, __file__, "--one", str(papers), str(scale), *names]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            what, *numbers = line.split("\t")
            seconds, bound, requests, peak = map(float, numbers)
            ratio = f"{seconds / bound:.3f}" if bound else "–"
            shown = f"{label}, {what}"
            counts = f"{seconds:>9.2f}{bound:>9.2f}{ratio:>7}{requests:>10.0f}{peak:>9.0f}"
            print(f"{shown:<26}{scale:>6g}{counts}")


def _one(papers: int, scale: float, names: list[str]) -> None:
    """Fetch, then fetch again when nothing is missing; print what each took."""
    words = [sys.executable, __file__, "--serve", *names]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        urls = server.stdout.readline().split()
        with tempfile.TemporaryDirectory() as folder:
            sources = [
                active(name, url, key, batch=batch, interval=interval / scale)
                for name, url in zip(names, urls, strict=True)
                for key, batch, interval in [SERVICES[name]]
            ]
            report, seconds = _fetch(papers, sources, Path(folder))
            assert report.is_complete, [str(one) for one in report.sources]
            assert sum(one.answered for one in report.sources) == papers * len(names)
            server.stdin.write("\n")
            server.stdin.flush()
            requests = int(server.stdout.readline())
            bound = max(
                (math.ceil(papers / SERVICES[name][1]) - 1) * SERVICES[name][2] / scale
                for name in names
            )
            print("first", seconds, bound, requests, _peak(), sep="\t")
            _, seconds = _fetch(papers, sources, Path(folder))
            print("again", seconds, 0, 0, _peak(), sep="\t")
        server.stdin.close()


def _fetch(papers: int, sources: list[ActiveSource], folder: Path) -> tuple[Report, float]:
    """Return what came of a fetch, and its seconds without those of reading the lock."""
    records = [
        Record(id=f"p{n}", ids=Identifiers(arxiv=f"2401.{n:05d}"), origin=Origin("p.yaml", n))
        for n in range(papers)
    ]
    lock = read_lock(folder, folder)
    start = time.perf_counter()
    with Client() as client:
        report = run(
            records, lock, sources, client, folder, today=dt.date(2024, 3, 1), policy=Policy.MISSING
        )
    return report, time.perf_counter() - start


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _serve(names: list[str]) -> None:
    """Serve until the input ends; on a line, tell the number of requests so far."""
    servers = [Service_(name).start() for name in names]
    print(*(server.url for server in servers), flush=True)
    for _ in sys.stdin:
        print(sum(len(server.requests) for server in servers), flush=True)
    for server in servers:
        server.stop()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--serve", *names]:
            _serve(names)
        case ["--one", papers, scale, *names]:
            _one(int(papers), float(scale), names)
        case _:
            main()
