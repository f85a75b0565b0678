from __future__ import annotations

from broadsheet.feeds.plan import Policy, plan
from broadsheet.pages.views import Views
from samples import paper, reading_list, views, vocabulary


def names(shown: Views, policy: Policy) -> list[str]:
    return [feed.name for feed in plan(shown, policy)]


def some() -> Views:
    return views(
        paper("a", authors=["Wilma Hare", "Bo Sample"], venue="Knit 2024", tags=("wool",)),
        paper("b", authors=["Wilma Hare"], venue="Knit 2023", links={"code": "https://c.example"}),
        topics=vocabulary("wool", "rain"),
        lists=[reading_list("first", "b")],
    )


def test_all_editions_code_every_topic_and_every_list_have_feeds() -> None:
    assert names(some(), Policy()) == [
        "all", "editions", "code", "topics/wool", "topics/rain", "collections/first",
    ]  # fmt: skip


def test_a_venue_and_an_author_have_one_from_some_papers_on() -> None:
    found = names(some(), Policy(venues_from=2, authors_from=2))
    assert found[-2:] == ["venues/knit", "authors/wilma-hare"]


def test_with_code_are_papers_whose_code_is_linked() -> None:
    feeds = {feed.name: feed for feed in plan(some(), Policy())}
    assert list(feeds["code"].entries) == ["b"]


def test_an_empty_collection_has_empty_feeds() -> None:
    assert [(one.name, len(one.entries)) for one in plan(views(), Policy())] == [
        ("all", 0), ("editions", 0), ("code", 0),
    ]  # fmt: skip
