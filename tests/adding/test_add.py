"""Adding papers, with stand-ins for the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.adding.add import Wish, add
from broadsheet.adding.outcome import Added
from broadsheet.fetch.lock import read_lock
from broadsheet.project import Project
from samples import write_project
from servers import crossref as cr
from servers import faults
from servers import hugging_face as hf
from servers import semantic_scholar as s2
from servers.arxiv import ArxivPaper, ArxivServer
from source_settings import write_sources

TODAY = dt.date(2024, 3, 1)
SOCKS = ArxivPaper("2401.00001", doi="10.1000/socks")
GLOVES = ArxivPaper("2401.00002", title="Gloves at Night", authors=("Otto Bee",))
TAGS = """\
- {tag: socks, label: Socks, description: On socks., match: {words: [sock*]}}
- {tag: gloves, label: Gloves, description: On gloves., match: {words: [glove*]}}
"""


class World:
    """A collection and the sources that it asks."""

    def __init__(self, root: Path, *servers: Any) -> None:
        self.arxiv, self.crossref, self.s2, self.hf = servers
        self.project: Project = write_project(root, {}, TAGS)
        write_sources(
            root,
            arxiv=self.arxiv.url,
            crossref=self.crossref.url,
            semantic_scholar=self.s2.url,
            hugging_face=self.hf.url,
        )

    def add(self, *texts: str, **wish: Any) -> Added:
        return add(self.project, texts, Wish(today=TODAY, **wish))

    @property
    def records(self) -> dict[str, str]:
        """The records' texts without the line for editors, by file name."""
        paths = sorted(self.project.papers.iterdir())
        return {path.name: path.read_text("utf-8").partition("\n")[2] for path in paths}

    @property
    def locked(self) -> set[str]:
        """The papers that the lock has an answer on."""
        answers = read_lock(self.project.fetched, self.project.root).answers
        return {paper for said in answers.values() for paper in said}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    ids = {"ArXiv": "2401.00001", "DOI": "10.1000/socks", "PubMed": "12345678"}
    with (
        ArxivServer([SOCKS, GLOVES]) as arxiv,
        cr.CrossrefServer([cr.work("10.1000/socks"), cr.work("10.1000/hats", "All Hats")]) as works,
        s2.SemanticScholarServer([s2.paper(99, ids=ids)]) as scholar,
        hf.HuggingFaceServer([hf.paper()]) as hugging_face,
    ):
        yield World(tmp_path, arxiv, works, scholar, hugging_face)


def test_a_new_paper_gets_the_smallest_record_and_its_facts(world: World) -> None:
    (paper,) = world.add("https://arxiv.org/abs/2401.00001v2").papers

    assert world.records == {"2401.00001.yaml": 'arxiv: "2401.00001"\n'}
    assert (paper.title, paper.authors[0]) == ("On the Sorting of Socks", "Ada Example")
    assert world.locked == {"2401.00001"}


PASTED = [
    "see https://arxiv.org/abs/2401.00001.",
    "arXiv:2401.00001v2 [cs.LG]",
    "https://arxiv.org/pdf/2401.00001v1.pdf",
    "https://doi.org/10.48550/arXiv.2401.00001",
    "https://huggingface.co/papers/2401.00001",
    "https://doi.org/10.1000/SOCKS",
    "PMID: 12345678",
    f"https://www.semanticscholar.org/paper/On-the-Sorting-of-Socks-Example/{99:040x}",
    "https://api.semanticscholar.org/CorpusID:99",
    "https://github.com/example/socks",
    "https://socks.example.org/",
    "On the Sorting of Socks",
]


def test_twelve_forms_of_one_paper_are_one_record_and_eleven_refusals(world: World) -> None:
    added = world.add(*PASTED)

    assert list(world.records) == ["2401.00001.yaml"]
    assert world.locked == {"2401.00001"}
    assert len(added.refused) == 11
    assert all("is the same paper as `2401.00001`, just added" in one for one in added.refused)


@pytest.mark.parametrize("text", PASTED)
def test_each_form_of_a_paper_that_is_here_is_refused_with_its_place(
    world: World, text: str
) -> None:
    world.add("2401.00001")

    (refused,) = world.add(text).refused

    assert refused.endswith("is here already: content/papers/2401.00001.yaml:2")
    assert list(world.records) == ["2401.00001.yaml"]


