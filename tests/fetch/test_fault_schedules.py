"""Whatever goes wrong, in whatever order: the lock holds what the servers answered whole."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec import structs

from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.lock import Answer, read_lock
from broadsheet.fetch.progress import Quiet
from broadsheet.fetch.report import Report, SourceReport
from broadsheet.fetch.run import run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Origin, Record
from fetch.catalogue import active, by_arxiv, by_doi, by_repository
from fetch.fetching import TODAY
from servers import faults
from servers.catalogue import CatalogueServer, keys_of
from servers.stand_in import Seen

SCHEDULES = 500
STALLED_SCHEDULES = 8
PAPERS = range(1, 8)
# Patience that a busy machine does not use up: an answer too late would be told and not held.
LIMITS = Limits(backoff=0.001, read=10, reply=20, tries=2, bytes=2**20, longest_wait=0.1)
# Only servers that stall make a run wait for its patience to end.
SHORT = structs.replace(LIMITS, read=1, reply=1.5)
WRONG = Facts(title="Shoes, Boots and Slippers of All Sizes", ids=Identifiers(doi="10.9999/shoes"))
KEYS = {
    "arxiv": by_arxiv,
    "semantic-scholar": by_arxiv,
    "crossref": by_doi,
    "github": by_repository,
}
FAULTS = [
    faults.status(429), faults.status(429, retry_after="0.01"),
    faults.status(429, retry_after="99"), faults.status(500), faults.status(503),
    faults.status(403), faults.status(404), faults.reset(),
    faults.half(), faults.half(chunked=True), faults.html(), faults.rubbish(),
    faults.says(b'{"2401.00001": {"title": "On', "application/json"),
    faults.says(b"[" * 100_000, "application/json"),
    faults.redirect("https://example.org/elsewhere"), faults.status(304), faults.huge(2),
    faults.gzip_bomb(2), faults.slow(0.005),
]  # fmt: skip
STALLS = [faults.hang(), faults.drip(0.02), faults.drip(0.02, in_headers=True)]


class Witness(CatalogueServer):
    """A catalogue that remembers which keys it answered whole."""

    def __init__(self) -> None:
        super().__init__({})
        self.told: set[str] = set()

    def take(self, request: Seen) -> faults.Fault | None:
        fault = super().take(request)
        if fault is None or fault.name == "slow":
            self.told.update(keys_of(request))
        return fault

    def begin(self, facts: Mapping[str, Facts]) -> None:
        """Forget everything, for the next schedule."""
        self.facts, self.told = dict(facts), set()
        self.requests.clear()
        self.well()

    def well(self) -> None:
        """Let nothing go wrong from now on."""
        self._faults.clear()


class Killer(Quiet):
    """Copies the folder in the middle of a run: what a killed fetch would leave."""

    def __init__(self, folder: Path, copy: Path, at: int) -> None:
        self._folder, self._copy, self._left = folder, copy, at

    def advance(self, source: str, count: int) -> None:
        self._left -= 1
        if self._left == 0:
            shutil.copytree(self._folder, self._copy)


@pytest.fixture(scope="module")
def servers() -> Iterator[dict[str, Witness]]:
    started = {name: Witness().start() for name in KEYS}
    yield started
    for server in started.values():
        server.stop()


def invent(chance: random.Random) -> dict[str, dict[str, Facts]]:
    """Return what each server knows: of some papers nothing, of some another paper."""
    known: dict[str, dict[str, Facts]] = {name: {} for name in KEYS}
    for n in PAPERS:
        title, arxiv, doi, code = (
            f"Sock {n} in Theory",
            f"2401.0000{n}",
            f"10.1234/s{n}",
            f"socks/s{n}",
        )
        link = Link("code", f"https://github.com/{code}")
        known["arxiv"][arxiv] = Facts(title=title, ids=Identifiers(arxiv=arxiv, doi=doi))
        known["semantic-scholar"][arxiv] = Facts(title=title)
        known["crossref"][doi] = Facts(title=title, links=(link,))
        known["github"][code] = Facts(license="https://spdx.org/licenses/MIT")
    for facts in known.values():
        for key in list(facts):
            if chance.random() < 0.15:
                facts[key] = WRONG
            elif chance.random() < 0.15:
                del facts[key]
    return known


def records() -> list[Record]:
    return [
        Record(id=f"p{n}", ids=Identifiers(arxiv=f"2401.0000{n}"), origin=Origin("p.yaml", n),
               title=f"Sock {n} in Theory")
        for n in PAPERS
    ]  # fmt: skip


def spoil(
    chance: random.Random, servers: Mapping[str, Witness], some: Sequence[faults.Fault]
) -> None:
    for server in servers.values():
        much = chance.choice([0.1, 0.4, 0.8])
        server.misbehave(chance.choice(some) if chance.random() < much else None for _ in range(12))


def fetch(
    servers: Mapping[str, Witness],
    folder: Path,
    chance: random.Random,
    progress: Quiet | None = None,
    limits: Limits = LIMITS,
) -> Report:
    sources: list[ActiveSource] = [
        active(name, servers[name].url, key, batch=chance.randint(1, 5))
        for name, key in KEYS.items()
    ]
    with Client(limits=limits) as client:
        lock = read_lock(folder, folder)
        return run(records(), lock, sources, client, folder, today=TODAY, progress=progress)


def held(folder: Path) -> dict[tuple[str, str], Answer]:
    lock = read_lock(folder, folder)
    assert lock.problems == ()
    return {
        (name, paper): one for name, some in lock.answers.items() for paper, one in some.items()
    }


def told(servers: Mapping[str, Witness]) -> dict[tuple[str, str], tuple[Facts | None, bool]]:
    """Return what was answered whole: the facts, and whether they are of another paper."""
    expected = {}
    for name, server in servers.items():
        for key in server.told:
            facts = server.facts.get(key)
            is_wrong = facts == WRONG
            expected[name, f"p{key[-1]}"] = (None if is_wrong else facts, is_wrong)
    return expected


def assert_holds(
    folder: Path, expected: Mapping[tuple[str, str], tuple[Facts | None, bool]]
) -> None:
    found = {at: (one.facts, one.refused is not None) for at, one in held(folder).items()}
    assert found == expected


def assert_true(report: Report, before: int, after: int) -> None:
    one: SourceReport
    for one in report.sources:
        assert one.asked == one.answered + len(one.refused) + one.failed
        assert bool(one.failed) == bool(one.reasons)
    settled = sum(one.answered + len(one.refused) for one in report.sources)
    assert settled == after - before
    is_whole = not any(one.failed or one.refused for one in report.sources)
    assert report.is_complete is is_whole
    assert len(report.problems) == sum(len(one.refused) for one in report.sources)


@pytest.mark.parametrize("seed", range(SCHEDULES))
def test_a_schedule_of_faults(seed: int, servers: dict[str, Witness], tmp_path: Path) -> None:
    go_through(seed, servers, tmp_path, FAULTS, LIMITS)


@pytest.mark.parametrize("seed", range(STALLED_SCHEDULES))
def test_a_schedule_of_faults_and_stalls(
    seed: int, servers: dict[str, Witness], tmp_path: Path
) -> None:
    go_through(seed, servers, tmp_path, [*FAULTS, *STALLS], SHORT)


def go_through(
    seed: int,
    servers: dict[str, Witness],
    tmp_path: Path,
    some: Sequence[faults.Fault],
    limits: Limits,
) -> None:
    chance = random.Random(seed)
    known = invent(chance)
    for name, server in servers.items():
        server.begin(known[name])
    folder = tmp_path / "run-0"

    for number in range(chance.randint(1, 3)):
        spoil(chance, servers, some)
        before = held(folder)
        copy = tmp_path / f"run-{number + 1}"
        killer = Killer(folder, copy, chance.randint(1, 12))
        report = fetch(servers, folder, chance, killer, limits)

        assert_holds(folder, told(servers))
        assert_true(report, len(before), len(held(folder)))
        assert not list(folder.glob(".*.part"))
        if copy.exists() and chance.random() < 0.5:
            folder = killed(copy, folder, before, servers, chance)

    for server in servers.values():
        server.well()
    last = fetch(servers, folder, chance)
    asked = sum(len(server.requests) for server in servers.values())
    again = fetch(servers, folder, chance)

    assert [one.reasons for one in last.sources if one.failed] == []
    assert_holds(folder, told(servers))
    assert again == Report(())
    assert sum(len(server.requests) for server in servers.values()) == asked


def killed(
    copy: Path, folder: Path, before: Mapping[tuple[str, str], Answer],
    servers: Mapping[str, Witness], chance: random.Random,
) -> Path:  # fmt: skip
    """Go on from what a killed fetch left, torn in the middle of a line perhaps."""
    left, whole = held(copy), held(folder)
    assert before.items() <= left.items() <= whole.items()
    for journal in copy.glob(".*.part"):
        data = journal.read_bytes()
        journal.write_bytes(
            data + data[: chance.randint(0, max(0, len(data) - 1))].rpartition(b"\n")[2]
        )
    assert held(copy) == left
    for name, server in servers.items():
        server.told = {one.key for (source, _), one in left.items() if source == name}
    return copy
