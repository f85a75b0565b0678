from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.sources.github_repository import read_repository
from broadsheet.records.models import Count

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "api" / "github"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not RECORDED.is_dir(), reason=f"no recorded answers in {RECORDED}"),
]


def exchanges(name: str) -> list[dict[str, Any]]:
    """Return the recorded exchanges of one scenario, requests and responses."""
    found: list[dict[str, Any]] = json.loads((RECORDED / f"{name}-fixture.json").read_bytes())
    return found


def outcome(exchange: dict[str, Any]) -> str:
    """Return what is read of an exchange: where the repository is and its stars, or why not."""
    body = exchange["response"]
    key = "octokit-fixture-org/asked-for"
    try:
        facts = read_repository(json.dumps(body).encode(), key)
    except Invalid as error:
        return error.message
    (repository,) = facts.repositories
    assert all(count.kind == "stars" for count in facts.counts)
    name = repository.moved_to.removeprefix("https://github.com/octokit-fixture-org/")
    return f"{name.partition('-2022')[0]}, {facts.counts[0].value} stars"


_NOT_ONE = "its answer has another form: Object missing required field `full_name`"
_NOTHING = "its answer has another form: Expected `object`, got `str`"


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("errors_normalized", [_NOT_ONE]),
        ("errors_raw", ["tmp-scenario-errors, 0 stars", _NOT_ONE, _NOTHING]),
        ("get-repository_normalized", ["hello-world, 42 stars"]),
        ("get-repository_raw", ["hello-world, 0 stars"]),
        (
            "rename-repository_normalized",
            [
                "rename-repository-newname, 42 stars",
                _NOT_ONE,  # 301
                "rename-repository-newname, 42 stars",
                _NOT_ONE,  # 307
                "rename-repository-newname, 42 stars",
            ],
        ),
        (
            "rename-repository_raw",
            [
                "tmp-scenario-rename-repository, 0 stars",
                "tmp-scenario-rename-repository, 0 stars",
                _NOT_ONE,  # 301
                "tmp-scenario-rename-repository, 0 stars",
                _NOT_ONE,  # 307
                "tmp-scenario-rename-repository, 0 stars",
                _NOTHING,  # 204
            ],
        ),
    ],
)
def test_every_recorded_answer_gives_facts_or_a_clear_refusal(
    name: str, outcomes: list[str]
) -> None:
    assert [outcome(exchange) for exchange in exchanges(name)] == outcomes


def test_the_table_has_every_recorded_answer() -> None:
    assert len(list(RECORDED.glob("*.json"))) == 6


def test_a_repository_under_its_own_name_has_not_moved() -> None:
    body = json.dumps(exchanges("get-repository_normalized")[0]["response"]).encode()

    facts = read_repository(body, "octokit-fixture-org/hello-world")

    assert facts.counts == (Count("stars", 42),)
    assert facts.repositories[0].moved_to == ""
