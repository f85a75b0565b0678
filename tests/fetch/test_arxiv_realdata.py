from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.sources.arxiv_feed import Feed, read_feed
from broadsheet.records.tex import UNPRINTABLE

RECORDED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "api" / "arxiv"

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not RECORDED.is_dir(), reason=f"no recorded answers in {RECORDED}"),
]


def recorded(name: str) -> Feed:
    return read_feed((RECORDED / name).read_bytes())


def test_every_recorded_answer_is_a_feed_or_a_clear_refusal() -> None:
    for path in sorted(RECORDED.glob("*.xml")):
        try:
            feed = recorded(path.name)
        except FetchError as error:
            pytest.fail(f"{path.name}: {error}")
        assert feed.papers or feed.refusal or feed.total == 0, path.name


def test_an_id_that_is_none_is_refused() -> None:
    assert recorded("id_abc_s0_m100.xml").refusal == "incorrect id format for abc"


@pytest.mark.parametrize("name", ["id_0000.0000_s0_m100.xml", "id_0808.05394_s0_m100.xml"])
def test_an_unknown_id_is_an_empty_feed(name: str) -> None:
    assert recorded(name) == Feed({})


@pytest.mark.parametrize(
    ("name", "arxiv", "version", "authors"),
    [
        ("id_1707.08567_s0_m100.xml", "1707.08567", 1, 34),
        ("id_quant-ph_0201082v1_s0_m100.xml", "quant-ph/0201082", 1, 1),
    ],
)
def test_a_known_id_is_its_paper(name: str, arxiv: str, version: int, authors: int) -> None:
    facts = recorded(name).papers[arxiv]

    assert (facts.version, len(facts.authors)) == (version, authors)


def test_every_recorded_paper_is_whole_and_clean() -> None:
    papers = [
        paper for path in RECORDED.glob("*.xml") for paper in recorded(path.name).papers.values()
    ]

    assert len(papers) > 30
    for facts in papers:
        assert facts.title
        assert facts.abstract
        assert facts.authors
        assert facts.published
        assert facts.updated
        assert facts.version
        assert facts.categories
        assert facts.links
        assert not facts.notices
        texts = (facts.title, facts.abstract, facts.comment, facts.journal_ref)
        assert not any(UNPRINTABLE.search(text) for text in texts)
