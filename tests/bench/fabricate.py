"""Fabricated collections of any size, the same for the same seed."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

_SYLLABLES = re.findall("..", "bacedifoguhajekilomunaperosutavewixozyqu")
_PER_FILE = 250


def fabricate(root: Path, count: int, seed: int = 7) -> None:
    """Write records with abstracts, topics, venues and a lock-free collection of `count` papers."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(4_000)]
    names = [f"{_name(chance)} {_name(chance)}" for _ in range(max(10, count * 2))]
    tags = [f"topic-{number}" for number in range(60)]
    papers = root / "content" / "papers"
    papers.mkdir(parents=True, exist_ok=True)
    for start in range(0, count, _PER_FILE):
        numbers = range(start, min(start + _PER_FILE, count))
        records = [_record(chance, words, names, tags, number) for number in numbers]
        # JSON is YAML; written by a fast library, read by the loader like any other record.
        text = "\n".join(f"- {json.dumps(record)}" for record in records)
        (papers / f"{start:06d}.yaml").write_text(text + "\n", "utf-8")
    topics = [{"tag": tag, "label": tag.title(), "description": "Fabricated."} for tag in tags]
    (root / "content" / "tags.yaml").write_text(json.dumps(topics, indent=1), "utf-8")


def _record(
    chance: random.Random, words: list[str], names: list[str], tags: list[str], number: int
) -> dict[str, object]:
    day = 1 + number % 28
    year = 2016 + number % 10
    return {
        "id": f"p{number:06d}",
        "title": " ".join(_common(chance, words, chance.randint(5, 14))).capitalize(),
        "authors": chance.sample(names, k=chance.randint(2, 8)),
        "published": f"{year}-{1 + number % 12:02d}-{day:02d}",
        "venue": f"Venue {chance.randint(1, 40)} {year}",
        "tags": chance.sample(tags, k=3),
        "abstract": " ".join(_common(chance, words, 190)) + ".",
    }


def _common(chance: random.Random, words: list[str], count: int) -> list[str]:
    """Draw words as text has them: a few often, most seldom."""
    return [words[int(len(words) * chance.random() ** 3)] for _ in range(count)]


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3))).capitalize()
