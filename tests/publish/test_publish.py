"""Publishing to a branch of a real bare repository, alone and against somebody else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.project import Project
from broadsheet.publish.publish import Outcome, Target, publish
from commands import broadsheet
from repositories import commit, git, init
from sites import files_of

SOCKS = 'arxiv: "2401.00001"\ntitle: On the Pairing of Socks\nauthors: [Wilma Hare]\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of a collection whose `origin` is a bare repository beside it."""
    first = init(tmp_path / "first")
    commit(first, "Begin", {"content/papers/socks.yaml": SOCKS, ".gitignore": "site/\n"})
    git(tmp_path, "clone", "-q", "--bare", "first", "origin.git")
    git(tmp_path, "clone", "-q", (tmp_path / "origin.git").as_uri(), "checkout")
    return tmp_path / "checkout"


def builds(checkout: Path, **files: str) -> Callable[[], None]:
    """Return a build that leaves these files in site/."""

    def build() -> None:
        for name, text in {"index": "<p>Wool", **files}.items():
            target = checkout / "site" / f"{name.replace('__', '/')}.html"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())

    return build


def put(checkout: Path, build: Callable[[], None], **more: str) -> Outcome:
    project = Project(checkout, checkout / "content")
    return publish(project, checkout / "site", build, Target(**more))


def tree(checkout: Path, tmp_path: Path, name: str) -> dict[str, bytes]:
    """Return the files of the remote's branch as a clone has them."""
    origin = (checkout.parent / "origin.git").as_uri()
    git(tmp_path, "clone", "-q", "--branch", "gh-pages", origin, name)
    files = dict(files_of(tmp_path / name))
    return {path: data for path, data in files.items() if not path.startswith(".git/")}


def test_the_branch_is_the_site_byte_by_byte_and_one_commit_twice(
    checkout: Path, tmp_path: Path
) -> None:
    for number, text in enumerate(("one\r\n", "two \xff\n")):
        put(checkout, builds(checkout, papers__a=text, **{f"only{number}": "x"}))
        (checkout / "site" / "only0.html").unlink(missing_ok=number == 1)

        assert tree(checkout, tmp_path, f"seen{number}") == dict(files_of(checkout / "site")) | (
            {"only0.html": b"x"} if number == 0 else {}
        )
        bare = tmp_path / "origin.git"
        assert git(bare, "rev-list", "--count", "gh-pages") == "1"


def test_the_command_builds_and_publishes_a_real_collection(tmp_path: Path) -> None:
    root = tmp_path / "wool"
    broadsheet(tmp_path, "new", "wool")
    init(root)
    commit(root, "Begin")
    git(tmp_path, "init", "-q", "--bare", "origin.git")
    git(root, "remote", "add", "origin", (tmp_path / "origin.git").as_uri())
    quiet = {"BROADSHEET_FETCH": "never", "SOURCE_DATE_EPOCH": "1709294400"}

    first = broadsheet(root, "publish", "--cname", "papers.example", **quiet)
    again = broadsheet(root, "publish", **quiet)

    assert "published to origin/gh-pages" in first.stdout, first.stderr
    assert "shows this already" in again.stdout, again.stderr
    shown = tree(root, tmp_path, "shown")
    assert shown == dict(files_of(root / "site"))
    assert (shown[".nojekyll"], shown["CNAME"]) == (b"", b"papers.example\n")


def test_the_domain_of_the_branch_is_kept(checkout: Path, tmp_path: Path) -> None:
    put(checkout, builds(checkout), cname="papers.example")
    (checkout / "site" / "CNAME").unlink()

    put(checkout, builds(checkout, more="x"))

    assert tree(checkout, tmp_path, "seen")["CNAME"] == b"papers.example\n"


def test_the_loser_of_a_race_overwrites_nothing_and_is_told_to_try_again(
    checkout: Path, tmp_path: Path
) -> None:
    git(tmp_path, "clone", "-q", (tmp_path / "origin.git").as_uri(), "other")
    other = tmp_path / "other"

    def build_while_another_publishes() -> None:
        put(other, builds(other, theirs="x"))
        builds(checkout, ours="x")()

    with pytest.raises(BroadsheetError, match="somebody else published at this moment"):
        put(checkout, build_while_another_publishes)

    assert "theirs.html" in tree(checkout, tmp_path, "seen")
    put(checkout, builds(checkout, ours="x"))
    assert "ours.html" in tree(checkout, tmp_path, "after")


def test_the_race_is_lost_too_where_a_site_was_there_before(checkout: Path, tmp_path: Path) -> None:
    put(checkout, builds(checkout))
    git(tmp_path, "clone", "-q", (tmp_path / "origin.git").as_uri(), "other")

    def build_while_another_publishes() -> None:
        put(tmp_path / "other", builds(tmp_path / "other", theirs="x"))
        builds(checkout, ours="x")()

    with pytest.raises(BroadsheetError, match="try again"):
        put(checkout, build_while_another_publishes)


def test_records_that_are_not_committed_are_not_published(checkout: Path) -> None:
    (checkout / "content" / "papers" / "wool.yaml").write_text("title: Wool\n", "utf-8")

    with pytest.raises(BroadsheetError, match=r"wool\.yaml: not committed"):
        put(checkout, builds(checkout))


def test_records_that_change_during_the_build_are_not_published(checkout: Path) -> None:
    def build() -> None:
        builds(checkout)()
        (checkout / "content" / "papers" / "socks.yaml").write_text("title: Wool\n", "utf-8")

    with pytest.raises(BroadsheetError, match="not committed"):
        put(checkout, build)


def test_an_older_state_does_not_replace_a_newer_one(checkout: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", (tmp_path / "origin.git").as_uri(), "other")
    other = tmp_path / "other"
    commit(other, "Newer", {"content/papers/wool.yaml": "title: Wool\n"})
    put(other, builds(other))

    with pytest.raises(BroadsheetError, match="pull first"):
        put(checkout, builds(checkout, ours="x"))

    project = Project(checkout, checkout / "content")
    build = builds(checkout, ours="x")
    assert publish(project, checkout / "site", build, Target(), may_go_back=True).commit


def test_a_site_over_a_gigabyte_is_refused(checkout: Path) -> None:
    def build() -> None:
        builds(checkout)()
        for number in range(11):
            with (checkout / "site" / f"{number}.bin").open("wb") as file:
                file.truncate(95_000_000)  # a hole, which takes no room on the disk

    with pytest.raises(BroadsheetError, match=r"1\.05 GB"):
        put(checkout, build)


def test_a_file_that_the_forge_refuses_is_named(checkout: Path) -> None:
    def build() -> None:
        builds(checkout)()
        with (checkout / "site" / "large.bin").open("wb") as file:
            file.truncate(110_000_000)

    with pytest.raises(BroadsheetError, match=r"large\.bin: has more than 100 MB"):
        put(checkout, build)


def test_an_empty_site_is_refused(checkout: Path) -> None:
    (checkout / "site").mkdir()

    with pytest.raises(BroadsheetError, match=r"has no index\.html"):
        put(checkout, lambda: None)


def test_a_remote_that_is_not_there_is_said_in_one_line(checkout: Path) -> None:
    done = broadsheet(checkout, "publish", "--remote", "nowhere")

    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
