from __future__ import annotations

from xml.etree.ElementTree import fromstring

from broadsheet.feeds.opml import opml
from broadsheet.feeds.plan import Policy, plan
from broadsheet.language.words import ENGLISH
from feeds.feeding import SITE, publication
from samples import paper, tag, views, vocabulary


def test_the_list_has_every_feed_but_authors_once_in_folders() -> None:
    some = views(paper("a", tags=("wool",), venue="Knit 2024"), topics=vocabulary("wool"))
    feeds = list(plan(some, Policy(1, 1)))

    root = fromstring(opml(feeds, publication(), ENGLISH))

    found = [one.get("xmlUrl") for one in root.iter("outline") if one.get("type") == "rss"]
    listed = [feed for feed in feeds if feed.page != "authors/wilma-hare"]
    assert found == [f"{SITE}{feed.path('.atom')}" for feed in listed]
    assert len(listed) < len(feeds)
    assert [one.get("text") for one in root.findall("body/outline") if not one.get("type")] == [
        "Topics", "Venues",
    ]  # fmt: skip
    assert root.findtext("head/title") == "The Daily Sock: Feeds"


def test_each_feed_leads_to_its_page() -> None:
    some = views(topics=vocabulary(tag("wool", label="Wool & <more>")))
    root = fromstring(opml(plan(some, Policy()), publication(), ENGLISH))
    (one,) = root.findall("body/outline/outline")
    assert one.get("text") == "The Daily Sock: Wool & <more>"
    assert one.get("htmlUrl") == f"{SITE}topics/wool/"