@pytest.mark.parametrize("text", PASTED)
def test_each_form_but_a_link_leads_to_the_paper(world: World, text: str) -> None:
    added = world.add(text)

    is_link = text.endswith(("socks", "org/"))
    is_title = bool(added.questions)
    assert len(world.records) == (0 if is_link or is_title else 1)


def test_a_paper_that_turns_out_to_be_here_leaves_no_trace(world: World) -> None:
    world.add("10.1000/socks")
    before = world.records, world.locked

    (refused,) = world.add("2401.00001").refused

    assert "is here already: content/papers/" in refused
    assert (world.records, world.locked) == before


def test_a_paper_without_an_id_of_its_own_is_named_by_author_year_and_word(world: World) -> None:
    (paper,) = world.add("10.1000/hats").papers

    assert paper.paper == "example2024all"
    assert world.records == {"example2024all.yaml": "doi: 10.1000/hats\nid: example2024all\n"}
    assert world.locked == {"example2024all"}


def test_an_id_that_nobody_knows_is_not_written(world: World) -> None:
    (refused,) = world.add("2401.99999").refused

    assert "arXiv" in refused
    assert "knows no such paper; nothing is written" in refused
    assert (world.records, world.locked) == ({}, set())


def test_where_a_source_fails_the_record_is_written(world: World) -> None:
    world.arxiv.misbehave_always(faults.status(403))

    added = world.add("2401.00002")

    assert list(world.records) == ["2401.00002.yaml"]
    assert any(source.failed for report in added.reports for source in report.sources)


def test_without_a_fetch_nobody_is_asked(world: World) -> None:
    world.add("2401.99999", "https://doi.org/10.1000/socks", may_fetch=False)

    assert list(world.records) == ["10-1000-socks.yaml", "2401.99999.yaml"]
    assert not world.arxiv.requests


def test_topics_are_suggested_with_reasons_and_not_written(world: World) -> None:
    (paper,) = world.add("2401.00001").papers

    assert [(one.tag, one.reason) for one in paper.suggestions] == [
        ("socks", "the title says “Socks”")
    ]
    assert "tags" not in world.records["2401.00001.yaml"]


def test_suggested_topics_are_written_where_they_are_wanted(world: World) -> None:
    world.add("2401.00001", tags=("gloves",), takes_suggested=True)

    assert world.records["2401.00001.yaml"].endswith("tags:\n  - gloves\n  - socks\n")


def test_a_title_gets_candidates_and_no_record(world: World) -> None:
    (question,) = world.add("Sorting of socks").questions

    best = question.candidates[0]
    assert (best.facts.title, best.name) == ("On the Sorting of Socks", "2401.00001")
    assert {"arXiv", "Crossref", "Semantic Scholar"} >= set(best.sources)
    assert question.homes[0] == ""
    assert world.records == {}


def test_a_candidate_that_is_here_says_where(world: World) -> None:
    world.add("2401.00001")

    (question,) = world.add("Sorting socks").questions

    assert question.homes[0] == "content/papers/2401.00001.yaml:2"


def test_a_repository_that_no_paper_has_says_what_to_do(world: World) -> None:
    (refused,) = world.add("https://github.com/bee/gloves").refused

    assert "no paper here has it; paste the paper's id or title" in refused


def test_an_address_without_an_id_says_what_to_do(world: World) -> None:
    (refused,) = world.add("https://proceedings.mlr.press/v202/hare23a/hare23a.pdf").refused

    assert "no id can be read from the address" in refused


def test_a_paper_that_cannot_be_read_is_not_written_over(world: World) -> None:
    broken = world.project.papers / "2401.00001.yaml"
    broken.write_text("][", "utf-8")

    (refused,) = world.add("2401.00001").refused

    assert "content/papers/2401.00001.yaml exists" in refused
    assert broken.read_text("utf-8") == "]["


def test_several_papers_are_looked_up_together(world: World) -> None:
    world.add("2401.00001 2401.00002")

    assert list(world.records) == ["2401.00001.yaml", "2401.00002.yaml"]
    assert len(world.arxiv.requests) == 1


def test_one_id_twice_is_one_record_and_one_refusal(world: World) -> None:
    added = world.add("2401.00001", "2401.00001")

    assert (len(added.papers), len(added.refused)) == (1, 1)
