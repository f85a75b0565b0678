"""A large import that is killed, or has no room: what was read stays, and the next run goes on."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.records.loader import load_records
from commands import broadsheet

_COUNT = 2_600
"""Five parts of the file and some: the last is so short that it would be files, not a list."""
_JOURNAL = "content/fetched/.bibtex.jsonl.part"


def entries() -> Iterator[str]:
    """Yield entries; each tenth tells more of the paper before it."""
    for number in range(_COUNT):
        of = number - 1 if number % 10 == 9 else number
        extra = f"  pages = {{{number}}},\n" if of < number else ""
        yield (
            f"@article{{sock{number},\n  title = {{On Sock {of} of Many}},\n{extra}"
            f"  author = {{Hare, Wilma and Sample, Bo}},\n  journal = {{Knits}},\n"
            f"  doi = {{10.1000/sock.{of}}},\n  year = {{2024}}\n}}\n"
        )


def collection(root: Path) -> Path:
    (root / "content" / "papers").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Socks\n", "utf-8")
    (root / "socks.bib").write_text("".join(entries()), "utf-8")
    return root


def written(root: Path) -> dict[str, bytes]:
    files = (path for path in sorted((root / "content").rglob("*")) if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = collection(tmp_path_factory.mktemp("undisturbed"))
    done = broadsheet(root, "import", "socks.bib")
    assert done.returncode == 0, done.stderr
    return written(root)


def kill_at(root: Path, lists: int) -> None:
    """Start the import and kill it when it has written so many lists of records."""
    words = [sys.executable, "-m", "broadsheet", "import", "socks.bib"]
    with subprocess.Popen(words, cwd=root, stdout=subprocess.DEVNULL) as started:
        while len(list((root / "content" / "papers").glob("socks-*.yaml"))) < lists:
            assert started.poll() is None, "it came to its end before it could be killed"
            time.sleep(0.002)
        started.send_signal(signal.SIGKILL)
    assert started.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("at", [(1,), (2, 4, 6)], ids=str)
def test_killed_and_run_again_it_writes_what_an_undisturbed_run_does(
    tmp_path: Path, undisturbed: dict[str, bytes], at: tuple[int, ...]
) -> None:
    root = collection(tmp_path)

    for lists in at:
        kill_at(root, lists)
        assert load_records(root / "content" / "papers", root).problems == ()
    done = broadsheet(root, "import", "socks.bib")

    assert done.returncode == 0, done.stderr
    assert written(root) == undisturbed


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="needs a limit on files")
def test_without_room_it_says_so_and_with_room_it_goes_on(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    root = collection(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "broadsheet", "import", "socks.bib"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000)),
    )

    assert done.returncode == 1
    assert "cannot be written: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert broadsheet(root, "import", "socks.bib").returncode == 0
    assert written(root) == undisturbed


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    root = collection(tmp_path)
    (root / "content" / "fetched").write_text("no folder", "utf-8")

    done = broadsheet(root, "import", "socks.bib")

    assert done.returncode == 1
    assert "content/fetched: cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr


def test_what_was_killed_before_it_tidied_up_is_tidied(
    tmp_path: Path, undisturbed: dict[str, bytes]
) -> None:
    root = collection(tmp_path)
    for path, data in undisturbed.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    (root / "content/fetched/bibtex.jsonl").rename(root / _JOURNAL)

    assert broadsheet(root, "import", "socks.bib").returncode == 0

    assert written(root) == undisturbed
