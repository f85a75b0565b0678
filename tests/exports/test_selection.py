from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.collection import Collection, read_collection, read_sound_collection
from broadsheet.errors import BroadsheetError
from broadsheet.exports.selection import Selection, select
from samples import write_project

PAPERS = """
- {id: socks, title: Socks, authors: [Ada Example], published: 2020, tags: [socks], doi: 10.1000/1}
- {id: gloves, title: Gloves, authors: [Bo Sample], published: 2021, venue: Knit 2021}
- {id: hats, title: Hats, authors: [Ada Example], published: 2021, tags: [hats]}
"""
TAGS = """
- {tag: socks, label: Socks, description: Worn on feet., aliases: [stockings]}
- {tag: hats, label: Hats, description: Worn on heads.}
"""
LISTS = {"start.yaml": "{title: Start, papers: [hats, socks]}"}


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    return read_sound_collection(write_project(tmp_path, PAPERS, TAGS, LISTS))


@pytest.mark.parametrize(
    ("wanted", "papers"),
    [
        (Selection(), ["socks", "gloves", "hats"]),
        (Selection(topics=["socks"]), ["socks"]),
        (Selection(topics=["stockings", "hats"]), ["socks", "hats"]),
        (Selection(collections=["start"]), ["hats", "socks"]),
        (Selection(authors=["ada-example"], years=["2021"]), ["hats"]),
        (Selection(venues=["knit"]), ["gloves"]),
        (Selection(ids=["hats", "https://doi.org/10.1000/1"]), ["hats", "socks"]),
        (Selection(collections=["start"], topics=["socks"]), ["socks"]),
        (Selection(found=["hats", "gone", "socks"]), ["hats", "socks"]),
        (Selection(found=[], topics=["socks"]), []),
        (Selection(topics=["socks"], years=["2021"]), []),
    ],
)
def test_papers_are_those_that_fit_all_kinds(
    collection: Collection, wanted: Selection, papers: list[str]
) -> None:
    assert [paper.id for paper in select(collection, wanted)] == papers


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (Selection(topics=["sock"]), r"no `sock` among the topics here \(did you mean `socks`"),
        (Selection(collections=["star"]), r"among the collections here \(did you mean `start`"),
        (Selection(ids=["hat"]), r"no paper `hat` here \(did you mean `hats`"),
    ],
)
def test_an_unknown_name_is_an_error_with_a_hint(
    collection: Collection, wanted: Selection, message: str
) -> None:
    with pytest.raises(BroadsheetError, match=message):
        select(collection, wanted)


def test_a_collection_with_errors_is_read_but_is_not_sound(tmp_path: Path) -> None:
    project = write_project(tmp_path, "[{title: Socks, arxiv: x}, {id: hats, title: Hats}]")

    assert [paper.id for paper in read_collection(project).catalogue.papers] == ["hats"]
    with pytest.raises(BroadsheetError, match=r"1 error in the content.*papers\.yaml:1"):
        read_sound_collection(project)
