"""What the files of papers cost a build: `python tests/bench/outputs.py [PAPERS ...] [--profile]`.

CPU seconds of feeds and exports, each made from nothing, in one process: what a complete build
spends on them besides its pages. The papers are those of `peers.py`.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.peers import collection_of
from broadsheet.collection import Collection, read_collection
from broadsheet.exports.api import SiteName, api_files
from broadsheet.exports.formats import Shelfmarks
from broadsheet.exports.site_files import Exports
from broadsheet.exports.writing import begin_exports
from broadsheet.pages.urls import Urls
from broadsheet.pages.views import Views
from broadsheet.project import Project
from broadsheet.site_folder import SiteFolder
from broadsheet.site_ledger import SiteLedger
from feeds.feeding import publication, written


def main() -> None:
    """Print a row a stage: papers, CPU seconds, files, megabytes."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    arguments.add_argument("--profile", action="store_true", help="say where the time goes")
    given = arguments.parse_args()
    print(f"{'papers':>8} {'stage':<18} {'CPU s':>8} {'files':>8} {'MB':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            _size(Path(folder), size, given.profile)


def _size(folder: Path, size: int, profiles: bool) -> None:
    collection_of(folder / "papers", size)
    project = Project(folder / "papers", folder / "papers" / "content")
    found = read_collection(project)
    views = Views(found.catalogue, found.facets, found.vocabulary, {})
    for paper in found.catalogue.papers:
        views.card(paper.id)  # pages need it as well
    stages: dict[str, Callable[[], tuple[int, int]]] = {
        "feeds": lambda: _sizes(len(data) for _, data in written(views, publication())),
        "exports": lambda: _exports(folder, found),
        "exports, again": lambda: _exports(folder, found),
    }
    for name, stage in stages.items():
        profile = cProfile.Profile()
        start = time.process_time()
        files, total = profile.runcall(stage) if profiles else stage()
        spent = time.process_time() - start
        print(f"{size:>8} {name:<18} {spent:>8.2f} {files:>8} {total / 1e6:>8.1f}", flush=True)
        if profiles:
            pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def _exports(folder: Path, found: Collection) -> tuple[int, int]:
    papers, facets, urls = found.catalogue.papers, found.facets, Urls(True)
    marks = Shelfmarks.of(papers, facets, urls)
    ledger = SiteLedger(SiteFolder(folder / "site"), folder / "ledger")
    exports = Exports(found.catalogue, marks, (facets.topics, facets.collections), folder / "out")
    made = begin_exports(exports, ledger, folder / "docs", folder / "out", jobs=1)()
    ledger.save()
    site = SiteName("Papers", "", "https://papers.example/")
    described = api_files(site, facets, found.vocabulary, made, urls, len(papers))
    return _sizes([*(one.size for one in made), *map(len, described.values())])


def _sizes(sizes: Iterable[int]) -> tuple[int, int]:
    known = list(sizes)
    return len(known), sum(known)


if __name__ == "__main__":
    main()
