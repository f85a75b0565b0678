"""A fabricated collection with some of everything that a page can show, awkward papers too."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from broadsheet.fetch.answers import Answer, encode_answer
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Count, Facts, Notice, Reading, Repository
from sites import write_config

LATEST = dt.date(2026, 3, 13)
LONG = "long2026title"
CROWD = "crowd2026"
HEBREW = "hebrew2026"
ARABIC = "arabic2026"
JAPANESE = "japanese2026"
FULL = "2603.00001"

_FIRST = (
    "Ada", "Bo", "Cyra", "Dov", "Esi", "Finn", "Gro", "Hana", "Ivo", "Jun", "Kira", "Lev", "Mina",
    "Noor", "Otto", "Pia", "Quill", "Rosa",
)  # fmt: skip
_LAST = (
    "Marsh", "Hollow", "Reed", "Fen", "Moss", "Thorn", "Vale", "Birch", "Sedge", "Alder", "Rush",
    "Heath", "Brook", "Larch",
)  # fmt: skip
_VENUES = ("WOOL", "SOCK", "LOOM")
_SUBJECTS = (
    "Pairing Socks by Moonlight", "A Loom That Explains Itself", "Why Gloves Come in Threes",
    "Mending Networks with Darning", "Buttons as Weak Supervision", "Scarves of Unbounded Length",
    "Moths and the Limits of Storage", "Knitting Patterns Are Programs", "On the Warmth of Felt",
    "Threading Needles in the Dark", "A Survey of Lost Mittens", "Hems That Hold Under Load",
)  # fmt: skip
_ABSTRACT = (
    "Socks leave the wash in no order, and pairing them costs more time than washing did. We ask "
    "how far moonlight goes as the only source of light, and give a procedure that needs "
    "$O(n \\log n)$ looks for $n$ socks, against the $n^2$ of pairing by day. In a study with "
    "{number} households it left {rest} socks without a partner, half as many as before. "
    "We show where it fails, with wool above all, and share the socks at "
    "https://socks.example/data."
)
TAGS = """
- {tag: clothing, label: Clothing, description: What is worn and how it is made.}
- {tag: socks, label: Socks, description: "Worn on feet, lost in pairs.", broader: clothing, match: {words: [sock*]}}
- {tag: gloves, label: Gloves, description: Worn on hands., broader: clothing, match: {words: [glove*, mitten*]}}
- {tag: craft, label: Craft, description: "Knitting, weaving, mending."}
- {tag: knitting, label: Knitting, description: With two needles., broader: craft, match: {words: [knit*, loom*]}}
- {tag: storage, label: Storage, description: "Drawers, chests and moths.", match: {words: [moth*, storage]}}
"""  # noqa: E501
_LIST = {
    "title": "Where to begin with socks",
    "introduction": "Three papers that explain each other, from *washing* to *pairing*.",
    "papers": [
        {"paper": FULL, "note": "Start here: it says what a pair is."},
        {"paper": "2603.00004", "note": "Takes the pair apart again."},
        {"paper": JAPANESE, "note": "The same question, asked in another place."},
    ],
}


def write_showcase(root: Path, **options: Any) -> Path:
    """Write the collection below a folder and return its mkdocs.yml; options as in `sites`."""
    config = write_config(root, **({"site_name": "The Daily Sock"} | options))
    content = root / "content"
    for name in ("collections", "fetched"):
        (content / name).mkdir(exist_ok=True)
    records = [*_regular(), *_awkward()]
    lines = "".join(f"- {json.dumps(one, ensure_ascii=False)}\n" for one in records)
    (content / "papers" / "showcase.yaml").write_text(lines, "utf-8")
    (content / "tags.yaml").write_text(TAGS, "utf-8")
    (content / "collections" / "socks.yaml").write_text(json.dumps(_LIST), "utf-8")
    answers = "".join(map(encode_answer, sorted(_answers(), key=lambda one: one.paper)))
    (content / "fetched" / "arxiv.jsonl").write_text(answers, "utf-8")
    return config


def _regular() -> Iterator[dict[str, Any]]:
    chance = random.Random(11)
    for number in range(1, 37):
        day = LATEST - dt.timedelta(days=(number - 1) // 9 * 1 + (number > 27) * 20)
        subject = _SUBJECTS[(number - 1) % len(_SUBJECTS)]
        published = day - dt.timedelta(days=chance.randint(3, 500))
        yield {
            "arxiv": f"2603.{number:05d}",
            "title": subject if number <= len(_SUBJECTS) else f"{subject}, Part {number}",
            "authors": _names(chance, 2 + number % 7),
            "published": published.isoformat(),
            "featured": day.isoformat(),
            "venue": f"{_VENUES[number % 3]} {published.year}" if number % 4 else "",
            "summary": "Moonlight is enough to pair socks, and *cheaper* than a lamp. "
            "The gain is largest where households are small." if number % 3 else "",
            "abstract": _ABSTRACT.format(number=100 + number, rest=3 + number % 7),
            "links": {"code": f"https://code.example/{number}"} if number % 2 else {},
        } | (_full() if number == 1 else {})  # fmt: skip


def _full() -> dict[str, Any]:
    """Return what a paper with everything has beyond the others."""
    return {
        "awards": ["Best Paper"],
        "authors": [
            {"given": "Ada", "family": "Identity", "orcid": "0000-0002-1825-0097"},
            "Otto Larch",
            "Quill Alder",
        ],
        "tags": ["socks", "storage"],
        "links": {
            "code": "https://forge.example/marsh/moonlight",
            "project": "https://socks.example/",
            "dataset": "https://socks.example/data",
            "model": "https://socks.example/model",
            "video": "https://socks.example/video",
        },
        "relations": {"extends": ["2603.00004"], "compares": ["2603.00006"]},
    }


def _awkward() -> Iterator[dict[str, Any]]:
    chance = random.Random(12)
    day = LATEST.isoformat()
    long = " and ".join(["Sorting of Very Long Rows of Socks"] * 22)
    yield {"id": LONG, "title": long, "authors": _names(chance, 3), "featured": day}
    yield {
        "id": CROWD,
        "title": "The Great Count: All Socks of One City",
        "authors": [
            {
                "given": _FIRST[at % 18],
                "family": f"{_LAST[at % 14]}-{_FIRST[at // 18]}",
                "affiliation": f"Weavers' Institute of {_LAST[at % 14]}",
            }
            for at in range(125)
        ],
        "published": "2026-02",
        "venue": "SOCK 2026",
        "abstract": _ABSTRACT.format(number=125, rest=9) * 2,
    }
    yield {
        "id": HEBREW,
        "title": "גרביים לאור הירח: מבוא קצר",
        "authors": ["Noor Vale"],
        "published": "2026-01-05",
        "abstract": "שאלה ישנה על גרביים, ותשובה חדשה.",
    }
    yield {
        "id": ARABIC,
        "title": "الجوارب في ضوء القمر (Moonlight)",
        "authors": ["Hana Rush"],
        "published": "2026-01-06",
    }
    yield {
        "id": JAPANESE,
        "title": "月明かりで靴下を揃える",
        "authors": ["Jun Reed"],
        "published": "2026-01-07",
        "language": "ja",
        "abstract": "靴下を揃えるには月明かりで十分であることを示す。",
    }


def _names(chance: random.Random, count: int) -> list[str]:
    return [f"{first} {chance.choice(_LAST)}" for first in chance.sample(_FIRST, count)]


def _answers() -> Iterator[Answer]:
    start, today = LATEST - dt.timedelta(days=14), LATEST
    for number, (stars, votes, citations) in enumerate(
        [(1204, 96, 31), (310, 40, 12), (0, 22, 3), (88, 0, 45), (0, 12, 0)], start=1
    ):
        counts = {"stars": stars, "upvotes": votes, "citations": citations}
        yield Answer(
            f"2603.{number:05d}",
            f"2603.{number:05d}",
            today,
            _facts(number, counts),
            tuple(sorted(
                Reading(day, kind, value // (1 if day == today else 2))
                for day in (start, today) for kind, value in counts.items() if value
            )),
        )  # fmt: skip
    retracted = Notice(
        "retracted", "The socks were odd.", PartialDate(2026, 3, 10), "https://a.example"
    )
    yield Answer("2603.00010", "2603.00010", today, Facts(notices=(retracted,)))


def _facts(number: int, counts: dict[str, int]) -> Facts:
    found = tuple(Count(kind, value) for kind, value in counts.items() if value)
    if number > 1:
        return Facts(counts=found)
    url = "https://forge.example/marsh/moonlight"
    return Facts(
        counts=found,
        repositories=(Repository(url, license="MIT"),),
        version=2,
        updated=PartialDate(2026, 3, 1),
        categories=("cs.SK", "cs.LG"),
        comment="12 pages, 3 figures, $k=2$ socks",
        license="https://creativecommons.org/licenses/by/4.0/",
        keywords=("pairing", "moonlight"),
    )
