"""What an index costs: `python tests/bench/search/costs.py [PAPERS ...]`, a process for each size.

Seconds and memory are those of making and writing the index from documents that are there. The
last columns are kilobytes, each file gzipped by itself as it is fetched, beside the texts that are
indexed as one gzipped JSON file.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.search.collection import as_documents, real_papers
from bench.search.tools import gzipped
from broadsheet.search.documents import Document
from broadsheet.search.index import index
from broadsheet.search.shards import FOLDER, write_shards

_SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    """Print a row for each size, and what the largest kinds of shards weigh."""
    print(f"{'papers':>8} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'of it before':>13}", end=" ")
    print(f"{'files':>7} {'largest kB':>11} {'index kB':>9} {'texts kB':>9}  by kind, kB")
    for size in [int(word) for word in sys.argv[1:]] or _SIZES:
        words = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        print(done.stdout, end="", flush=True)


def _one(size: int) -> None:
    documents, labels = as_documents(real_papers(), size)
    before = _peak()
    with tempfile.TemporaryDirectory() as name:
        wall, busy = time.perf_counter(), time.process_time()
        write_shards(Path(name), index(documents, labels, "papers/{}/"))
        wall, busy = time.perf_counter() - wall, time.process_time() - busy
        peak = _peak()
        sizes = {path.name: gzipped(path.read_bytes()) for path in (Path(name) / FOLDER).iterdir()}
    kinds: Counter[str] = Counter()
    for file, weight in sizes.items():
        kinds[file.partition("-")[0].removesuffix(".js")] += weight
    print(f"{size:>8} {wall:>8.1f} {busy:>8.1f} {peak:>8.0f} {before:>13.0f}", end=" ")
    total, largest = sum(sizes.values()) / 1e3, max(sizes.values()) / 1e3
    texts = gzipped(_texts(documents)) / 1e3
    print(f"{len(sizes):>7} {largest:>11.1f} {total:>9.0f} {texts:>9.0f} ", end=" ")
    print(", ".join(f"{kind} {weight / 1e3:.0f}" for kind, weight in kinds.most_common(8)))


def _texts(documents: list[Document]) -> bytes:
    some = [
        {
            "title": one.title,
            "authors": one.authors,
            "summary": one.summary,
            "abstract": one.abstract,
            "topics": one.labels,
            "venue": one.venue,
            "date": one.date,
            "ids": [one.id, *one.names],
        }
        for one in documents
    ]
    return json.dumps(some, ensure_ascii=False, separators=(",", ":")).encode()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        main()
