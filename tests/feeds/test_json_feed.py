from __future__ import annotations

import json

from broadsheet.feeds.feed import ARCHIVE, NEWEST
from feeds.feeding import SITE, document, written
from feeds.validity import json_faults
from samples import collection, paper, views, vocabulary

ALL = "feeds/all.json"


def test_every_feed_of_a_collection_with_everything_is_valid() -> None:
    files = {path: data for path, data in written(collection(30)) if path.endswith(".json")}
    assert len(files) > 8
    assert [(path, found) for path, data in files.items() if (found := json_faults(data))] == []


def test_an_item_has_what_a_card_shows() -> None:
    shown = views(
        paper("a", summary="In *short*.", tags=("wool",), arxiv="2401.00001",
              links={"code": "https://code.example/a"}, featured="2024-06-02"),
        topics=vocabulary("wool"),
    )  # fmt: skip
    (item,) = json.loads(document(shown, ALL))["items"]

    assert item["url"] == item["id"] == f"{SITE}papers/a/"
    assert item["external_url"] == "https://arxiv.org/abs/2401.00001"
    assert item["summary"] == "In short."
    assert item["date_published"] == "2024-06-02T00:00:00Z"
    assert item["authors"] == [{"name": "Wilma Hare", "url": f"{SITE}authors/wilma-hare/"}]
    assert item["tags"] == ["Wool"]
    assert item["attachments"][0]["url"] == "https://arxiv.org/pdf/2401.00001"
    assert "https://code.example/a" in item["content_html"]


def test_an_undated_paper_has_no_date() -> None:
    (item,) = json.loads(document(views(paper(published="")), ALL))["items"]
    assert "date_published" not in item


def test_pages_lead_to_older_ones() -> None:
    shown = views(*(paper(f"p{number:04d}") for number in range(NEWEST + ARCHIVE)))
    first, second = (json.loads(document(shown, one)) for one in (ALL, "feeds/all/1.json"))

    assert first["next_url"] == second["feed_url"] == f"{SITE}feeds/all/1.json"
    assert "next_url" not in second
    assert len(second["items"]) == ARCHIVE
