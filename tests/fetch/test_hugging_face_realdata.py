from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from broadsheet.fetch.answers import Answer, decode_answer, encode_answer
from broadsheet.fetch.sources.github_repository import repository_name
from broadsheet.fetch.sources.hugging_face_paper import read_paper
from broadsheet.records.models import Facts
from broadsheet.records.tex import UNPRINTABLE

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "api" / "hugging_face"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not RECORDED.is_dir(), reason=f"no recorded answers in {RECORDED}"),
]


@cache
def recorded(*, machine_summary: bool = False) -> list[Facts]:
    """Return what is read of all recorded papers; the daily list has them as the API alone has."""
    items = json.loads(gzip.decompress((RECORDED / "daily_papers-2024-09.json.gz").read_bytes()))
    papers = [item["paper"] for item in items]
    return [
        read_paper(json.dumps(paper).encode(), paper["id"], machine_summary=machine_summary)
        for paper in papers
    ]


def test_every_recorded_paper_is_read() -> None:
    papers = recorded()

    assert len(papers) == 254
    for facts in papers:
        assert facts.title
        assert facts.authors
        assert facts.published
        assert facts.ids.arxiv
        assert not UNPRINTABLE.search(facts.title)


def test_the_table_of_what_the_recorded_papers_say() -> None:
    papers = recorded()
    said = Counter(count.kind for facts in papers for count in facts.counts)
    said += Counter(link.kind for facts in papers for link in facts.links)

    assert said == {"upvotes": 254, "stars": 142, "code": 142, "project": 25}


def test_what_models_wrote_is_kept_only_where_it_is_asked_for() -> None:
    assert not any(facts.machine_summary or facts.keywords for facts in recorded())
    assert sum(bool(facts.machine_summary) for facts in recorded(machine_summary=True)) > 100


def test_most_code_links_lead_to_repositories() -> None:
    code = [link.url for facts in recorded() for link in facts.links if link.kind == "code"]

    assert all(map(repository_name, code))


def test_everything_can_be_kept() -> None:
    for facts in recorded(machine_summary=True):
        kept = Answer(facts.ids.arxiv, facts.ids.arxiv, dt.date(2024, 10, 1), facts)

        assert decode_answer(encode_answer(kept).encode()) == kept
