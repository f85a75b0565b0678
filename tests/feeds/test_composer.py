from __future__ import annotations

from typing import Any

import pytest

from broadsheet.feeds.composer import Composer
from broadsheet.feeds.plan import Policy, plan
from broadsheet.pages.views import Views
from feeds.feeding import publication
from samples import paper, reading_list, tag, views, vocabulary


def collection(summary: str = "", *, label: str = "Wool", note: str = "Read.") -> Views:
    return views(
        paper("a", authors=["Wilma Hare"], tags=("wool",), summary=summary),
        paper("b", authors=["Bo Sample"], venue="Knit 2024"),
        topics=vocabulary(tag("wool", label=label)),
        lists=[reading_list("first", "b", note=note)],
    )


def digests(shown: Views, **site: Any) -> dict[str, bytes]:
    """Return what tells whether a file is made anew, by its path."""
    composer = Composer(shown, publication(**site))
    feeds = plan(shown, Policy(1, 1))
    return {one.path: one.digest() for feed in feeds for one in composer.files(feed)}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    return {path for path in before if before[path] != after[path]}


def test_authors_have_atom_alone_and_topics_both_forms() -> None:
    paths = digests(collection()).keys()
    assert {one for one in paths if "wilma-hare" in one} == {"feeds/authors/wilma-hare.atom"}
    assert {"feeds/topics/wool.atom", "feeds/topics/wool.json"} <= paths


def test_a_changed_paper_changes_the_feeds_that_it_is_in_and_no_other() -> None:
    found = changed(digests(collection()), digests(collection("Socks.")))
    assert {"feeds/all.atom", "feeds/topics/wool.json", "feeds/authors/wilma-hare.atom"} <= found
    assert not any("bo-sample" in path or "knit" in path or "first" in path for path in found)


def test_a_topic_of_another_name_changes_the_feeds_of_its_papers() -> None:
    found = changed(digests(collection()), digests(collection(label="Yarn")))
    assert "feeds/authors/wilma-hare.atom" in found
    assert "feeds/authors/bo-sample.atom" not in found


def test_another_note_changes_the_feed_of_its_reading_list_alone() -> None:
    found = changed(digests(collection()), digests(collection(note="Skip.")))
    assert found == {"feeds/collections/first.atom", "feeds/collections/first.json"}


@pytest.mark.parametrize(
    "site", [{"url": "https://other.example/"}, {"ids": "https://old.example/"}]
)
def test_another_address_changes_every_feed(site: dict[str, str]) -> None:
    before = digests(collection())
    assert changed(before, digests(collection(), **site)) == before.keys()


def test_a_paper_that_came_later_changes_its_edition() -> None:
    def editions(*names: str) -> bytes:
        some = (paper(name, featured="2025-09-02") for name in names)
        return digests(views(*some))["feeds/editions.atom"]

    assert editions("a") != editions("a", "b")
