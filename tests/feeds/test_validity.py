"""The checks of feeds can fail: each rule, broken once in a feed that is good."""

from __future__ import annotations

import json

import pytest

from feeds.feeding import document
from feeds.validity import atom_faults, json_faults, read
from samples import paper, views


def good() -> str:
    return document(views(paper("a", summary="Short."), paper("b")), "feeds/all.atom").decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/papers/a/</id>", "/papers/b/</id>"),
        ("<id>https://", "<id>"),
        ("T00:00:00Z</updated>", "</updated>"),
        ("T00:00:00Z</published>", "T00:00:00</published>"),
        ("<title>On the Pairing of Socks</title>", ""),
        ("<title>On the Pairing of Socks</title>", "<title />"),
        ('rel="self"', 'rel="related"'),
        ('href="https://socks.example.org/base/papers/a/"', 'href="../papers/a/"'),
        ('type="text/html"', 'type="html"'),
        ("&lt;p&gt;Short", "&lt;script&gt;Short"),
        ("&lt;p&gt;Short", "&lt;p onclick=&#34;x&#34;&gt;Short"),
        ("&lt;p&gt;Short", "&lt;a href=&#34;/x&#34;&gt;Short"),
        ("&lt;/p&gt;</content>", "</content>"),
        ("<name>Wilma Hare</name>", "<name> </name>"),
        ("<entry>", "<item>"),
    ],
)
def test_a_broken_rule_is_seen(old: str, new: str) -> None:
    assert old in good()
    broken = good().replace(old, new)
    if new == "<item>":
        broken = broken.replace("</entry>", "</item>")
    assert atom_faults(good().encode()) == []
    assert atom_faults(broken.encode()) != []


@pytest.mark.parametrize(
    "change", [{"id": 7}, {"url": "a/"}, {"date_published": "2024"}, {"content_html": "<p>"}]
)
def test_a_broken_rule_of_json_feed_is_seen(change: dict[str, object]) -> None:
    feed = json.loads(document(views(paper()), "feeds/all.json"))
    assert json_faults(json.dumps(feed).encode()) == []
    feed["items"][0] |= change
    assert json_faults(json.dumps(feed).encode()) != []


def test_feedparser_complains_of_what_is_not_well_formed() -> None:
    with pytest.raises(AssertionError):
        read(good().replace("</entry>", "").encode())
