from __future__ import annotations

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.github_votes import GithubVotes
from broadsheet.fetch.target import Target
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts
from servers import faults
from servers.github import Forum, GithubServer, Thread

KEYS = ("2401.00001", "2401.00002", "example2024sorting")


@pytest.fixture(autouse=True)
def _token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_invented")


def votes(
    client: Client, *discussions: Thread, issues: tuple[Thread, ...] = ()
) -> dict[str, int | None]:
    """Return the votes of KEYS; None where no thread names a paper."""
    with GithubServer(forum=Forum(discussions=[*discussions], issues=[*issues])) as server:
        found = GithubVotes("example/papers").ask(client, server.url, KEYS)
        return {one.key: one.facts.counts[0].value if one.facts else None for one in found}


def test_reactions_on_a_papers_discussion_are_its_votes(client: Client) -> None:
    with GithubServer(forum=Forum(discussions=[Thread("papers/2401.00001/", "", 7)])) as server:
        found = list(GithubVotes("example/papers").ask(client, server.url, KEYS))

    assert found[0] == Finding(KEYS[0], Facts(counts=(Count("reactions", 7),)))
    assert found[1:] == [Finding(KEYS[1]), Finding(KEYS[2])]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("2401.00001", ""),
        ("papers/2401.00001/", ""),
        ("On the Sorting of Socks", "https://example.org/papers/2401.00001/"),
        ("What do you think of 2401.00001?", None),
        (None, "See 2401.00001."),
    ],
)
def test_a_thread_names_its_paper(client: Client, title: str | None, body: str | None) -> None:
    assert votes(client, Thread(title, body, 3))["2401.00001"] == 3


@pytest.mark.parametrize("title", ["2401.000011", "12401.00001", "2401.00001-b", "2401.00001.5"])
def test_a_longer_id_is_another_one(client: Client, title: str) -> None:
    assert votes(client, Thread(title, "", 3))["2401.00001"] is None


def test_votes_against_a_paper_are_none_for_it(client: Client) -> None:
    found = votes(client, Thread("2401.00001", "", 7, 2), Thread("2401.00002", "", 3, 3))

    assert (found["2401.00001"], found["2401.00002"]) == (5, 0)


def test_discussions_and_issues_add_up_over_all_pages(client: Client) -> None:
    pages = [Thread(f"socks {number}") for number in range(5)]
    issue = Thread("Add example2024sorting", "", 2)

    found = votes(client, *pages, Thread("Example2024Sorting", "", 3), issues=(*pages, issue))

    assert found["example2024sorting"] == 5


def test_without_a_repository_nothing_is_asked() -> None:
    target = Target("2401.00001", Identifiers(arxiv="2401.00001"))

    assert GithubVotes().key(target) == ""
    assert GithubVotes("example/papers").key(target) == "2401.00001"


@pytest.mark.parametrize("name", ["papers", "https://github.com/example/papers", 'a/b"c'])
def test_what_is_no_repository_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="is no repository"):
        GithubVotes(name)


def test_without_a_token_it_says_what_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_TOKEN")
    with GithubServer() as server, pytest.raises(FetchError, match="a token in GITHUB_TOKEN"):
        list(GithubVotes("example/papers").ask(client, server.url, KEYS))

    assert server.requests == []


@pytest.mark.parametrize(
    ("forum", "message"),
    [
        (Forum(name="example/other"), "knows no repository example/papers"),
        (Forum(discussions=None), "does not show the discussions"),
    ],
)
def test_a_repository_that_cannot_be_read_is_said(
    client: Client, forum: Forum, message: str
) -> None:
    with GithubServer(forum=forum) as server, pytest.raises(FetchError, match=message) as caught:
        list(GithubVotes("example/papers").ask(client, server.url, KEYS))

    assert caught.value.is_final


def test_an_answer_of_another_form_is_said(client: Client) -> None:
    body = b'{"data":{"repository":{"threads":{"nodes":"none"}}}}'
    with GithubServer() as server:
        server.misbehave([faults.says(body, "application/json")])

        with pytest.raises(FetchError, match="has another form"):
            list(GithubVotes("example/papers").ask(client, server.url, KEYS))


def test_a_list_that_never_ends_is_left(client: Client) -> None:
    body = b"""{"data":{"repository":{"threads":
        {"pageInfo":{"hasNextPage":true,"endCursor":"x"},"nodes":[null]}}}}"""
    with GithubServer() as server:
        server.misbehave_always(faults.says(body, "application/json"))

        with pytest.raises(FetchError, match="round in circles"):
            list(GithubVotes("example/papers").ask(client, server.url, KEYS))

    assert len(server.requests) == 2
