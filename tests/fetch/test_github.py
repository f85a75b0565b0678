from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from broadsheet.fetch.client import Client, Limits
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.lock import read_lock
from broadsheet.fetch.run import run
from broadsheet.fetch.settings import ActiveSource
from broadsheet.fetch.sources.github import Github
from broadsheet.fetch.sources.github_repository import query_of, repository_name
from broadsheet.fetch.sources.hugging_face import HuggingFace
from broadsheet.fetch.target import Target
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link, Origin, Record, Repository
from servers import faults
from servers.github import GithubServer, Repo, limit_reached
from servers.hugging_face import HuggingFaceServer, paper
from servers.stand_in import Answered

KEY = "example/socks"


@pytest.fixture(params=["with a token", "without a token"])
def access(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to ask."""
    if request.param == "with a token":
        monkeypatch.setenv("GITHUB_TOKEN", "ghp_invented")
    else:
        monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    return str(request.param)


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_invented")


@pytest.fixture
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)


def ask(client: Client, server: GithubServer, *keys: str) -> list[Finding]:
    return list(Github().ask(client, server.url, keys or [KEY]))


@pytest.mark.usefixtures("access")
def test_a_repository_is_read(client: Client) -> None:
    with GithubServer([Repo(KEY, stars=99, license="Apache-2.0", archived=True)]) as server:
        found = ask(client, server)

    repository = Repository(f"https://github.com/{KEY}", "Apache-2.0", is_archived=True)
    assert found == [Finding(KEY, Facts(counts=(Count("stars", 99),), repositories=(repository,)))]


@pytest.mark.usefixtures("access")
def test_a_renamed_repository_says_where_it_is_now(client: Client) -> None:
    with GithubServer([Repo("lab/Socks2")], renamed={KEY: "lab/Socks2"}) as server:
        (found,) = ask(client, server)

    assert found.facts is not None
    (repository,) = found.facts.repositories
    assert repository.url == "https://github.com/example/socks"
    assert repository.moved_to == "https://github.com/lab/Socks2"


@pytest.mark.usefixtures("access")
def test_another_case_is_no_other_name(client: Client) -> None:
    with GithubServer([Repo("Example/Socks")]) as server:
        (found,) = ask(client, server)

    assert found.facts is not None
    assert found.facts.repositories[0].moved_to == ""


@pytest.mark.usefixtures("access")
def test_a_repository_that_is_gone_is_not_found(client: Client) -> None:
    with GithubServer([Repo(KEY)]) as server:
        found = ask(client, server, KEY, "example/gone")

    assert found[0].facts is not None
    assert found[1] == Finding("example/gone")


@pytest.mark.usefixtures("access")
@pytest.mark.parametrize("license_", [None, "NOASSERTION", "<script>"])
def test_a_licence_that_is_none_is_not_said(client: Client, license_: str | None) -> None:
    with GithubServer([Repo(KEY, license=license_)]) as server:
        (found,) = ask(client, server)

    assert found.facts is not None
    assert found.facts.repositories[0].license == ""


@pytest.mark.usefixtures("access")
def test_a_name_that_is_none_is_refused(client: Client) -> None:
    with GithubServer() as server:
        server.repos[KEY] = Repo("javascript:alert(1)")
        (found,) = ask(client, server)

    assert found == Finding(KEY, refusal="`javascript:alert(1)` is no name of a repository")


@pytest.mark.usefixtures("access")
def test_stars_of_a_wrong_type_are_refused(client: Client) -> None:
    with GithubServer([Repo(KEY, stars="many")]) as server:  # type: ignore[arg-type]
        (found,) = ask(client, server)

    assert found.facts is None
    assert "Expected `int | null`, got `str`" in found.refusal


@pytest.mark.usefixtures("token")
def test_a_hundred_repositories_are_one_request(client: Client) -> None:
    keys = [f"example/socks-{number}" for number in range(100)]
    with GithubServer(map(Repo, keys)) as server:
        found = ask(client, server, *keys)

    assert Github().batch == 100
    assert len(server.requests) == 1
    assert all(one.facts is not None for one in found)
    assert server.requests[0].headers["authorization"] == "Bearer ghp_invented"


@pytest.mark.usefixtures("token")
def test_errors_beside_the_data_refuse_their_own_repository(client: Client) -> None:
    with GithubServer([Repo(KEY), Repo("example/shoes")]) as server:
        server.errors = {"example/shoes": "FORBIDDEN"}
        found = ask(client, server, KEY, "example/shoes", "example/gone")

    assert found[0].facts is not None
    assert found[1] == Finding("example/shoes", refusal="FORBIDDEN it is")
    assert found[2] == Finding("example/gone")


@pytest.mark.usefixtures("token")
def test_a_repository_that_the_answer_leaves_out_is_refused(client: Client) -> None:
    with GithubServer() as server:
        server.misbehave([faults.says(b'{"data":{"r7":null}}', "application/json")])
        (found,) = ask(client, server)

    assert found == Finding(KEY, refusal="the answer does not name it")


@pytest.mark.usefixtures("token")
@pytest.mark.parametrize(
    ("answer", "message", "is_final"),
    [
        ({"data": None, "errors": [{"message": "Something went wrong"}]}, "went wrong", False),
        ({"errors": [{"type": "RATE_LIMITED", "message": "no"}]}, "limit is used up", True),
        ({}, "no reason given", False),
        ({"data": []}, "another form", False),
        ({"data": {}, "errors": {}}, "another form", False),
    ],
)
def test_an_answer_without_data_says_why(
    client: Client, answer: dict[str, object], message: str, is_final: bool
) -> None:
    with GithubServer() as server:
        server.misbehave([faults.says(json.dumps(answer).encode(), "application/json")])

        with pytest.raises(FetchError, match=message) as caught:
            ask(client, server)

    assert caught.value.is_final is is_final


@pytest.mark.usefixtures("token")
def test_a_token_that_is_not_taken_is_not_shown(client: Client) -> None:
    with GithubServer() as server:
        server.misbehave([faults.says(b'{"message":"Bad credentials"}', code=401)])

        with pytest.raises(FetchError, match="does not take the token in GITHUB_TOKEN") as caught:
            ask(client, server)

    assert caught.value.is_final
    assert "ghp_" not in str(caught.value)


@pytest.mark.usefixtures("no_token")
def test_a_used_up_limit_ends_it_with_advice(client: Client) -> None:
    with GithubServer([Repo(KEY)]) as server:
        answer = limit_reached(2400, int(time.time()))
        server.misbehave([_says(answer)])

        with pytest.raises(FetchError, match=r"asks to wait .* set GITHUB_TOKEN") as caught:
            ask(client, server)

    assert caught.value.is_final
    assert len(server.requests) == 1


@pytest.mark.usefixtures("no_token")
def test_a_limit_that_ends_soon_is_waited_for(client: Client) -> None:
    with GithubServer([Repo(KEY)]) as server:
        server.misbehave([_says(limit_reached(0, int(time.time())))])

        assert ask(client, server)[0].facts is not None


@pytest.mark.usefixtures("access")
def test_a_second_limit_is_waited_for(client: Client) -> None:
    with GithubServer([Repo(KEY)]) as server:
        server.misbehave([faults.status(403, retry_after="0.05"), None])

        assert ask(client, server)[0].facts is not None
        assert server.gaps()[0] >= 0.04


@pytest.mark.usefixtures("no_token")
def test_a_limit_without_a_time_ends_it() -> None:
    said = b'{"message":"You have exceeded a secondary rate limit."}'
    with GithubServer([Repo(KEY)]) as server, Client(limits=Limits(backoff=0.01)) as client:
        server.misbehave([faults.says(said, code=403)])

        with pytest.raises(FetchError, match="its limit is used up; set GITHUB_TOKEN"):
            ask(client, server)


@pytest.mark.usefixtures("no_token")
@pytest.mark.parametrize(
    ("status", "said"),
    [(404, ""), (410, ""), (451, "Repository unavailable"), (403, "Repository access blocked")],
)
def test_what_github_shows_to_nobody_is_not_found(client: Client, status: int, said: str) -> None:
    with GithubServer([Repo(KEY)]) as server:
        server.misbehave([faults.says(json.dumps({"message": said}).encode(), code=status)])

        assert ask(client, server) == [Finding(KEY)]


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://github.com/example/socks", "example/socks"),
        ("https://github.com/example/socks.git", "example/socks"),
        ("http://www.github.com/example/socks/", "example/socks"),
        ("https://github.com/example/socks/tree/main/src#readme", "example/socks"),
        ("https://github.com/example/socks?tab=readme", "example/socks"),
        ("https://GitHub.com/Example/S.o_c-ks", "Example/S.o_c-ks"),
        ("https://github.com/example", ""),
        ("https://github.com/topics/socks", ""),
        ("https://github.com/orgs/example/repositories", ""),
        ("https://github.com/example/..", ""),
        ('https://github.com/example/so")cks', ""),
        ("https://gitlab.com/example/socks", ""),
        ("https://github.com.example.org/example/socks", ""),
        ("https://gist.github.com/example/0123", ""),
        ("https://example.github.io/socks", ""),
        ("https://[github.com/a/b", ""),
    ],
)
def test_a_repository_is_told_from_an_address(url: str, name: str) -> None:
    assert repository_name(url) == name


def test_the_first_code_link_to_github_is_the_key() -> None:
    links = (
        Link("project", "https://github.com/example/page"),
        Link("code", "https://gitlab.com/example/socks"),
        Link("code", "https://github.com/example/socks"),
        Link("code", "https://github.com/example/other"),
    )

    assert Github().key(Target("x", Identifiers(), links=links)) == KEY
    assert Github().key(Target("x", Identifiers())) == ""


def test_a_key_cannot_break_out_of_the_query() -> None:
    assert query_of(['a/b") { id } x: viewer { login }']) == "query { __typename }"


def _says(answer: Answered) -> faults.Fault:
    return faults.Fault("says", lambda handler, server, seen: handler.send_answer(answer))


@pytest.mark.usefixtures("token")
def test_a_code_link_from_elsewhere_is_followed_in_the_same_run(
    client: Client, tmp_path: Path
) -> None:
    record = Record(id="2401.00001", ids=Identifiers(arxiv="2401.00001"), origin=Origin("x.yaml"))
    with HuggingFaceServer([paper()]) as pages, GithubServer([Repo(KEY, stars=7)]) as forge:
        active = [ActiveSource(HuggingFace(), pages.url, 0), ActiveSource(Github(), forge.url, 0)]
        lock = read_lock(tmp_path, tmp_path)
        run([record], lock, active, client, tmp_path, today=dt.date(2024, 3, 1))

    answer = read_lock(tmp_path, tmp_path).answers["github"]["2401.00001"]
    assert answer.key == KEY
    assert answer.facts is not None
    assert answer.facts.counts == (Count("stars", 7),)
