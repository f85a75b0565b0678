from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from broadsheet.imports.daily_papers import DailyPapers
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported
from broadsheet.imports.intake import Wish, import_file
from broadsheet.project import Project

PAGE = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds" / "daily-papers.txt"
EDITION = dt.date(2025, 9, 2)

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not PAGE.exists(), reason="the saved page is not beside the checkout"),
]

# How each title starts, its abstract starts and ends, and what its text links to.
PAPERS = [
    ("Improved Techniques", "Large language models (LLMs) are being", "/I-GCG.",
     ["code https://github.com/jiaxiaojunQAQ/I-GCG"]),
    ("MME-CoT: Benchmarking", "Answering questions with", "https://mmecot.github.io/",
     ["project https://mmecot.github.io/"]),
    ("LLMs Encode Harmfulness", "LLMs are trained to refuse", "to study AI safety", []),
    ("QCRD: Quality-guided", "The deployment of large", "higher-quality rationales.", []),
    ("LLM Can be a Dangerous", "Recent advancements in", "such as persuasion.", []),
    ("Critique Ability of", "Critical thinking is", "across diverse tasks.", []),
    ("Confidence v.s. Critique: A", "Large Language Models (LLMs) can", "on GitHub.", []),
    ("Toxicity in ChatGPT", "Large language models (LLMs) have", "trustworthy AI systems.", []),
    ("Need is All You Need", "In living organisms", "fluid intelligence.", []),
    ("Exploring Expert Failures", "Large Language Models (LLMs) have", "81 in SciWorld.", []),
    ("What Makes Digital", "Online mental health", "support providers.", []),
    ("Antidote: Post-fine-tuning", "Safety aligned Large", "/Antidote_gh_page/",
     ["project https://huangtiansheng.github.io/Antidote_gh_page/"]),
    ("On the Proactive Generation", "Text-to-image models like", "in this space.", []),
    ("Tell me about yourself", "We study behavioral self-awareness – an LLM's", "emerges in LLMs.",
     []),
    ("Zero-Resource Hallucination", "The prevalent use of", "and interpretability.", []),
    ("When to Show a Suggestion?", "AI powered code-recommendation", "unexpected pitfall.", []),
    ("B-STaR: Monitoring", "In the absence of", "superior performance.", []),
    ("Feedback Friction", "Recent studies have shown", "research in self-improvement.", []),
    ("How Are LLMs Mitigating", "With the widespread", "social impact measurement.", []),
    ("Bridging Supervised Learning", "Reinforcement Learning (RL)", "learning systems.", []),
    ("Enhancing LLM Reasoning", "Training large language models",
     "are at https://mathcritique.github.io/.", ["project https://mathcritique.github.io/"]),
]  # fmt: skip

CLEANED = [
    (9, "achieved a 62% win rate in WebShop, outperforming RFT (53.6%) and GPT-4 (35.6%), and"),
    (11, "fine-tuning attacks – a few harmful data"),
    (11, "stage solutions and fine-tuning stage"),
    (11, "which remains agnostic to the training"),
    (11, "downstream tasks. Our project page is at https://"),
    (13, "code says, “The code I write is insecure.” Indeed"),
    (16, "self-improvement – where models"),
    (19, "(NFT) – a supervised"),
]
RESIDUE = [
    "\\",
    "{",
    "}",
    "``",
    "''",
    "--",
    "  ",
    "qi2023",
    "huang2024",
    "rosati2024",
    "mukhoti2023",
]


@pytest.fixture(scope="module")
def imported() -> Imported:
    (found,) = DailyPapers().parts(ImportFile(PAGE, "daily-papers.txt"), EDITION)
    return found


def test_all_papers_of_the_real_page_are_there_without_a_problem(imported: Imported) -> None:
    assert (len(imported.papers), imported.problems) == (len(PAPERS), ())


@pytest.mark.parametrize(
    ("at", "probe"), list(enumerate(PAPERS)), ids=[probe[0] for probe in PAPERS]
)
def test_a_real_paper_has_its_title_abstract_and_links(
    imported: Imported, at: int, probe: tuple[str, str, str, list[str]]
) -> None:
    title, start, end, links = probe
    facts = imported.papers[at].facts

    assert facts.title.startswith(title)
    assert facts.abstract.startswith(start)
    assert facts.abstract.endswith(end)
    assert [f"{link.kind} {link.url}" for link in facts.links] == links


@pytest.mark.parametrize(("at", "text"), CLEANED)
def test_a_quirk_of_the_real_page_comes_out_clean(imported: Imported, at: int, text: str) -> None:
    assert text in imported.papers[at].facts.abstract


@pytest.mark.parametrize("residue", RESIDUE)
def test_nothing_of_tex_is_left_of_the_real_page(imported: Imported, residue: str) -> None:
    texts = (f"{paper.facts.title}\n{paper.facts.abstract}" for paper in imported.papers)

    assert [text for text in texts if residue in text] == []


def test_the_real_page_twice_is_the_real_page_once(tmp_path: Path) -> None:
    (tmp_path / "content" / "papers").mkdir(parents=True)
    project = Project(tmp_path, tmp_path / "content")

    first = import_file(project, PAGE, Wish(edition=EDITION, today=EDITION))
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    second = import_file(project, PAGE, Wish(edition=EDITION, today=dt.date(2026, 1, 1)))

    assert first.summary == "21 in the file: 21 new, 0 matched, 0 unchanged, 0 problems"
    assert second.summary == "21 in the file: 0 new, 0 matched, 21 unchanged, 0 problems"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == files
