"""The parts of the client that touch no page, in Node.js: addresses, snippets, what is kept."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import broadsheet

PACKAGE = Path(broadsheet.__file__).parent
ADDRESS = PACKAGE / "theme" / "assets" / "broadsheet" / "search-page" / "address.js"
SNIPPET = PACKAGE / "search" / "client" / "snippet.js"
SHARDS = PACKAGE / "search" / "client" / "engine" / "shards.js"


def run(script: Path, expression: str, *arguments: object) -> Any:
    """Return what an expression over `b`, the scripts' own names, and `a`, the arguments, says."""
    node = shutil.which("node") or shutil.which("nodejs")
    assert node, "no Node.js: run .ci/node, or install Debian's package `nodejs`"
    code = (
        "globalThis.window = globalThis; require(process.argv[1]);"
        "const b = globalThis.broadsheet, a = JSON.parse(process.argv[2]);"
        f"(async () => console.log(JSON.stringify({expression})))()"
    )
    words = [node, "-e", code, str(script), json.dumps(arguments)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout)


def rewritten(*queries: str) -> list[str]:
    found: list[str] = run(
        ADDRESS, "a.map((one) => b.address.write(b.address.read(one)))", *queries
    )
    return found


def marked(text: str, terms: list[str], length: int | None = None) -> str:
    expression = (
        "b.snippet.cut(a[0], a[1], a[2] ?? Infinity)"
        ".map((one) => one.isMatch ? `[${one.text}]` : one.text).join('')"
    )
    found: str = run(SNIPPET, expression, text, terms, length)
    return found


def test_a_search_is_written_as_it_was_read() -> None:
    whole = "?q=graph+neural&topic=a&topic=b&venue=acl&author=ann-bee&has=code&is=starred"
    whole += "&year=2019..2024&sort=cited&page=3"

    assert rewritten(whole, "?year=2019", "?year=2019..", "?year=..2024", "") == [
        whole, "?year=2019", "?year=2019..", "?year=..2024", "",
    ]  # fmt: skip


def test_what_makes_no_sense_is_left_out() -> None:
    assert rewritten("?sort=x", "?year=abc", "?page=-1", "?is=admin", "?topic=<b>", "?h=x") == [
        "", "", "", "", "", "",
    ]  # fmt: skip


def test_years_the_wrong_way_round_are_turned() -> None:
    assert rewritten("?year=2024..2019") == ["?year=2019..2024"]


def test_the_shelf_goes_to_the_engine_as_words() -> None:
    asked = run(ADDRESS, "b.address.query(b.address.read(a[0]))", "?q=graph&is=starred")

    assert asked["text"] == "graph is:starred"
    assert asked["sort"] == "relevance"


@pytest.mark.parametrize(
    ("query", "single"),
    [
        ("?topic=socks&sort=cited", {"kind": "topics", "slug": "socks"}),
        ("?author=ann-bee", {"kind": "authors", "slug": "ann-bee"}),
        ("?topic=socks&topic=shoes", None),
        ("?topic=socks&q=wool", None),
        ("?topic=socks&year=2024", None),
        ("", None),
    ],
)
def test_a_feed_follows_a_search_for_one_term_alone(query: str, single: object) -> None:
    assert run(ADDRESS, "b.address.single(b.address.read(a[0]))", query) == single


@pytest.mark.parametrize(
    ("text", "terms", "shown"),
    [
        ("Socks in Pairs", ["sock"], "[Socks] in Pairs"),
        ("Pairs of unsocked feet", ["sock"], "Pairs of unsocked feet"),
        (
            "Überraschung für Ångström",
            ["uberraschung", "angstrom"],
            "[Überraschung] für [Ångström]",
        ),
        ("B-STaR and GPT-4", ["b-star", "gpt4", "4"], "[B]-[STaR] and GPT-[4]"),
        ("自然言語処理の袜子", ["言語"], "自然[言語]処理の袜子"),
        ("<b>socks</b>", ["socks"], "<b>[socks]</b>"),
        ("nothing", [], "nothing"),
    ],
)
def test_words_are_marked_where_they_begin_one(text: str, terms: list[str], shown: str) -> None:
    assert marked(text, terms) == shown


def test_a_long_text_is_cut_between_words_around_the_terms() -> None:
    text = "One word after another. " * 20 + "Then come socks and shoes. " + "And more of it. " * 20

    shown = marked(text, ["socks", "shoes"], 100)

    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "[socks] and [shoes]" in shown
    assert len(shown) < 120


def loaded(tmp_path: Path, letters: int, *names: str) -> list[str]:
    """Return what is loaded where a reader needs shards of so many letters, one after another."""
    script = tmp_path / "kept.js"
    extra = """
      globalThis.broadsheet = async ([letters, ...names]) => {
        const loaded = [];
        const load = async (name) => loaded.push(name) && "x".repeat(letters);
        const shards = new Shards(load);
        for (const name of names) await shards.get(name, (payload) => payload);
        return loaded;
      };
    """
    script.write_text(SHARDS.read_text("utf-8") + extra, "utf-8")
    found: list[str] = run(script, "await b(a)", letters, *names)
    return found


def test_a_shard_is_loaded_once_while_there_is_room(tmp_path: Path) -> None:
    assert loaded(tmp_path, 1_000_000, *"abcabc") == [*"abc"]


def test_the_shard_not_needed_for_the_longest_goes_first(tmp_path: Path) -> None:
    assert loaded(tmp_path, 3_000_000, *"abacab") == [*"abcb"]


def test_a_shard_larger_than_all_room_is_kept_until_the_next(tmp_path: Path) -> None:
    assert loaded(tmp_path, 9_000_000, *"aabb") == [*"ab"]
