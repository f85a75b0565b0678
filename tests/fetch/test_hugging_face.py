from __future__ import annotations

from typing import Any

import pytest

from broadsheet.fetch.client import Client
from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.hugging_face import HuggingFace
from broadsheet.fetch.target import Target
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Count, Facts, Link
from broadsheet.records.names import Author
from servers import faults
from servers.hugging_face import HuggingFaceServer, linked, paper

KEY = "2401.00001"


@pytest.fixture(autouse=True)
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)


def ask(client: Client, server: HuggingFaceServer, source: HuggingFace | None = None) -> Finding:
    (found,) = (source or HuggingFace()).ask(client, server.url, [KEY])
    return found


def facts(client: Client, source: HuggingFace | None = None, **changes: Any) -> Facts:
    """Return what is read of one paper's answer."""
    with HuggingFaceServer([paper(KEY, **changes)]) as server:
        found = ask(client, server, source)
    assert found.facts is not None, found.refusal
    return found.facts


def test_an_answer_is_read_whole(client: Client) -> None:
    assert facts(client) == Facts(
        title="On the Sorting of Socks",
        authors=(Author("Example", "Ada"), Author("Sample", "Bo")),
        published=PartialDate(2024, 1, 15),
        counts=(Count("upvotes", 21), Count("stars", 99)),
        ids=Identifiers(arxiv=KEY),
        links=(
            Link("code", "https://github.com/example/socks"),
            Link("project", "https://socks.example.org/"),
        ),
    )


def test_what_a_model_wrote_is_not_kept(client: Client) -> None:
    found = facts(client)

    assert (found.machine_summary, found.keywords) == ("", ())


def test_what_a_model_wrote_is_kept_where_it_is_asked_for(client: Client) -> None:
    found = facts(client, HuggingFace(machine_summaries=True))

    assert found.machine_summary == "Socks are sorted by a network."
    assert found.keywords == ("socks", "sorting")


def test_models_datasets_and_demos_are_links(client: Client) -> None:
    found = facts(
        client,
        githubRepo=None,
        projectPage=None,
        linkedModels=[linked("example/sock-7b")],
        linkedDatasets=[linked("example/socks")],
        linkedSpaces=[linked("example/sorter")],
    )

    assert found.links == (
        Link("model", "https://huggingface.co/example/sock-7b"),
        Link("dataset", "https://huggingface.co/datasets/example/socks"),
        Link("demo", "https://huggingface.co/spaces/example/sorter"),
    )


def test_of_many_models_the_five_most_liked_are_kept(client: Client) -> None:
    models = [linked(f"example/sock-{likes}", likes) for likes in (3, 1, 9, 4, 7, 5)]

    found = facts(client, linkedModels=models)

    names = [link.url.rpartition("-")[2] for link in found.links if link.kind == "model"]
    assert names == ["9", "7", "5", "4", "3"]


def test_the_same_likes_give_the_same_links(client: Client) -> None:
    models = [linked(f"example/{name}", None) for name in "gcbfaed"]

    found = facts(client, linkedModels=models)

    names = [link.url.rpartition("/")[2] for link in found.links if link.kind == "model"]
    assert names == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize(
    "model",
    [
        linked("example/secret", private=True),
        linked("../../admin"),
        linked("example/a b"),
        linked("https://example.org/x"),
        {"likes": 9},
        {"id": None},
    ],
)
def test_what_is_no_public_model_is_no_link(client: Client, model: dict[str, Any]) -> None:
    assert not any(link.kind == "model" for link in facts(client, linkedModels=[model]).links)


def test_stars_without_a_repository_count_for_nothing(client: Client) -> None:
    assert facts(client, githubRepo=None).counts == (Count("upvotes", 21),)


def test_hidden_authors_stay_hidden(client: Client) -> None:
    people = [{"name": "Ada Example"}, {"name": "Bo Sample", "hidden": True}]

    assert facts(client, authors=people).authors == (Author("Example", "Ada"),)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "github.com/x/y", ""])
def test_an_address_that_is_not_safe_is_no_link(client: Client, url: str) -> None:
    assert facts(client, githubRepo=url, projectPage=url).links == ()


@pytest.mark.parametrize(
    "field",
    ["title", "authors", "publishedAt", "upvotes", "githubRepo", "projectPage", "linkedModels"],
)
@pytest.mark.parametrize("value", [None, ...])
def test_what_is_missing_is_not_said(client: Client, field: str, value: Any) -> None:
    assert facts(client, **{field: value}).ids.arxiv == KEY


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"upvotes": "21"}, "$.upvotes"),
        ({"title": ["On Socks"]}, "$.title"),
        ({"authors": ["Ada Example"]}, "$.authors[0]"),
        ({"linkedModels": [{"id": 7}]}, "$.linkedModels[0].id"),
    ],
)
def test_a_wrong_type_is_refused_and_named(
    client: Client, change: dict[str, Any], where: str
) -> None:
    with HuggingFaceServer([paper(KEY, **change)]) as server:
        found = ask(client, server)

    assert found.facts is None
    assert where in found.refusal


def test_an_answer_about_another_paper_is_refused(client: Client) -> None:
    with HuggingFaceServer() as server:
        server.papers[KEY] = paper("2401.77777")

        assert ask(client, server).refusal == "it answers with the paper `2401.77777`"


def test_a_paper_without_a_page_is_not_found(client: Client) -> None:
    with HuggingFaceServer() as server:
        assert ask(client, server) == Finding(KEY)


def test_old_ids_are_not_asked_for() -> None:
    source = HuggingFace()

    assert source.key(Target("x", Identifiers(arxiv="quant-ph/0201082"))) == ""
    assert source.key(Target("x", Identifiers(arxiv=KEY))) == KEY


def test_a_token_makes_it_faster_and_is_sent(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_invented")
    with HuggingFaceServer([paper(KEY)]) as server:
        ask(client, server)

    assert HuggingFace().interval == 0.3
    assert server.requests[0].headers["authorization"] == "Bearer hf_invented"


def test_without_a_token_none_is_sent(client: Client) -> None:
    with HuggingFaceServer([paper(KEY)]) as server:
        ask(client, server)

    assert HuggingFace().interval == 0.6
    assert "authorization" not in server.requests[0].headers


def test_what_was_answered_before_a_failure_is_kept(client: Client) -> None:
    with HuggingFaceServer([paper(KEY)]) as server:
        server.misbehave([None, *[faults.status(500)] * 4])
        answers = HuggingFace().ask(client, server.url, [KEY, "2401.00002"])

        assert next(answers).facts is not None
        with pytest.raises(FetchError, match="answers 500"):
            next(answers)
