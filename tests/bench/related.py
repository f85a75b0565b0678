"""What nearness costs: `python tests/bench/related.py [PAPERS ...]`, out of an empty cache.

The papers are real ones where `../shared/data` is beside the checkout, else made of common words.
Each size is measured in a process of its own: related papers, map, statistics, and their pages.
"""

from __future__ import annotations

import gzip
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from broadsheet.pages.outline import Outline
from broadsheet.pages.render import Renderer
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.records.catalogue import Catalogue
from broadsheet.records.models import Paper
from broadsheet.tagging.documents import documents
from broadsheet.tagging.facets import group
from broadsheet.tagging.landscape import survey
from broadsheet.tagging.rules import assign
from broadsheet.tagging.vocabulary import Vocabulary
from samples import paper, tag

_SIZES = (100, 1_000, 10_000)
_REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "papers"
_TOPICS = ("translation", "parsing", "dialogue", "summarization", "embedding", "speech", "bias")


def main() -> None:
    """Print a table of sizes, seconds, memory and the bytes of the two pages."""
    print(f"{'papers':>8} {'cold s':>8} {'CPU s':>8} {'warm s':>8} {'peak MB':>8}", end=" ")
    print(f"{'related':>8} {'stats kB':>9} {'gz':>5} {'s':>5} {'map kB':>7} {'gz':>5} {'s':>5}")
    for size in [int(word) for word in sys.argv[1:]] or _SIZES:
        words = [sys.executable, __file__, "--one", str(size)]
        print(subprocess.run(words, capture_output=True, text=True, check=True).stdout, end="")


def _one(size: int) -> None:
    papers = _papers(size)
    topics = Vocabulary.of(tag(name, words=(f"{name[:-1]}*",)) for name in _TOPICS)
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        assignments = assign(papers, topics)
        catalogue = Catalogue.of(papers)
        texts = documents(catalogue, topics, assignments)
        start, busy = time.perf_counter(), time.process_time()
        landscape = survey(texts, cache)
        cold, busy = time.perf_counter() - start, time.process_time() - busy
        survey(texts, cache)
        warm = time.perf_counter() - start - cold
        facets = group(catalogue, topics, assignments, ())
        views = Views(catalogue, facets, topics, {}, lambda: landscape)
        pages = " ".join(_page(views, cache, key) for key in ("stats/", "stats/map"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:>8} {cold:>8.2f} {busy:>8.2f} {warm:>8.2f} {peak:>8.0f}", end=" ")
    print(f"{len(landscape.related):>8}", pages)


def _page(views: Views, cache: Path, key: str) -> str:
    urls = Urls(is_directory=True)
    start = time.perf_counter()
    leaf = next(one for one in Outline(views, 50, cache) if one.key == key)
    page = Renderer(urls).render(leaf.template, leaf.view(), urls.path(key)).encode()
    seconds = time.perf_counter() - start
    return f"{len(page) / 1e3:>8.0f} {len(zlib.compress(page)) / 1e3:>5.0f} {seconds:>5.2f}"


def _papers(size: int) -> list[Paper]:
    file = _REAL / "acl-10k.jsonl.gz"
    if not file.exists():
        return [_invented(number) for number in range(size)]
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return [_real(records[number % len(records)], number, len(records)) for number in range(size)]


def _real(one: dict[str, object], number: int, total: int) -> Paper:
    again = number // total
    return paper(
        f"{one['id']}-{again}" if again else str(one["id"]),
        title=str(one["title"]),
        authors=[str(name) for name in one["authors"]],  # type: ignore[attr-defined]
        published=str(one["year"]),
        venue=str(one.get("venue_acronym") or ""),
        abstract=str(one["abstract"]),
        links={"pdf": str(one["pdf"])} if one.get("pdf") else None,
    )


def _invented(number: int) -> Paper:
    chance = random.Random(number)
    words = [f"{name}{chance.randrange(300)}" for name in _TOPICS for _ in range(15)]
    chance.shuffle(words)
    return paper(f"hare{number}", title=" ".join(words[:8]), abstract=" ".join(words))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        main()
