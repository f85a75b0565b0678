"""The command line, as a process: what it writes, what it says and how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from commands import broadsheet
from servers.arxiv import ArxivPaper, ArxivServer
from sites import CHECKOUT, write_config
from source_settings import write_sources

SOCKS = ArxivPaper("2401.00001", title="Socks in Pairs", abstract="All socks are sorted.")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    write_config(tmp_path)
    write_sources(tmp_path)
    return tmp_path


@pytest.fixture
def server(collection: Path) -> Iterator[ArxivServer]:
    with ArxivServer([SOCKS]) as server:
        write_sources(collection, arxiv=server.url)
        yield server


def test_add_writes_the_smallest_record_and_fetches_the_rest(
    collection: Path, server: ArxivServer
) -> None:
    done = broadsheet(collection, "add", "https://arxiv.org/abs/2401.00001v2")

    record = (collection / "content" / "papers" / "2401.00001.yaml").read_text("utf-8")
    assert record == '# yaml-language-server: $schema=../schema/record.json\narxiv: "2401.00001"\n'
    assert "arXiv: 1 asked, 1 answered" in done.stdout
    assert done.returncode == 0


def test_add_refuses_a_paper_that_is_here_and_says_where(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    done = broadsheet(collection, "add", "--no-fetch", "arXiv:2401.00001v3")

    assert "is here already: content/papers/2401.00001.yaml:2" in done.stderr
    assert done.returncode == 1


def test_add_takes_an_edition_and_topics(collection: Path) -> None:
    broadsheet(
        collection, "add", "--no-fetch", "--edition", "2024-02-01", "--tag", "socks", "2401.00001"
    )

    record = (collection / "content" / "papers" / "2401.00001.yaml").read_text("utf-8")
    assert "featured: 2024-02-01" in record
    assert "socks" in record


def test_add_reads_lines_from_standard_input(collection: Path, server: ArxivServer) -> None:
    done = broadsheet(collection, "add", "-", stdin="see arxiv.org/abs/2401.00001.\n\n")

    assert "2401.00001: written to content/papers/2401.00001.yaml" in done.stdout
    assert "  Socks in Pairs. Ada Example, Bo Sample (2024)" in done.stdout
    assert done.returncode == 0


def test_add_suggests_topics_with_reasons(collection: Path, server: ArxivServer) -> None:
    tags = "- {tag: socks, label: Socks, description: On socks., match: {words: [sock*]}}"
    (collection / "content" / "tags.yaml").write_text(tags, "utf-8")

    done = broadsheet(collection, "add", "2401.00001")

    assert "  topic that may suit: socks, the title says “Socks”" in done.stdout


def test_add_of_a_title_lists_papers_to_choose_from(collection: Path, server: ArxivServer) -> None:
    done = broadsheet(collection, "add", "socks in pairs")

    assert done.stdout.splitlines()[:3] == [
        "“socks in pairs” is a title. Which paper is it?",
        "  1. Socks in Pairs. Ada Example, Bo Sample (2024) [arXiv]",
        "     broadsheet add 2401.00001",
    ]
    assert done.returncode == 1
    assert not list((collection / "content" / "papers").iterdir())


def test_add_writes_out_what_could_drive_a_terminal(collection: Path) -> None:
    done = broadsheet(collection, "add", "\x1b[2Jred\u202esocks")

    assert "\x1b" not in done.stderr
    assert "\\x1b[2Jred\\u202esocks" in done.stderr


def test_add_says_what_is_no_id(collection: Path) -> None:
    done = broadsheet(collection, "add", "socks and gloves")

    assert "`socks and gloves` is no id or URL that is known" in done.stderr
    assert done.returncode == 1
    assert not list((collection / "content" / "papers").iterdir())


def test_add_without_a_network_keeps_the_record(collection: Path) -> None:
    write_sources(collection, arxiv="http://127.0.0.1:9/")

    done = broadsheet(collection, "add", "2401.00001")

    assert (collection / "content" / "papers" / "2401.00001.yaml").exists()
    assert "1 failed" in done.stdout
    assert done.returncode == 0


def test_check_names_each_mistake_at_its_line(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text(
        "titel: x\narxiv: nonsense\n", "utf-8"
    )

    done = broadsheet(collection, "check")

    assert done.stdout.splitlines() == [
        "content/papers/a.yaml:1:1: error: unknown key `titel` (did you mean `title`?)",
        "content/papers/a.yaml:2:1: error: `nonsense` is not an arXiv id"
        " (write it like 2405.21018 or quant-ph/0201082)",
    ]
    assert done.returncode == 1


def test_check_of_a_good_collection_is_silent(collection: Path) -> None:
    done = broadsheet(collection, "check")

    assert (done.stdout, done.returncode) == ("", 0)


def test_check_of_a_path_names_its_mistakes_alone(collection: Path) -> None:
    for name in ("a", "b"):
        (collection / "content" / "papers" / f"{name}.yaml").write_text("titel: x\n", "utf-8")

    done = broadsheet(collection, "check", "content/papers/b.yaml")

    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["content/papers/b.yaml"]


def test_check_annotates_a_pull_request(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text(
        "titel: x\nurl: https://a.example\n", "utf-8"
    )

    done = broadsheet(collection, "check", "--format", "github")

    assert done.stdout == (
        "::error file=content/papers/a.yaml,line=1,col=1,title=record::"
        "unknown key `titel` (did you mean `title`?)\n"
    )


def test_check_speaks_json(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text("", "utf-8")

    (problem,) = json.loads(broadsheet(collection, "check", "--format", "json").stdout)

    assert problem["path"] == "content/papers/a.yaml"
    assert problem["severity"] == "error"


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


def test_build_makes_the_site(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")

    done = broadsheet(collection, "build", "--strict")

    assert done.returncode == 0, done.stderr
    assert (collection / "site" / "papers" / "2401.00001" / "index.html").exists()


def test_build_ends_with_1_on_a_mistake(collection: Path) -> None:
    (collection / "content" / "papers" / "a.yaml").write_text("titel: x\n", "utf-8")

    done = broadsheet(collection, "build")

    assert "did you mean `title`?" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_a_folder_without_a_collection_is_said_in_one_line(tmp_path: Path) -> None:
    done = broadsheet(tmp_path, "check")

    assert done.stderr.count("\n") == 1
    assert "no content/papers here or above" in done.stderr
    assert done.returncode == 1


def test_commands_work_from_a_folder_of_the_collection(collection: Path) -> None:
    done = broadsheet(collection / "content" / "papers", "check")

    assert done.returncode == 0


def test_import_takes_in_a_saved_page(collection: Path) -> None:
    abstract = "We sort 62\\% of all socks by their colour and find every pair in linear time. " * 3
    page = f"Daily Papers\n\nSep 2\n\nOn the Sorting of Socks\n\n{abstract}"
    (collection / "page.txt").write_text(page, "utf-8")

    done = broadsheet(collection, "import", "page.txt", "--edition", "2024-09-02")

    assert "1 new" in done.stdout, done.stdout + done.stderr
    (record,) = (collection / "content" / "papers").glob("*.yaml")
    assert "title: On the Sorting of Socks" in record.read_text("utf-8")


def test_schema_writes_what_editors_use(collection: Path) -> None:
    broadsheet(collection, "schema")

    schema = json.loads((collection / "content" / "schema" / "record.json").read_text("utf-8"))
    assert "RecordShape" in schema["$defs"]


def test_the_schemas_of_this_checkout_are_current(tmp_path: Path) -> None:
    write_config(tmp_path)
    broadsheet(tmp_path, "schema")

    for path in (CHECKOUT / "content" / "schema").iterdir():
        assert path.read_text("utf-8") == (tmp_path / "content" / "schema" / path.name).read_text(
            "utf-8"
        ), f"run `broadsheet schema`: {path.name}"


def test_this_checkout_has_no_problem() -> None:
    done = broadsheet(CHECKOUT, "check")

    assert (done.stdout, done.returncode) == ("", 0)


def test_serve_shows_an_edited_record(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001")
    record = collection / "content" / "papers" / "2401.00001.yaml"
    address = f"127.0.0.1:{_free_port()}"
    page = f"http://{address}/deep/papers/2401.00001/"
    with _serving(collection, address):
        _wait_for(page, "arXiv 2401.00001", seconds=30)

        record.write_text('arxiv: "2401.00001"\ntitle: Socks, Edited\n', "utf-8")

        _wait_for(page, "Socks, Edited", seconds=30)


def test_serve_goes_on_when_a_record_is_broken(collection: Path) -> None:
    broadsheet(collection, "add", "--no-fetch", "2401.00001", "2401.00002")
    broken = collection / "content" / "papers" / "2401.00002.yaml"
    address = f"127.0.0.1:{_free_port()}"
    page = f"http://{address}/deep/papers/2401.00001/"
    with _serving(collection, address):
        _wait_for(page, "arXiv 2401.00001", seconds=30)

        broken.write_text("titel: x", "utf-8")
        (collection / "content" / "papers" / "2401.00001.yaml").write_text(
            'arxiv: "2401.00001"\ntitle: Still Here\n', "utf-8"
        )

        _wait_for(page, "Still Here", seconds=10)


class _serving:  # noqa: N801 (a context manager reads as a verb)
    def __init__(self, folder: Path, address: str) -> None:
        words = [sys.executable, "-m", "broadsheet", "serve", "--address", address]
        self._process = subprocess.Popen(
            words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, text: str, seconds: float) -> None:
    """Wait until a page holds a text; a page that does not come or lacks it fails the test."""
    ends = time.monotonic() + seconds
    seen = ""
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(url, timeout=5) as reply:
                seen = reply.read().decode()
        except OSError as error:
            seen = str(error)
        if text in seen:
            return
        time.sleep(0.05)
    title = re.search(r"<title>.*?</title>", seen)
    pytest.fail(f"{url} lacks {text!r} after {seconds} s: {title[0] if title else seen[:200]}")
