"""`broadsheet build --offline` as people run it."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest

from commands import broadsheet
from sites import write_config

OFFLINE = """
INHERIT: ../mkdocs.yml
docs_dir: ../docs
site_dir: ../site-offline
use_directory_urls: false
"""


def collection(root: Path) -> Path:
    write_config(root)
    (root / "docs" / "index.md").write_text("# Socks\n", "utf-8")
    papers = root / "content" / "papers"
    (papers / "one.yaml").write_text("title: Socks in Pairs\nauthors: [Ann Bee]\n", "utf-8")
    (root / "site_config").mkdir()
    (root / "site_config" / "offline.yml").write_text(OFFLINE, "utf-8")
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return collection(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a collection that was built once."""
    root = collection(tmp_path_factory.mktemp("built"))
    done = broadsheet(root, "build", "--offline", SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stderr
    assert "the-sample-offline.zip: " in done.stdout
    return root


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_makes_a_folder_and_a_zip_with_the_name_of_the_site(built: Path) -> None:
    with zipfile.ZipFile(built / "the-sample-offline.zip") as archive:
        names = archive.namelist()
    assert {"the-sample/index.html", "the-sample/search/index.html"} <= set(names)
    assert (built / "site-offline" / "index.html").is_file()


def test_the_same_collection_makes_the_same_zip(built: Path, root: Path) -> None:
    broadsheet(root, "build", "--offline", SOURCE_DATE_EPOCH="1700000000")

    first, second = (one / "the-sample-offline.zip" for one in (built, root))
    assert digest(first) == digest(second)


def test_what_asks_another_host_is_named_and_strict_ends_there(root: Path) -> None:
    page = "# Socks\n\n![A sock](https://img.example/sock.png)\n"
    (root / "docs" / "index.md").write_text(page, "utf-8")

    named = broadsheet(root, "build", "--offline")
    (root / "the-sample-offline.zip").unlink()
    ended = broadsheet(root, "build", "--offline", "--strict")

    assert "site-offline/index.html:" in named.stderr
    assert "asks another host for https://img.example/sock.png" in named.stderr
    assert named.returncode == 0
    assert ended.returncode == 1
    assert not (root / "the-sample-offline.zip").exists()


def test_without_its_settings_it_says_what_to_write(root: Path) -> None:
    (root / "site_config" / "offline.yml").unlink()

    done = broadsheet(root, "build", "--offline")

    assert done.returncode == 1
    assert "offline.yml: not there" in done.stderr
    assert "use_directory_urls: false" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_that_fails_leaves_the_older_zip(built: Path, tmp_path: Path) -> None:
    root = shutil.copytree(built, tmp_path / "copy")
    first = digest(root / "the-sample-offline.zip")
    (root / "content" / "papers" / "one.yaml").write_text("titel: Socks\n", "utf-8")

    done = broadsheet(root, "build", "--offline")

    assert done.returncode == 1
    assert digest(root / "the-sample-offline.zip") == first
    assert not list(root.glob(".the-sample*"))
