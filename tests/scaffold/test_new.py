"""A new collection: complete, sound, and never over something that is there."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from broadsheet.project import Project
from broadsheet.review.check import check
from broadsheet.scaffold.manifest import starter
from broadsheet.scaffold.values import Values
from commands import broadsheet
from sites import CHECKOUT, Site, build_site

GITHUB = "git@github.com:wool-lab/papers.git"


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="module")
def created(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection that was made in an empty folder."""
    away = tmp_path_factory.mktemp("away")
    done = broadsheet(away, "new", "sparse-models")
    assert (done.returncode, done.stderr) == (0, "")
    return away / "sparse-models"


@pytest.fixture(scope="module")
def site(created: Path, tmp_path_factory: pytest.TempPathFactory) -> Site:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BROADSHEET_FETCH", "never")
        folder = str(tmp_path_factory.mktemp("site"))
        return build_site(created / "mkdocs.yml", site_dir=folder)


def test_a_new_collection_has_nothing_to_mend(created: Path) -> None:
    assert check(Project(created, created / "content")) == ()


def test_its_site_has_the_three_examples_and_no_dead_link(site: Site) -> None:
    assert sorted(path.name for path in (site.folder / "papers").iterdir() if path.is_dir()) == [
        "1512.03385",
        "1706.03762",
        "1810.04805",
    ]
    assert site.has("collections/start-here/index.html")
    assert site.dead_links() == []


def test_its_name_follows_from_the_folders(site: Site) -> None:
    assert "<title>Sparse models</title>" in site.text("")


def test_every_file_is_what_its_name_says(created: Path) -> None:
    for path in [*created.rglob("*.yml"), *created.rglob("*.yaml")]:
        if path.name != "mkdocs.yml":
            assert yaml.safe_load(path.read_text("utf-8")), path
        assert "«" not in path.read_text("utf-8")


def test_its_pages_are_those_of_this_checkout() -> None:
    ours = _generated(CHECKOUT / "mkdocs.yml")
    theirs = starter(Values(name="Wool"))["mkdocs.yml"]

    assert _generated_in(theirs) == ours


def test_its_plugins_are_those_of_this_checkout() -> None:
    ours = (CHECKOUT / "mkdocs.yml").read_text("utf-8")
    theirs = starter(Values(name="Wool"))["mkdocs.yml"]

    assert re.findall(r"^  (broadsheet/\w+):", theirs, re.M) == re.findall(
        r"^  (broadsheet/\w+):", ours, re.M
    )


def _generated(path: Path) -> list[str]:
    return _generated_in(path.read_text("utf-8"))


def _generated_in(text: str) -> list[str]:
    """Return the pages in a navigation that a program makes, in their order."""
    lines = [line.strip() for line in text.splitlines()]
    pages = [line.rpartition(": ")[2] for line in lines if line.endswith("/index.md")]
    return [page for page in pages if not page.startswith(("- ", "guide/"))]


def test_a_clone_gives_its_addresses_and_keeps_what_the_forge_put_there(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "trunk")
    git(tmp_path, "remote", "add", "origin", GITHUB)
    (tmp_path / "README.md").write_text("# Ours\n", "utf-8")

    done = broadsheet(tmp_path, "new", ".")

    config = (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert "site_url: https://wool-lab.github.io/papers/\n" in config
    assert "repo_url: https://github.com/wool-lab/papers\n" in config
    assert "edit_uri: edit/trunk/content/pages/\n" in config
    assert (tmp_path / "README.md").read_text("utf-8") == "# Ours\n"
    assert "README.md: was there already" in done.stderr
    assert done.returncode == 0


def test_the_remote_of_a_repository_around_it_says_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", GITHUB)

    broadsheet(tmp_path, "new", "inside")

    assert "wool-lab" not in (tmp_path / "inside" / "mkdocs.yml").read_text("utf-8")


def test_nothing_is_written_over_a_collection_or_a_site(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n", "utf-8")

    done = broadsheet(tmp_path, "new", ".")

    assert done.returncode == 1
    assert "is there already; nothing is written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_a_bibliography_takes_the_place_of_the_examples(tmp_path: Path) -> None:
    text = "Sorting Socks by Weight\n\nPublished on Sep 2\n\n"
    text += "We sort socks by weight. " * 20
    (tmp_path / "papers.txt").write_text(text, "utf-8")

    done = broadsheet(tmp_path, "new", "wool", "--from", "papers.txt")

    root = tmp_path / "wool"
    if done.returncode:  # what the file says is for the importers; a refusal must leave nothing
        assert not root.exists()
    else:
        names = [path.stem for path in (root / "content" / "papers").iterdir()]
        assert "1706.03762" not in names
        assert check(Project(root, root / "content")) == ()


def test_a_bibliography_that_cannot_be_read_leaves_no_folder(tmp_path: Path) -> None:
    (tmp_path / "papers.bin").write_bytes(b"\xff\xfe\x00")

    done = broadsheet(tmp_path, "new", "wool", "--from", "papers.bin")

    assert done.returncode == 1
    assert "papers.bin" in done.stderr
    assert not (tmp_path / "wool").exists()


def test_a_name_cannot_end_its_line_of_a_setting(tmp_path: Path) -> None:
    done = broadsheet(tmp_path, "new", "wool", "--name", 'A "B"\\ : {#\nstrict: false')

    config = (tmp_path / "wool" / "mkdocs.yml").read_text("utf-8")
    assert done.returncode == 0
    assert 'site_name: "A \\"B\\"\\\\ : {#strict: false"\n' in config
