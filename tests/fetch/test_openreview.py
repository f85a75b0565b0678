from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.settings import read_settings
from broadsheet.fetch.sources.openreview import Openreview
from broadsheet.fetch.sources.openreview_note import read_note
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author
from servers import faults
from servers.openreview import FORUM, OpenreviewServer, content, note


@pytest.fixture(autouse=True)
def _no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENREVIEW_USERNAME", raising=False)
    monkeypatch.delenv("OPENREVIEW_PASSWORD", raising=False)


def ask(client: Client, server: OpenreviewServer, older: OpenreviewServer | None = None) -> Finding:
    source = Openreview()
    if older is not None:
        source.default_url, source.older_url = server.url, older.url
        source.interval = 0.0
    (found,) = source.ask(client, server.url, [FORUM])
    return found


def facts(*, generation: int = 2, more: dict[str, Any] | None = None, **changes: Any) -> Facts:
    """Return what is read of one submission's note."""
    one = note(content(**changes), generation=generation, **(more or {}))
    found = read_note(json.dumps({"notes": [one]}).encode(), FORUM)
    assert found is not None
    return found


@pytest.mark.parametrize("generation", [1, 2])
def test_a_submission_of_either_generation_is_read(client: Client, generation: int) -> None:
    with OpenreviewServer([note(generation=generation)]) as server:
        found = ask(client, server)

    assert found == Finding(
        FORUM,
        Facts(
            title="On the Sorting of Socks",
            authors=(Author("Example", "Ada"), Author("Sample", "Bo")),
            published=PartialDate(2024, 1, 15),
            venue="SOCK 2024",
            abstract="We sort socks.",
            license="https://creativecommons.org/licenses/by/4.0/",
            keywords=("socks", "sorting"),
            ids=Identifiers(openreview=FORUM),
            links=(Link("pdf", f"https://openreview.net/pdf?id={FORUM}"),),
        ),
    )


def test_what_the_newer_api_lacks_the_older_has(client: Client) -> None:
    with OpenreviewServer() as newer, OpenreviewServer([note(generation=1)]) as older:
        found = ask(client, newer, older)

    assert found.facts is not None
    assert (len(newer.requests), len(older.requests)) == (1, 1)


def test_what_the_newer_api_has_is_not_asked_of_the_older(client: Client) -> None:
    with OpenreviewServer([note()]) as newer, OpenreviewServer() as older:
        ask(client, newer, older)

    assert older.requests == []


def test_what_neither_has_is_not_found(client: Client) -> None:
    with OpenreviewServer() as newer, OpenreviewServer() as older:
        assert ask(client, newer, older) == Finding(FORUM)


def test_an_empty_list_is_no_note(client: Client) -> None:
    with OpenreviewServer() as server:
        server.misbehave([faults.says(b'{"notes":[],"count":0}', "application/json")])

        assert ask(client, server) == Finding(FORUM)


def test_a_mirror_alone_is_asked(client: Client) -> None:
    with OpenreviewServer() as mirror:
        assert ask(client, mirror) == Finding(FORUM)
        assert len(mirror.requests) == 1


