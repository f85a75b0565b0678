from __future__ import annotations

from typing import Any

import pytest

from broadsheet.errors import Invalid
from broadsheet.pages.comments import read_giscus

OPTIONS = {"repo": "us/papers", "repo_id": "R_1", "category": "Papers", "category_id": "C_1"}


def test_without_options_there_are_no_comments() -> None:
    assert read_giscus({}) is None


def test_the_talk_about_a_paper_is_found_on_the_forge_too() -> None:
    giscus = read_giscus(OPTIONS)
    assert giscus is not None
    found = giscus.discussion("2401.00001")
    assert found == "https://github.com/us/papers/discussions?discussions_q=2401.00001"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"repo": "papers"}, "is no repository of GitHub"),
        ({"repo": 'us/pa"pers'}, "is no repository of GitHub"),
        ({"repo_id": " "}, "`repo_id` is empty"),
        ({"categroy": "Papers"}, "unknown field `categroy`"),
        ({"category": 3}, "Expected `str`"),
        ({"origin": "giscus.app"}, "giscus.app"),
    ],
)
def test_a_wrong_option_is_named(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_giscus(OPTIONS | wrong)


def test_a_missing_option_is_named() -> None:
    with pytest.raises(Invalid, match="`repo_id`"):
        read_giscus({"repo": "us/papers"})
