"""Indexes of fabricated papers, written as a build writes them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from broadsheet.pages.urls import Urls
from broadsheet.records.models import Paper
from broadsheet.search.documents import paper_documents
from broadsheet.search.index import Labels, index
from broadsheet.search.shards import FOLDER, write_shards
from broadsheet.tagging.vocabulary import Vocabulary
from samples import catalogue, facets, paper, tag, vocabulary

TOPICS = vocabulary(tag("clothing"), tag("socks", broader="clothing", aliases=("stockings",)))
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "ne", "pi", "ro", "su")


def write_index(site: Path, *papers: Paper, topics: Vocabulary = TOPICS) -> Path:
    """Write the index of papers below a folder, and return the folder of its shards."""
    grouped = facets(*papers, topics=topics)
    documents = paper_documents(catalogue(*papers), grouped, Urls(is_directory=True))
    write_shards(site, index(documents, Labels.of(grouped, topics), "papers/{}/"))
    return site / FOLDER


def many(count: int, seed: int = 7) -> list[Paper]:
    """Return papers of invented words, a few of them frequent, most rare."""
    chance = random.Random(seed)
    words = sorted(
        {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(900)}
    )
    return [_paper(chance, words, number) for number in range(count)]


def _paper(chance: random.Random, words: Sequence[str], number: int) -> Paper:
    def text(length: int) -> str:
        return " ".join(words[int(len(words) * chance.random() ** 2)] for _ in range(length))

    year = 2010 + number % 15
    return paper(
        f"p{number:05d}",
        title=text(chance.randint(2, 9)).capitalize(),
        authors=[f"{chance.choice(words).title()} {chance.choice(words).title()}"],
        published=f"{year}-{1 + number % 12:02d}",
        venue=f"Venue {chance.randint(1, 9)} {year}",
        tags=("socks",) if number % 3 == 0 else (),
        abstract=text(40),
        links={"code": "https://code.example/x"} if number % 4 == 0 else None,
    )
