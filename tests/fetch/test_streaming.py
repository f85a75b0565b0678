"""What one source says leads to others, in the same run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.lock import Answer, read_lock, write_answers
from broadsheet.fetch.report import Report
from broadsheet.fetch.run import Policy, run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.target import Target
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Record
from fetch.catalogue import active, by_acl, by_arxiv, by_doi, by_repository
from fetch.fetching import TODAY, record, some_records
from servers import faults
from servers.catalogue import CatalogueServer

COUNT = 12


def arxiv_id(number: int) -> str:
    return f"2401.{number:05d}"


def title(number: int) -> str:
    return f"A Study of Sock {number}"


def by_number(**parts: str) -> dict[str, Facts]:
    """Return what a catalogue knows: `key`, `doi`, `arxiv`, `acl` and `code` with a number each."""
    code = parts.get("code", "")
    return {
        parts["key"].format(n): Facts(
            title=title(n),
            ids=Identifiers(
                **{kind: parts[kind].format(n) for kind in ("doi", "acl") if kind in parts}
            ),
            links=(Link("code", code.format(n)),) if code else (),
        )
        for n in range(1, COUNT + 1)
    }


@pytest.fixture
def preprints() -> Iterator[CatalogueServer]:
    """Knows papers by arXiv id, and their DOIs."""
    facts = {
        arxiv_id(n): one
        for n, one in enumerate(by_number(key="{}", doi="10.1234/sock.{}").values(), 1)
    }
    with CatalogueServer(facts) as server:
        yield server


@pytest.fixture
def works() -> Iterator[CatalogueServer]:
    """Knows papers by DOI, and their ACL ids and code."""
    facts = by_number(
        key="10.1234/sock.{}", acl="2024.socks-main.{}", code="https://github.com/socks/s{}"
    )
    with CatalogueServer(facts) as server:
        yield server


@pytest.fixture
def anthology() -> Iterator[CatalogueServer]:
    """Knows papers by ACL id."""
    with CatalogueServer(by_number(key="2024.socks-main.{}")) as server:
        yield server


@pytest.fixture
def forge() -> Iterator[CatalogueServer]:
    """Knows repositories."""
    facts = {key: Facts() for key in by_number(key="socks/s{}")}
    with CatalogueServer(facts) as server:
        yield server


def ask(
    sources: Sequence[ActiveSource],
    folder: Path,
    client: Client,
    records: Sequence[Record],
    **options: object,
) -> Report:
    return run(records, read_lock(folder, folder), sources, client, folder, today=TODAY, **options)  # type: ignore[arg-type]


def test_an_answer_leads_from_source_to_source(
    preprints: CatalogueServer, works: CatalogueServer, anthology: CatalogueServer,
    forge: CatalogueServer, client: Client, tmp_path: Path,
) -> None:  # fmt: skip
    sources = [
        active("github", forge.url, by_repository),
        active("acl-anthology", anthology.url, by_acl),
        active("crossref", works.url, by_doi),
        active("arxiv", preprints.url, by_arxiv),
    ]

    report = ask(sources, tmp_path, client, some_records(COUNT))

    assert [(one.source, one.asked, one.answered) for one in report.sources] == [
        (name, COUNT, COUNT) for name in ("github", "acl-anthology", "crossref", "arxiv")
    ]
    assert [len(one.requests) for one in (preprints, works, anthology, forge)] == [1, 1, 1, 1]


def test_what_earlier_runs_said_leads_on_at_once(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    ask([active("arxiv", preprints.url, by_arxiv)], tmp_path, client, some_records(COUNT))

    ask([active("crossref", works.url, by_doi)], tmp_path, client, some_records(COUNT))

    assert len(works.asked_keys) == 1
    assert len(works.asked_keys[0]) == COUNT


def test_a_batch_waits_until_it_is_full(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    sources = [
        active("arxiv", preprints.url, by_arxiv, batch=1),
        active("crossref", works.url, by_doi, batch=5),
    ]

    ask(sources, tmp_path, client, some_records(COUNT))

    assert [len(keys) for keys in works.asked_keys] == [5, 5, 2]


def test_a_batch_does_not_wait_for_those_who_cannot_fill_it(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    preprints.misbehave_always(faults.slow(0.1))
    sources = [
        active("arxiv", preprints.url, by_arxiv, batch=2),
        active("semantic-scholar", works.url, by_arxiv, batch=500),
    ]

    ask(sources, tmp_path, client, some_records(COUNT))

    assert works.requests[0].at < preprints.requests[1].at


def test_sources_that_wait_for_each_other_go_on(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    records = [
        record(arxiv_id(1)),
        Record(id="p2", ids=Identifiers(doi="10.1234/sock.2"), origin=record("2401.00001").origin),
    ]
    sources = [
        active("arxiv", preprints.url, by_arxiv, batch=50),
        active("crossref", works.url, by_doi, batch=50),
    ]

    report = ask(sources, tmp_path, client, records)

    assert report.is_complete
    assert works.asked_keys == [["10.1234/sock.2", "10.1234/sock.1"]]


def test_a_source_that_fails_does_not_hold_up_those_who_hoped_for_it(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    preprints.misbehave_always(faults.status(403))
    records = [
        *some_records(COUNT),
        Record(id="p2", ids=Identifiers(doi="10.1234/sock.2"), origin=record("2401.00001").origin),
    ]
    sources = [
        active("arxiv", preprints.url, by_arxiv, batch=2),
        active("crossref", works.url, by_doi, batch=50),
    ]

    report = ask(sources, tmp_path, client, records)

    assert [str(one) for one in report.sources] == [
        "Arxiv: 12 asked, 0 answered, 12 failed (127.0.0.1 answers 403)",
        "Crossref: 1 asked, 1 answered",
    ]


def test_two_sources_at_one_host_share_its_gate(client: Client, tmp_path: Path) -> None:
    facts = by_number(key="2401.0000{}")
    with CatalogueServer(facts) as server:
        sources = [
            active(name, server.url, by_arxiv, batch=1, interval=0.05)
            for name in ("arxiv", "hugging-face")
        ]

        ask(sources, tmp_path, client, some_records(4))

    assert len(server.requests) == 8
    assert sum(server.gaps()) >= 0.3  # each at its own pace would take 0.15


def test_hosts_work_side_by_side(client: Client, tmp_path: Path) -> None:
    with ExitStack() as stack:
        servers = [
            stack.enter_context(CatalogueServer(by_number(key="2401.0000{}"))) for _ in range(4)
        ]
        sources = [
            active(f"source-{n}", server.url, by_arxiv, batch=1, interval=0.1)
            for n, server in enumerate(servers)
        ]

        ask(sources, tmp_path, client, some_records(5))

    assert max(server.requests[0].at for server in servers) < min(
        server.requests[-1].at for server in servers
    )


def test_in_a_build_a_batch_does_not_wait_for_long(
    preprints: CatalogueServer, works: CatalogueServer, tmp_path: Path
) -> None:
    preprints.misbehave([None])
    preprints.misbehave_always(faults.hang())
    sources = [
        active("arxiv", preprints.url, by_arxiv, batch=6),
        active("crossref", works.url, by_doi, batch=50),
    ]

    with Client(deadline=1.6) as client:
        report = ask(sources, tmp_path, client, some_records(COUNT))

    assert [(one.source, one.answered) for one in report.sources] == [("arxiv", 6), ("crossref", 6)]


def test_the_curators_id_is_not_replaced_by_a_source(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    ids = Identifiers(arxiv=arxiv_id(1), doi="10.1234/sock.2")
    works.facts["10.1234/sock.2"] = works.facts["10.1234/sock.1"]
    sources = [active("arxiv", preprints.url, by_arxiv), active("crossref", works.url, by_doi)]

    ask(sources, tmp_path, client, [Record(id="p1", ids=ids, origin=record("2401.00001").origin)])

    assert works.asked_keys == [["10.1234/sock.2"]]


def test_an_id_from_a_source_that_is_believed_more_is_asked_for_in_the_same_run(
    preprints: CatalogueServer, works: CatalogueServer, anthology: CatalogueServer, client: Client,
    tmp_path: Path,
) -> None:  # fmt: skip
    other = Facts(title=title(1), ids=Identifiers(doi="10.9999/copy"))
    write_answers(tmp_path, "semantic-scholar", [Answer(arxiv_id(1), arxiv_id(1), TODAY, other)])
    ids = Identifiers(doi="10.1234/sock.1", acl="2024.socks-main.1")
    anthology.facts["2024.socks-main.1"] = Facts(title=title(1), ids=ids)
    preprints.facts[arxiv_id(1)] = Facts(title=title(1), ids=Identifiers(acl="2024.socks-main.1"))
    sources = [
        active("arxiv", preprints.url, by_arxiv),
        active("acl-anthology", anthology.url, by_acl),
        active("crossref", works.url, by_doi),
    ]

    ask(sources, tmp_path, client, some_records(1))
    again = ask(sources, tmp_path, client, some_records(1))

    assert read_lock(tmp_path, tmp_path).answers["crossref"][arxiv_id(1)].key == "10.1234/sock.1"
    assert again == Report(())


def test_what_was_found_by_another_id_of_the_paper_is_not_asked_for_again(
    preprints: CatalogueServer, works: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    def by_any(target: Target) -> str:
        return target.ids.doi or target.ids.arxiv

    works.facts |= preprints.facts
    preprints.misbehave_always(faults.slow(0.1))
    sources = [
        active("openalex", works.url, by_any),
        active("arxiv", preprints.url, by_arxiv),
    ]

    ask(sources, tmp_path, client, some_records(COUNT))
    again = ask(sources, tmp_path, client, some_records(COUNT))

    assert len(works.requests) == 1
    assert again == Report(())


def test_an_answer_that_could_not_be_read_again_is_not_kept(
    preprints: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    preprints.facts[arxiv_id(2)] = Facts(links=(Link("code", "javascript:alert(1)"),))

    report = ask([active("arxiv", preprints.url, by_arxiv)], tmp_path, client, some_records(3))

    assert (report.sources[0].answered, report.sources[0].failed) == (2, 1)
    assert "is not a web address" in report.sources[0].reasons[0]
    assert read_lock(tmp_path, tmp_path).problems == ()


def test_a_check_says_what_would_change_and_writes_nothing(
    preprints: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    sources = [active("arxiv", preprints.url, by_arxiv)]
    ask(sources, tmp_path, client, some_records(2))
    before = (tmp_path / "arxiv.jsonl").read_bytes()
    preprints.facts[arxiv_id(2)] = Facts(
        title=title(2), venue="Sock 2024", ids=Identifiers(doi="10.1234/sock.2")
    )

    report = ask(sources, tmp_path, client, some_records(2), policy=Policy.ALL, check=True)

    assert [str(one) for one in report.changes] == ["2401.00002 arxiv venue: – → “Sock 2024”"]
    assert (tmp_path / "arxiv.jsonl").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "arxiv.jsonl"]


def test_a_refresh_that_finds_nothing_new_rewrites_the_day_alone(
    preprints: CatalogueServer, client: Client, tmp_path: Path
) -> None:
    sources = [active("arxiv", preprints.url, by_arxiv)]
    ask(sources, tmp_path, client, some_records(3))
    before = (tmp_path / "arxiv.jsonl").read_text()

    report = run(
        some_records(3), read_lock(tmp_path, tmp_path), sources, client, tmp_path,
        today=dt.date(2024, 5, 1), policy=Policy.STALE, older_than=30,
    )  # fmt: skip

    assert report.sources[0].unchanged == 3
    assert (tmp_path / "arxiv.jsonl").read_text() == before.replace("2024-03-01", "2024-05-01")
