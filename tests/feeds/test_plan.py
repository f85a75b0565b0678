from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import fromstring

from broadsheet.feeds.plan import Policy, plan
from broadsheet.pages.views import Views
from broadsheet.records.models import Reading
from feeds.feeding import document, elements, feed
from feeds.validity import ATOM, HISTORY
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
        "all", "editions", "weeks", "trending", "code",
        "topics/wool", "topics/rain", "collections/first",
    ]  # fmt: skip


def test_a_venue_and_an_author_have_one_from_some_papers_on() -> None:
    found = names(some(), Policy(venues_from=2, authors_from=2))
    assert found[-2:] == ["venues/knit", "authors/wilma-hare"]


def test_only_the_feed_of_all_papers_reaches_back_to_the_first() -> None:
    feeds = plan(some(), Policy(venues_from=1, authors_from=1))
    assert [feed.name for feed in feeds if not feed.most] == ["all"]


def test_an_author_s_feed_is_shorter_than_a_topic_s() -> None:
    found = {feed.name: feed.most for feed in plan(some(), Policy(authors_from=1))}
    assert (found["topics/wool"], found["authors/wilma-hare"]) == (100, 20)


def test_with_code_are_papers_whose_code_is_linked() -> None:
    feeds = {feed.name: feed for feed in plan(some(), Policy())}
    assert list(feeds["code"].entries) == ["b"]


def test_an_empty_collection_has_empty_feeds() -> None:
    assert [(one.name, len(one.entries)) for one in plan(views(), Policy())] == [
        ("all", 0), ("editions", 0), ("weeks", 0), ("trending", 0), ("code", 0),
    ]  # fmt: skip


def test_a_week_comes_in_when_another_has_begun() -> None:
    shown = views(
        paper("a", featured="2025-09-02"),
        paper("b", featured="2025-09-04"),
        paper("c", featured="2025-09-09"),
    )
    weeks = feed(shown, "weeks")
    assert list(weeks.entries) == ["2025-w36"]
    (week,) = elements(document(shown, "feeds/weeks.atom"))
    assert week.findtext(f"{ATOM}title") == "Week 36 of 2025: 2 papers"
    assert week.findtext(f"{ATOM}published") == "2025-09-04T00:00:00Z"


def test_what_trends_is_a_complete_list_the_fastest_first() -> None:
    day = dt.date(2025, 9, 1)
    shown = views(
        *(
            paper(f"p{number}", published="2025-08-20", readings=(Reading(day, "stars", number),))
            for number in range(10, 100)
        )
    )
    found = feed(shown, "trending")
    assert (found.entries[0], len(found.entries)) == ("p99", 20)
    root = fromstring(document(shown, "feeds/trending.atom"))
    assert root.find(f"{HISTORY}complete") is not None
