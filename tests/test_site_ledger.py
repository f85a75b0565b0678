from __future__ import annotations

import os
from pathlib import Path

import pytest

from broadsheet.site_folder import SiteFolder
from broadsheet.site_ledger import SiteLedger


def ledger(root: Path) -> SiteLedger:
    return SiteLedger(SiteFolder(root / "site"), root / "cache" / "ledger")


def put(root: Path, digest: bytes, content: bytes) -> SiteLedger:
    """Put one file as a build of its own does."""
    found = ledger(root)
    found.put("a/b.html", digest, lambda: content)
    found.save()
    return found


def read(root: Path) -> bytes:
    return (root / "site" / "a" / "b.html").read_bytes()


def test_a_file_made_of_the_same_is_not_made_again(tmp_path: Path) -> None:
    put(tmp_path, b"1", b"first")
    put(tmp_path, b"1", b"second")
    assert read(tmp_path) == b"first"


def test_a_file_made_of_something_else_is_made_again(tmp_path: Path) -> None:
    put(tmp_path, b"1", b"first")
    put(tmp_path, b"2", b"second")
    assert read(tmp_path) == b"second"


def test_a_file_that_somebody_wrote_to_is_made_again(tmp_path: Path) -> None:
    put(tmp_path, b"1", b"first")
    (tmp_path / "site" / "a" / "b.html").write_bytes(b"fiRst")
    os.utime(tmp_path / "site" / "a" / "b.html", (1, 1))
    put(tmp_path, b"1", b"first")
    assert read(tmp_path) == b"first"


def test_a_file_that_is_gone_is_made_again(tmp_path: Path) -> None:
    put(tmp_path, b"1", b"first")
    (tmp_path / "site" / "a" / "b.html").unlink()
    put(tmp_path, b"1", b"first")
    assert read(tmp_path) == b"first"


def test_a_file_that_a_build_left_out_is_forgotten(tmp_path: Path) -> None:
    put(tmp_path, b"1", b"first")
    other = ledger(tmp_path)
    other.put("c", b"1", lambda: b"")
    other.save()
    put(tmp_path, b"1", b"again")
    assert read(tmp_path) == b"again"


@pytest.mark.parametrize("kept", [b"", b"\x00", b"\x81\xa1a\x93"], ids=["empty", "wrong", "half"])
def test_a_damaged_ledger_counts_as_none(tmp_path: Path, kept: bytes) -> None:
    put(tmp_path, b"1", b"first")
    (tmp_path / "cache" / "ledger").write_bytes(kept)
    put(tmp_path, b"1", b"second")
    assert read(tmp_path) == b"second"


def test_what_another_process_put_is_taken_in(tmp_path: Path) -> None:
    worker, whole = ledger(tmp_path), ledger(tmp_path)
    assert worker.put("a/b.html", b"1", lambda: b"first") == 5
    whole.gather(worker.gathered())
    whole.save()
    assert worker.gathered() == {}
    assert list(whole) == ["a/b.html"]
    put(tmp_path, b"1", b"second")
    assert read(tmp_path) == b"first"


def test_without_a_place_to_remember_everything_is_made(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        SiteLedger(SiteFolder(tmp_path / "site")).put("a/b.html", b"1", lambda text=content: text)  # type: ignore[misc]
    assert read(tmp_path) == b"second"
