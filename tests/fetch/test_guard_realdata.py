"""How well the guard tells papers apart, on 10,000 real ones."""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from broadsheet.errors import Invalid
from broadsheet.fetch.guard import identity_of
from broadsheet.fetch.likeness import Identity, is_one_paper
from broadsheet.records.models import Facts
from broadsheet.records.names import Author, parse_name

PAPERS = (
    Path(__file__).resolve().parents[2].parent / "shared" / "data" / "papers" / "acl-10k.jsonl.gz"
)

pytestmark = [
    pytest.mark.realdata,
    pytest.mark.skipif(not PAPERS.exists(), reason="no real papers beside the checkout"),
]


@pytest.fixture(scope="module")
def papers() -> list[Identity]:
    with gzip.open(PAPERS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        identity_of(Facts(title=row["title"], authors=tuple(map(author, row["authors"][:4]))))
        for row in rows
    ]


def author(name: str) -> Author:
    try:
        return parse_name(name)
    except Invalid:
        return Author(name)


def other_spellings(paper: Identity) -> Iterator[Identity]:
    title, names = paper.title, paper.names
    yield Identity(title.upper(), names)
    yield Identity(title.replace("-", " "), names)
    yield Identity(title if len(title) < 70 else f"{title[:60]}…", names)
    yield Identity(title.partition(": ")[0], names)
    yield Identity(title, names[::-1])
    yield Identity(title, tuple(" ".join(reversed(name.split(", "))) for name in names))
    initials = (name.partition(", ") for name in names)
    yield Identity(title, tuple(f"{family}, {given[:1]}" for family, _, given in initials))


def test_other_papers_of_the_same_first_author_are_refused(papers: list[Identity]) -> None:
    by_author = defaultdict(list)
    for paper in papers:
        by_author[paper.names[:1]].append(paper)
    pairs = [pair for some in by_author.values() for pair in combinations(some, 2)]

    taken = [pair for pair in pairs if is_one_paper(*pair)]

    assert len(pairs) > 2_000
    assert len(taken) / len(pairs) < 0.003


def test_papers_at_random_are_refused(papers: list[Identity]) -> None:
    chance = random.Random(1)
    pairs = [chance.sample(papers, 2) for _ in range(5_000)]

    assert [pair for pair in pairs if is_one_paper(*pair)] == []


def test_a_paper_in_another_spelling_is_taken(papers: list[Identity]) -> None:
    spelt = [(paper, other) for paper in papers[::5] for other in other_spellings(paper)]

    refused = [pair for pair in spelt if not is_one_paper(*pair)]

    assert len(refused) / len(spelt) < 0.002
