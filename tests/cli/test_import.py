"""`broadsheet import`."""

from __future__ import annotations

from pathlib import Path

from commands import broadsheet


def test_import_takes_in_a_saved_page(collection: Path) -> None:
    abstract = "We sort 62\\% of all socks by their colour and find every pair in linear time. " * 3
    page = f"Daily Papers\n\nSep 2\n\nOn the Sorting of Socks\n\n{abstract}"
    (collection / "page.txt").write_text(page, "utf-8")

    done = broadsheet(collection, "import", "page.txt", "--edition", "2024-09-02")

    assert "1 new" in done.stdout, done.stdout + done.stderr
    (record,) = (collection / "content" / "papers").glob("*.yaml")
    assert "title: On the Sorting of Socks" in record.read_text("utf-8")
