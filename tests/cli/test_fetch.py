"""`broadsheet fetch`: what is asked, and what is said of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from commands import broadsheet
from servers.arxiv import ArxivServer


def test_fetch_fills_what_is_missing_and_then_has_nothing_to_do(
    collection: Path, server: ArxivServer
) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    first = broadsheet(collection, "fetch")
    second = broadsheet(collection, "fetch")

    assert "arXiv: 1 asked, 1 answered" in first.stdout
    assert "Nothing is missing" in second.stdout
    assert len(server.requests) == 1


def test_fetch_refresh_asks_again(collection: Path, server: ArxivServer) -> None:
    broadsheet(collection, "add", "2401.00001")

    done = broadsheet(collection, "fetch", "--refresh")

    assert "1 answered, 1 unchanged" in done.stdout


def test_fetch_refresh_takes_an_age(collection: Path, server: ArxivServer) -> None:
    broadsheet(collection, "add", "2401.00001")

    done = broadsheet(collection, "fetch", "--refresh", "--older-than", "30d")

    assert "Nothing is that old." in done.stdout
    assert len(server.requests) == 1


def test_fetch_says_what_an_age_is(collection: Path) -> None:
    done = broadsheet(collection, "fetch", "--refresh", "--older-than", "soon")

    assert "`soon` is no age; write 30d, 2w, 6m or 1y" in done.stderr
    assert done.returncode == 2


def test_fetch_check_says_what_would_change_and_writes_nothing(
    collection: Path, server: ArxivServer
) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    done = broadsheet(collection, "fetch", "--check")

    assert "2401.00001 arxiv title: – → “Socks in Pairs”" in done.stdout
    assert "nothing was written" in done.stdout
    assert not list((collection / "content").glob("fetched/*.jsonl"))


def test_fetch_explain_says_who_said_what_without_asking(
    collection: Path, server: ArxivServer
) -> None:
    broadsheet(collection, "add", "2401.00001")
    asked = len(server.requests)

    done = broadsheet(collection, "fetch", "--explain", "arxiv.org/abs/2401.00001")

    assert re.search(r"^title\n  \* arXiv, \d{4}-\d\d-\d\d: Socks in Pairs$", done.stdout, re.M)
    assert (done.returncode, len(server.requests)) == (0, asked)


def test_fetch_explain_of_an_unknown_paper_names_a_near_one(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    done = broadsheet(collection, "fetch", "--explain", "2401.00002")

    assert "no paper `2401.00002`" in done.stderr
    assert "did you mean `2401.00001`?" in done.stderr
    assert done.returncode == 1


def test_conflicts_are_listed_and_counted(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")
    fetched = collection / "content" / "fetched"
    fetched.mkdir()
    for source, title in (("arxiv", "Socks by Colour"), ("dblp", "Socks by Color")):
        line = {"paper": "2401.00001", "key": "2401.00001", "asked": "2024-03-01"}
        facts = {"facts": {"title": title, "authors": [{"family": "Hare", "given": "Wilma"}]}}
        (fetched / f"{source}.jsonl").write_text(json.dumps(line | facts) + "\n", "utf-8")

    listed = broadsheet(collection, "fetch", "--conflicts")
    checked = broadsheet(collection, "check")

    assert "arXiv says “Socks by Colour”, DBLP says “Socks by Color”" in listed.stdout
    assert "Sources differ on 1 paper" in checked.stderr
    assert checked.returncode == 0


def test_a_fetch_in_a_log_has_a_line_when_a_source_begins_and_ends(
    collection: Path, server: ArxivServer
) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    lines = broadsheet(collection, "fetch").stderr.splitlines()

    assert lines[0] == "arXiv: asking about 1"
    assert lines[1].startswith("arXiv: 1 of 1 done in")


def test_fetch_of_an_unknown_source_names_the_known_ones(
    collection: Path, server: ArxivServer
) -> None:
    done = broadsheet(collection, "fetch", "--source", "nowhere")

    assert "there is no source `nowhere` to ask; there are: arxiv" in done.stderr
    assert done.returncode == 1
