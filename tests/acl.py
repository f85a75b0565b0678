"""Real records of the ACL Anthology, from the folder beside the checkout, as a collection."""

from __future__ import annotations

import gzip
import html
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sites import CHECKOUT

DATA = CHECKOUT.parent / "shared" / "data" / "papers"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEPT = ("abstract", "pages", "volume", "publisher", "language", "awards")


def acl_papers(name: str, *, skips: bool = True) -> list[dict[str, Any]]:
    """Return the papers of a file; without it there are none, or the test is skipped."""
    path = DATA / name
    if not path.exists() and not skips:
        return []
    if not path.exists():
        pytest.skip(f"no real data at {path.relative_to(CHECKOUT.parent)}")
    data = path.read_bytes()
    lines = gzip.decompress(data) if path.suffix == ".gz" else data
    return [json.loads(line) for line in lines.splitlines()]


def acl_title(paper: dict[str, Any]) -> str:
    """Return a title as a curator would write it: formulas in dollars, no other markup."""
    raw = paper.get("title_raw", paper["title"])
    tex = re.sub(r"<tex-math>(.*?)</tex-math>", r"$\1$", raw, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"</?[a-z-]+>", "", tex)).split())


def acl_record(paper: dict[str, Any]) -> dict[str, Any]:
    """Return a paper as a record's fields."""
    month = str(paper.get("month") or "")[:3].lower()
    published = str(paper["year"])
    if month in _MONTHS:
        published += f"-{_MONTHS.index(month) + 1:02d}"
    record: dict[str, Any] = {
        "acl": paper["id"],
        "doi": paper.get("doi"),
        "title": acl_title(paper),
        "authors": [_author(name) for name in paper["authors"]],
        "published": published,
        "venue": f"{paper.get('venue_acronym') or paper['venue']} {paper['year']}",
        "container_title": paper.get("booktitle"),
    }
    record |= {name: paper.get(name) for name in _KEPT}
    # Two slips of the data that a check refuses, as it should: curators would mend them.
    if not str(record["doi"]).startswith("10."):
        del record["doi"]
    if record["abstract"]:
        record["abstract"] = re.sub("[\x80-\x9f]", "", record["abstract"])
    return {name: value for name, value in record.items() if value}


def _author(name: str) -> object:
    return {"family": name} if "," in name or ";" in name else name


def write_records(folder: Path, papers: Iterable[dict[str, Any]]) -> None:
    """Write papers as record files of 250; JSON is YAML."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, some in enumerate(_parts(list(papers), 250)):
        lines = [f"- {json.dumps(acl_record(paper), ensure_ascii=False)}\n" for paper in some]
        (folder / f"{number:05d}.yaml").write_text("".join(lines), "utf-8")


def _parts(papers: list[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(papers), size):
        yield papers[start : start + size]
