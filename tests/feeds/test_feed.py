from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from broadsheet.feeds.feed import ARCHIVE, NEWEST, Feed, documents


def feed_of(count: int, most: int = 0) -> Feed:
    entries = [f"p{number}" for number in range(count, 0, -1)]
    return Feed(name="all", label="", page="", entries=entries, most=most)


@given(st.integers(0, 1_000))
def test_documents_hold_every_entry_once_in_order(count: int) -> None:
    feed = feed_of(count)
    assert [one for document in documents(feed) for one in document.entries] == feed.entries


@given(st.integers(0, 1_000))
def test_what_is_subscribed_to_has_enough_and_not_too_much(count: int) -> None:
    first = next(documents(feed_of(count)))
    assert min(count, NEWEST) <= len(first.entries) < NEWEST + ARCHIVE


@given(st.integers(0, 1_000))
def test_a_new_entry_changes_no_archive(count: int) -> None:
    before, after = (
        {one.number: one.entries for one in documents(feed_of(size)) if one.number}
        for size in (count, count + 1)
    )
    assert {number: after[number] for number in before} == before


def test_a_feed_without_archives_has_its_newest_alone() -> None:
    (only,) = documents(feed_of(500, most=20))
    assert list(only.entries) == feed_of(500).entries[:20]
    assert not only.is_complete
