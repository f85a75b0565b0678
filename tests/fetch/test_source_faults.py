"""What any of these sources does with answers that are none: it says so, and never breaks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.source import Source
from broadsheet.fetch.sources.acl_anthology import AclAnthology
from broadsheet.fetch.sources.acl_collection import read_collection
from broadsheet.fetch.sources.acl_ids import split_acl
from broadsheet.fetch.sources.arxiv_oai import ArxivOai
from broadsheet.fetch.sources.dblp import Dblp
from broadsheet.fetch.sources.dblp_hits import read_hits
from broadsheet.fetch.sources.dblp_record import read_record
from broadsheet.fetch.sources.github import Github
from broadsheet.fetch.sources.github_repository import read_repository
from broadsheet.fetch.sources.github_votes import GithubVotes
from broadsheet.fetch.sources.hugging_face import HuggingFace
from broadsheet.fetch.sources.hugging_face_paper import read_paper
from broadsheet.fetch.sources.oai_records import read_records
from broadsheet.fetch.sources.openreview import Openreview
from broadsheet.fetch.sources.openreview_note import read_note
from broadsheet.records.models import Facts
from servers import faults
from servers.acl_anthology import AclServer, collection
from servers.arxiv import ArxivPaper
from servers.arxiv_oai import OaiServer, answer, record
from servers.dblp import RECORD, DblpServer, hits, info
from servers.github import Forum, GithubServer, Repo, Thread
from servers.hugging_face import HuggingFaceServer, linked, paper
from servers.openreview import FORUM, OpenreviewServer, content, note
from servers.stand_in import StandIn

ACL = "2024.socks-long.7"
DOI = "10.1234/sock.7"
SECRET = "invented-secret-0123456789"

Case = tuple[Callable[[], Source], Callable[[], StandIn], str]
CASES: dict[str, Case] = {
    "acl-anthology": (AclAnthology, AclServer, ACL),
    "arxiv-oai": (ArxivOai, lambda: OaiServer([ArxivPaper("2401.00001")]), "2401.00001"),
    "dblp by DOI": (Dblp, lambda: DblpServer(records={DOI: RECORD}), f"doi:{DOI}"),
    "dblp by title": (Dblp, lambda: DblpServer([info()]), "title:On the Sorting of Socks"),
    "github": (Github, lambda: GithubServer([Repo("example/socks")]), "example/socks"),
    "github-votes": (
        lambda: GithubVotes("example/papers"),
        lambda: GithubServer(forum=Forum(discussions=[Thread("2401.00001", "", 3)])),
        "2401.00001",
    ),
    "hugging-face": (HuggingFace, lambda: HuggingFaceServer([paper()]), "2401.00001"),
    "openreview": (Openreview, lambda: OpenreviewServer([note()]), FORUM),
}
BODIES = [b"null", b"[]", b"7", b'"x"', b"{}", b'{"data":null}', b"<a/>", b"\xff\xfe", b"[" * 9999]
FAULTS = {
    "an error page": faults.html(),
    "rubbish": faults.rubbish(),
    "a status": faults.status(500),
    "a bad request": faults.status(400),
    "half an answer": faults.half(),
    "a reset": faults.reset(),
    "a redirect elsewhere": faults.redirect("https://example.org/"),
    "a huge answer": faults.huge(3),
    "a gzip bomb": faults.gzip_bomb(3),
    **{f"the body {body[:12]!r}": faults.says(body, "application/json") for body in BODIES},
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Case:
    """A source, its stand-in and a key that it knows."""
    return CASES[request.param]


@pytest.fixture(autouse=True)
def _keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", SECRET)
    monkeypatch.setenv("HF_TOKEN", SECRET)
    monkeypatch.delenv("OPENREVIEW_USERNAME", raising=False)


def told(client: Client, source: Source, server: StandIn, key: str) -> Finding | str:
    """Return what comes of one key: a Finding, or the message of a FetchError."""
    try:
        (found,) = source.ask(client, server.url, [key])
    except FetchError as error:
        return error.message
    return found


def test_without_a_fault_every_source_answers(case: Case, client: Client) -> None:
    source, stand_in, key = case
    with stand_in() as server:
        found = told(client, source(), server, key)

    assert isinstance(found, Finding)
    assert found.facts is not None


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_said_and_is_no_answer(case: Case, fault: str) -> None:
    source, stand_in, key = case
    limits = Limits(backoff=0.001, read=1.0, reply=2.0, tries=2, bytes=2**20)
    with stand_in() as server, Client(limits=limits) as client:
        server.misbehave_always(FAULTS[fault])
        found = told(client, source(), server, key)

    said = found.refusal if isinstance(found, Finding) else found
    # XML that is well-formed and says nothing of the paper is as good as "unknown".
    assert said or found == Finding(key)
    assert not (isinstance(found, Finding) and found.facts)
    assert SECRET not in str(found)
    assert "\n" not in said


def _mutated(value: Any) -> Iterator[Any]:
    """Yield a JSON value with each of its parts in turn replaced by something else."""
    yield from (None, "x", "", 7, -1, 10**30, 0.5, True, [], {}, [None], {"a": None}, "\ud800\x00‮")
    if isinstance(value, dict):
        for name, part in value.items():
            yield {one: other for one, other in value.items() if one != name}
            yield from ({**value, name: other} for other in _mutated(part))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from ([*value[:at], other, *value[at + 1 :]] for other in _mutated(part))


def _read_hit(body: bytes) -> Facts | None:
    return next(iter(read_hits(body)), None)


JSON: dict[str, tuple[Callable[[bytes], Facts | None], Any]] = {
    "hugging face": (
        lambda body: read_paper(body, "2401.00001", machine_summary=True),
        paper(linkedModels=[linked("example/sock")], linkedSpaces=[linked("example/sorter")]),
    ),
    "github": (
        lambda body: read_repository(body, "example/socks"),
        {
            "full_name": "lab/socks",
            "stargazers_count": 3,
            "archived": True,
            "license": {"spdx_id": "MIT"},
        },
    ),
    "openreview 1": (
        lambda body: read_note(body, FORUM),
        {"notes": [note(generation=1)]},
    ),
    "openreview 2": (
        lambda body: read_note(body, FORUM),
        {"notes": [note(content(code="https://example.org/"))]},
    ),
    "dblp": (_read_hit, json.loads(hits(info()))),
}


@pytest.mark.parametrize("name", JSON)
def test_whatever_is_wrong_in_json_what_is_read_can_be_kept(name: str) -> None:
    read, good = JSON[name]
    outcomes = {"facts": 0, "refused": 0}
    for wrong in _mutated(good):
        try:
            facts = read(json.dumps(wrong).encode())
        except (Invalid, FetchError):
            outcomes["refused"] += 1
        else:
            outcomes["facts"] += 1
            _check_can_be_kept(facts)

    assert min(outcomes.values()) > 10, outcomes


XML: dict[str, tuple[Callable[[bytes], Facts | None], str]] = {
    "acl": (
        lambda body: read_collection(body, "2024.socks", {split_acl(ACL): ACL}).get(split_acl(ACL)),
        collection(),
    ),
    "oai arXiv": (
        lambda body: next(iter(read_records(body).papers.values()), None),
        answer(f"<GetRecord>{record(ArxivPaper('2401.00001', comment='x'))}</GetRecord>").decode(),
    ),
    "oai arXivRaw": (
        lambda body: next(iter(read_records(body).papers.values()), None),
        answer(
            f"<GetRecord>{record(ArxivPaper('2401.00001', version=2), 'arXivRaw')}</GetRecord>"
        ).decode(),
    ),
    "dblp": (lambda body: read_record(body, DOI), RECORD),
}


@pytest.mark.parametrize("name", XML)
def test_wherever_xml_breaks_off_it_is_said(name: str) -> None:
    read, good = XML[name]
    for end in range(0, len(good.rstrip()) - 1, 7):
        with pytest.raises(FetchError, match="not XML"):
            read(good[:end].encode())


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("text", ["", "javascript:alert(1)", "‮​&#xE000;", "9" * 300, "{" * 50])
def test_whatever_stands_in_xml_what_is_read_can_be_kept(name: str, text: str) -> None:
    read, good = XML[name]
    for piece in {part.partition("<")[0] for part in good.split(">")} - {"", "\n"}:
        try:
            facts = read(good.replace(f">{piece}<", f">{text}<").encode())
        except (Invalid, FetchError):
            continue
        _check_can_be_kept(facts)


def _check_can_be_kept(facts: Facts | None) -> None:
    kept = Answer("2401.00001", "key", dt.date(2024, 3, 1), facts)
    assert decode_answer(encode_answer(kept).encode()) == kept
