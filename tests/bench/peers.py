"""The same papers by other generators: `python tests/bench/peers.py [PAPERS ...] [--runs N]`.

Each generator makes, from the same records, a page a paper with its abstract and pages of topics.
Ours makes the complete site besides: authors, venues, years, editions, search, exports, citations;
related papers and the map come out of the cache; `broadsheet, cold` computes them. MkDocs with
Material and Zensical have their search and tags. Hugo has plain templates, and with `hugo, facets`
pages of authors, venues and years too. All run in turn, each into an empty folder on the same
disk, as programs of their own. Seconds are medians by the clock; CPU seconds are those of all
processes, and tell more on a machine that does other things. What is not installed is left out:
`hugo` is Debian's package, `zensical` is found on the PATH or by the variable ZENSICAL.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import yaml

from bench.fabricate import fabricate
from bench.picture import Bar, bars
from sites import plugins

Paper = dict[str, object]
_BIN = Path(sys.executable).parent
_REAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "papers"
_TOPICS = ("translation", "parsing", "dialogue", "summarization", "embedding", "speech", "bias")


def main() -> None:
    """Print a row a generator: seconds, CPU seconds, megabytes, files."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", nargs="*", default=list(PEERS))
    arguments.add_argument("--picture", type=Path, help="draw the seconds of the last size")
    given = arguments.parse_args()
    print(f"{'papers':>8} {'generator':<20} {'seconds':>8} {'CPU s':>8} {'MB':>7} {'files':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            names = [name for name in PEERS if name in given.only]
            found = _size(Path(folder), size, given.runs, names)
        if given.picture:
            title = f"seconds for {size:,} papers, median of {given.runs}"
            given.picture.write_text(bars(found, title), "utf-8")


def _size(folder: Path, size: int, runs: int, names: list[str]) -> list[Bar]:
    papers = list(papers_of(folder, size))
    sites = {name: prepare(folder / name.replace(" ", "-"), papers) for name in names
             for prepare in [PEERS[name]]}  # fmt: skip
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    if "broadsheet" in sites:
        _run(*sites["broadsheet"], is_cold=True)
    for _ in range(runs):
        for name, (words, site) in sites.items():
            if words:
                found[name].append(_run(words, site, is_cold=name.endswith("cold")))
    drawn: list[Bar] = []
    for name, (_, site) in sites.items():
        if found[name]:
            wall, cpu = (statistics.median(one) for one in zip(*found[name], strict=True))
            files = [path for path in site.rglob("*") if path.is_file()]
            total = sum(path.stat().st_size for path in files) / 1e6
            row = f"{wall:>8.2f} {cpu:>8.2f} {total:>7.0f} {len(files):>8}"
            print(f"{size:>8} {name:<20} {row}", flush=True)
            drawn.append(Bar(LABELS[name], wall, name.startswith("broadsheet")))
    return drawn


def _run(words: list[str], site: Path, is_cold: bool) -> tuple[float, float]:
    shutil.rmtree(site, ignore_errors=True)
    cache = site.parent / ".cache"
    if is_cold:
        shutil.rmtree(cache, ignore_errors=True)
    for other in cache.glob("broadsheet/*"):
        # What is near what may stay; everything else is made anew in each run.
        if other.is_dir():
            shutil.rmtree(other)
        elif other.name != "landscape.json":
            other.unlink()
    os.sync()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "HUGO_CACHEDIR": str(site.parent)}
    done = subprocess.run(
        words, cwd=site.parent, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def papers_of(folder: Path, size: int) -> Iterator[Paper]:
    """Yield real papers where they are beside the checkout, again and again, else invented ones."""
    file = _REAL / "acl-10k.jsonl.gz"
    if file.exists():
        lines = gzip.decompress(file.read_bytes()).decode().splitlines()
        records = [json.loads(line) for line in lines]
        for number in range(size):
            yield _real(records[number % len(records)], number // len(records))
        return
    fabricate(folder / "invented", size)
    for path in sorted((folder / "invented/content/papers").glob("*.yaml")):
        for line in path.read_text("utf-8").splitlines():
            yield json.loads(line.removeprefix("- "))


def _real(one: Paper, again: int) -> Paper:
    text = f"{one['title']} {one['abstract']}".lower()
    return {
        "id": f"{one['id']}-{again}".lower() if again else str(one["id"]).lower(),
        "title": str(one["title"]) + (f" ({again})" if again else ""),
        "authors": one["authors"],
        "published": str(one["year"]),
        "venue": f"{one.get('venue_acronym') or 'ACL'} {one['year']}",
        "tags": [topic for topic in _TOPICS if topic in text] or ["other"],
        "abstract": re.sub("[\x7f-\x9f]", "", str(one["abstract"])),
    }


def collection_of(root: Path, size: int) -> None:
    """Write a collection of so many papers as a project of ours."""
    _ours(root, list(papers_of(root.parent, size)))


def _ours(root: Path, papers: list[Paper]) -> tuple[list[str], Path]:
    folder = root / "content" / "papers"
    folder.mkdir(parents=True)
    for start in range(0, len(papers), 250):
        lines = [
            f"- {json.dumps(paper, ensure_ascii=False)}\n" for paper in papers[start : start + 250]
        ]
        (folder / f"{start:06d}.yaml").write_text("".join(lines), "utf-8")
    tags = sorted({tag for paper in papers for tag in paper["tags"]})  # type: ignore[attr-defined]
    topics = [{"tag": tag, "label": tag.title(), "description": ""} for tag in tags]
    (root / "content" / "tags.yaml").write_text(json.dumps(topics), "utf-8")
    (root / "content" / "pages").mkdir()
    some = ["search", *plugins(pages={"render": "shell"})]
    _mkdocs_yml(root, docs_dir="content/pages", plugins=some)
    return [str(_BIN / "broadsheet"), "build"], root / "site"


def _material(root: Path, papers: list[Paper]) -> tuple[list[str], Path]:
    _markdown(root / "docs", papers, "tags")
    _mkdocs_yml(root, plugins=["search", "tags"], nav=["index.md", "tags.md"],
                not_in_nav="papers/\n")  # fmt: skip
    (root / "docs" / "tags.md").write_text("# Topics\n\n<!-- material/tags -->\n", "utf-8")
    return [str(_BIN / "mkdocs"), "build", "--quiet"], root / "site"


def _zensical(root: Path, papers: list[Paper]) -> tuple[list[str], Path]:
    _, site = _material(root, papers)
    program = os.environ.get("ZENSICAL") or shutil.which("zensical")
    return ([program, "build"] if program else []), site


def _hugo(root: Path, papers: list[Paper]) -> tuple[list[str], Path]:
    return _hugo_with(root, papers, "tags")


def _hugo_facets(root: Path, papers: list[Paper]) -> tuple[list[str], Path]:
    return _hugo_with(root, papers, "tags", "authors", "venues", "years")


def _hugo_with(root: Path, papers: list[Paper], *facets: str) -> tuple[list[str], Path]:
    _markdown(root / "content", papers, *facets)
    (root / "content" / "index.md").rename(root / "content" / "_index.md")
    taxonomies = {facet: facet for facet in facets}
    config = {"baseURL": "https://papers.example/", "title": "Papers", "taxonomies": taxonomies}
    (root / "config.json").write_text(json.dumps(config), "utf-8")
    layouts = root / "layouts" / "_default"
    layouts.mkdir(parents=True)
    head = (
        "<!doctype html><html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>"
    )
    terms = "".join(
        f'{{{{ range .GetTerms "{one}" }}}}<a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a> '
        "{{ end }}"
        for one in facets
    )
    (layouts / "single.html").write_text(f"{head}{terms}{{{{ .Content }}}}</body></html>")
    cards = (
        '{{ range (.Paginate .Pages 50).Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
        "</h2><p>{{ .Summary }}</p>{{ end }}"
        '{{ template "_internal/pagination.html" . }}'
    )
    for name in ("list", "taxonomy", "terms"):
        (layouts / f"{name}.html").write_text(f"{head}{cards}</body></html>")
    program = shutil.which("hugo")
    return ([program, "--quiet"] if program else []), root / "public"


def _markdown(folder: Path, papers: list[Paper], *facets: str) -> None:
    (folder / "papers").mkdir(parents=True)
    (folder / "index.md").write_text("# Papers\n", "utf-8")
    for paper in papers:
        front = {
            "title": paper["title"], "tags": paper["tags"], "authors": paper["authors"],
            "venues": [paper["venue"]], "years": [str(paper["published"])[:4]],
        }  # fmt: skip
        kept = {key: value for key, value in front.items() if key in ("title", *facets)}
        authors = ", ".join(map(str, paper["authors"]))  # type: ignore[call-overload]
        body = f"{authors}. {paper['venue']}.\n\n## Abstract\n\n{paper['abstract']}\n"
        text = f"---\n{json.dumps(kept)}\n---\n{body}"
        (folder / "papers" / f"{paper['id']}.md").write_text(text, "utf-8")


def _mkdocs_yml(root: Path, **more: object) -> None:
    config = {
        "site_name": "Papers", "site_url": "https://papers.example/",
        "theme": {"name": "material", "font": False}, **more,
    }  # fmt: skip
    (root / "mkdocs.yml").write_text(yaml.safe_dump(config, sort_keys=False), "utf-8")


PEERS: dict[str, Callable[[Path, list[Paper]], tuple[list[str], Path]]] = {
    "broadsheet": _ours,
    "broadsheet, cold": _ours,
    "hugo": _hugo,
    "hugo, facets": _hugo_facets,
    "material": _material,
    "zensical": _zensical,
}
LABELS = {
    "broadsheet": "Broadsheet, complete site",
    "broadsheet, cold": "Broadsheet, related papers computed too",
    "hugo": "Hugo, papers and topics",
    "hugo, facets": "Hugo, authors, venues, years too",
    "material": "MkDocs with Material",
    "zensical": "Zensical",
}


if __name__ == "__main__":
    main()