@pytest.mark.parametrize(
    ("venue", "shown"),
    [
        ("SOCK 2024 poster", "SOCK 2024"),
        ("SOCK 2024 Oral", "SOCK 2024"),
        ("SOCK 2023 notable top 5%", "SOCK 2023"),
        ("NeurSOCK 2023 (spotlight)", "NeurSOCK 2023"),
        ("Transactions on Socks", "Transactions on Socks"),
        ("Accepted by TMLS", "Accepted by TMLS"),
        ("Submitted to SOCK 2024", ""),
        ("SOCK 2024 Conference Submission", ""),
        ("SOCK 2024 Conference Desk Rejected Submission", ""),
        ("Under review for TMLS", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_venue_is_one_only_for_what_is_in_it(venue: str | None, shown: str) -> None:
    assert facts(venue=venue).venue == shown


def test_what_is_rejected_is_not_in_the_venue_and_no_withdrawal() -> None:
    found = facts(venue="SOCK 2024", venueid="SOCK.cc/2024/Conference/Rejected_Submission")

    assert (found.venue, found.notices) == ("", ())


def test_a_withdrawn_submission_says_from_where() -> None:
    found = facts(
        venue="SOCK 2024 Conference Withdrawn Submission",
        venueid="SOCK.cc/2024/Conference/Withdrawn_Submission",
    )

    assert found.notices == (Notice("withdrawn", "Withdrawn from SOCK 2024 Conference"),)
    assert found.venue == ""


def test_a_withdrawn_submission_of_the_first_generation() -> None:
    kind = {"invitation": "SOCK.cc/2022/Conference/-/Withdrawn_Submission"}

    found = facts(generation=1, venue=..., venueid=..., more=kind)

    assert found.notices == (Notice("withdrawn", "Withdrawn submission"),)


def test_anonymous_authors_are_nobody() -> None:
    assert facts(authors=["Anonymous", "Anonymous authors"]).authors == ()


def test_authors_may_be_objects() -> None:
    people = [{"fullname": "Ada Example", "username": "~Ada1"}, {"username": "~Bo1"}, "Bo Sample"]

    assert facts(authors=people).authors == (Author("Example", "Ada"), Author("Sample", "Bo"))


def test_keywords_may_be_one_text() -> None:
    assert facts(keywords="socks; sorting, socks").keywords == ("socks", "sorting")


def test_links_that_are_not_safe_are_left_out() -> None:
    found = facts(pdf="javascript:alert(1)", code="https://example.org/c", video="x")

    assert found.links == (Link("code", "https://example.org/c"),)


@pytest.mark.parametrize("day", [None, 10**20, -(10**20)])
def test_a_day_that_is_none_is_left_out(day: float | None) -> None:
    assert facts(more={"pdate": day, "cdate": None}).published is None


def test_a_note_without_a_title_is_no_paper() -> None:
    body = json.dumps({"notes": [note(content(title=""))]}).encode()

    assert read_note(body, FORUM) is None


@pytest.mark.parametrize(
    ("one", "message"),
    [
        (note(content(title=["On", "Socks"])), "`title`: Expected `str`"),
        (note(content(authors="Ada")), "`authors`: Expected `array`"),
        (note(content(), pdate="today"), r"\$\.notes\[0\]\.pdate"),
        (note(forum="another12"), "the id of a reply"),
        (note(id="another12"), "another note"),
    ],
)
def test_what_does_not_fit_is_refused(one: dict[str, Any], message: str) -> None:
    with pytest.raises(Invalid, match=message):
        read_note(json.dumps({"notes": [one]}).encode(), FORUM)


def test_a_private_note_is_refused(client: Client) -> None:
    with OpenreviewServer([note()]) as server:
        server.private = {FORUM}

        assert ask(client, server) == Finding(FORUM, refusal="it is not public")


def test_a_test_for_browsers_is_explained(client: Client) -> None:
    with OpenreviewServer([note()]) as server:
        server.wants_login = True

        with pytest.raises(FetchError, match="set OPENREVIEW_USERNAME and") as caught:
            ask(client, server)

    assert caught.value.is_final


def test_a_login_gets_past_it_and_is_used_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENREVIEW_USERNAME", "team@example.org")
    monkeypatch.setenv("OPENREVIEW_PASSWORD", "invented secret")
    with OpenreviewServer([note()]) as server:
        server.wants_login = True
        found = list(Openreview().ask(client, server.url, [FORUM, "another12"]))

    assert found[0].facts is not None
    assert [request.path for request in server.requests] == ["/login", "/notes", "/notes"]


def test_a_login_that_fails_shows_no_secret(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENREVIEW_USERNAME", "team@example.org")
    monkeypatch.setenv("OPENREVIEW_PASSWORD", "invented secret")
    with OpenreviewServer([note()]) as server:
        server.takes_login = False

        with pytest.raises(FetchError, match=r"does not take .* \(it answers 400\)") as caught:
            ask(client, server)

    assert "invented secret" not in str(caught.value)
    assert caught.value.body == b""
    assert caught.value.is_final


def test_it_is_asked_only_where_the_settings_say_so(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    sources = [Openreview()]

    assert read_settings(path, "sources.yaml", sources).active == ()
    path.write_text("contact: team@example.org\n")
    assert read_settings(path, "sources.yaml", sources).active == ()
    path.write_text("sources: {openreview: {enabled: true}}\n")
    assert [one.source for one in read_settings(path, "sources.yaml", sources).active] == sources


def test_the_forum_is_the_key() -> None:
    assert Openreview().key(Target("x", Identifiers(openreview=FORUM))) == FORUM
