from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest

from broadsheet.fetch.sources.acl_ids import acl_of_doi, split_acl
from broadsheet.fetch.sources.acl_text import markup_of
from broadsheet.fetch.sources.acl_volume import Volume, read_volume

PAPERS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "papers"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not PAPERS.is_dir(), reason=f"no papers of the Anthology in {PAPERS}"),
]


@cache
def papers() -> list[dict[str, Any]]:
    with gzip.open(PAPERS / "acl-10k.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def volume(paper: dict[str, Any]) -> Volume:
    """Return the volume of a paper, as its `meta` element would say."""
    meta = Element("meta")
    for name in ("year", "month", "venue", "publisher"):
        SubElement(meta, name).text = str(paper.get(name) or "")
    return read_volume(meta, "")


def test_every_id_is_taken_apart() -> None:
    for paper in papers():
        assert paper["id"].startswith(split_acl(paper["id"]).collection)


def test_every_doi_of_the_anthology_names_its_id() -> None:
    own = [one for one in papers() if one.get("doi", "").startswith("10.18653/")]
    names = {one["id"]: acl_of_doi(one["doi"].lower()) for one in own}

    assert len(own) > 5000
    assert [key for key, name in names.items() if name and name != key] == []
    assert sum(not name for name in names.values()) < 10


def test_every_month_is_read() -> None:
    for paper in papers():
        published = volume(paper).published
        assert published is not None
        assert published.year == paper["year"]
        assert bool(published.month) == bool(paper.get("month")), paper["month"]


def test_venues_are_named_as_the_anthology_names_them() -> None:
    same = sum(
        volume(one).venue.replace(" ", "").lower().startswith(one["venue_acronym"].lower())
        for one in papers()
        if one["venue"] != "ws"
    )

    assert same / len(papers()) > 0.9


def test_plain_texts_stay_as_they_are() -> None:
    changed = [one["title"] for one in papers() if _title(one["title"]) != one["title"]]

    # Quotes, dashes and accents that were left in TeX are read.
    assert len(changed) < len(papers()) / 100


def _title(text: str) -> str:
    title = Element("title")
    title.text = text
    return markup_of(title)
