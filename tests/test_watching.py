from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler

from broadsheet.watching import Listener, are_told

MOUNTS = """\
overlay / overlay rw 0 0
server:/papers /home/us/papers nfs4 rw 0 0
/dev/sda1 /home/us/my\\040notes ext4 rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    path = tmp_path / "mounts"
    path.write_text(MOUNTS, "utf-8")
    return path


@pytest.mark.parametrize(
    ("paths", "are"),
    [
        (["/srv/papers"], True),
        (["/home/us/my notes/content"], True),
        (["/home/us/papers/content"], False),
        (["/srv/papers", "/home/us/papers/content"], False),
    ],
    ids=["root", "disk", "network", "both"],
)
def test_only_disks_of_this_machine_tell(mounts: Path, paths: list[str], are: bool) -> None:
    assert are_told(map(Path, paths), mounts) is are


def test_without_a_list_of_disks_nothing_is_told(tmp_path: Path) -> None:
    assert not are_told([tmp_path], tmp_path / "none")


class Heard(FileSystemEventHandler):
    def __init__(self) -> None:
        self.paths: set[str] = set()
        self.something = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.is_directory:
            return
        self.paths |= {str(event.src_path), str(event.dest_path)}
        self.something.set()


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    """What is heard of a folder with all below it, and of one file in another."""
    for name in ("folder", "other"):
        (tmp_path / name).mkdir()
    (tmp_path / "folder" / "old.yaml").write_text("old")
    (tmp_path / "other" / "tags.yaml").write_text("old")
    found = Heard()
    listener = Listener()
    listener.schedule(found, str(tmp_path / "folder"), recursive=True)
    listener.schedule(found, str(tmp_path / "other" / "tags.yaml"))
    listener.start()
    yield found
    listener.stop()
    listener.join()


def test_a_file_that_is_written_is_heard_of(tmp_path: Path, heard: Heard) -> None:
    (tmp_path / "folder" / "old.yaml").write_text("new")
    assert heard.something.wait(10)


def test_a_file_that_another_takes_the_place_of_is_heard_of(tmp_path: Path, heard: Heard) -> None:
    path = tmp_path / "other" / "tags.yaml"
    for _ in range(2):
        beside = path.with_suffix(".next")
        beside.write_text("new")
        heard.something.clear()
        beside.replace(path)
        assert heard.something.wait(10)


def test_nobody_hears_of_what_is_read_or_of_a_files_neighbours(
    tmp_path: Path, heard: Heard
) -> None:
    (tmp_path / "folder" / "old.yaml").read_text()
    (tmp_path / "other" / "neighbour.yaml").write_text("new")
    (tmp_path / "folder" / "new.yaml").write_text("new")  # what is heard comes in its order
    assert heard.something.wait(10)
    assert {path for path in heard.paths if path} == {str(tmp_path / "folder" / "new.yaml")}
