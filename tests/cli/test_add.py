"""What people paste, as they run `broadsheet add`."""

from __future__ import annotations

from pathlib import Path

from commands import broadsheet
from servers.arxiv import ArxivServer
from source_settings import write_sources


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
