"""What a pull request changes for readers, between two commits of a real repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.history.comment import MARKER, MOST_CHARS, comment
from broadsheet.history.differences import Differences, differences
from broadsheet.history.snapshot import snapshot, snapshot_at
from broadsheet.project import Project
from commands import broadsheet
from repositories import commit, git, init

SOCKS = """\
arxiv: "2401.00001"
title: On the Pairing of Socks
authors: [Wilma Hare]
published: 2024-01-05
summary: Pairs socks by weight.
"""
TAGS = "- {tag: socks, label: Socks, description: What feet wear.}\n"
HOSTILE = r"""
arxiv: "2402.00002"
title: "</details><!-- <img src=x onerror=alert(1)> @octocat #1 [x](http://e.example) `a` **b**"
authors: ["@octocat Example", "<b>Mallory</b> Sample"]
summary: "Fixes #2, GH-3 and www.e.example; see https://e.example\n```\n# End\n@team/all"
venue: "``` @octocat"
links: {code: "https://e.example/@octocat/#4"}
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    root = init(tmp_path / "wool")
    commit(root, "Begin", {"content/papers/socks.yaml": SOCKS, "content/tags.yaml": TAGS})
    return root


def write(root: Path, path: str, text: str) -> None:
    target = root / "content" / path
    target.parent.mkdir(exist_ok=True)
    target.write_text(text, "utf-8")


def found(root: Path) -> Differences:
    project = Project(root, root / "content")
    return differences(snapshot_at(project, "HEAD"), snapshot(project))


def test_nothing_changed_says_so(collection: Path) -> None:
    assert found(collection).is_empty
    assert "Nothing that readers see changes." in comment(found(collection))


def test_a_new_paper_is_shown_as_a_card(collection: Path) -> None:
    text = 'arxiv: "2402.00002"\ntitle: Wool\nauthors: [Otto Bee]\nsummary: It is warm.\n'
    write(collection, "papers/wool.yaml", f"{text}tags: [socks]\nvenue: WOOL 2024\n")

    said = comment(found(collection))

    assert said.startswith(f"{MARKER}\n\n### 1 paper added\n")
    assert "> #### [Wool](https://arxiv.org/abs/2402.00002)\n" in said
    assert "> Otto Bee\n" in said
    assert "> It is warm\\.\n" in said
    assert "`socks`" in said


def test_a_changed_paper_is_shown_field_by_field(collection: Path) -> None:
    text = SOCKS.replace("by weight", "by weight and colour").replace("2024-01-05", "2023")
    write(collection, "papers/socks.yaml", text)

    (change,) = found(collection).changed

    assert [one.field for one in change.fields] == ["published", "summary"]
    assert (
        "```diff\n  published\n- 2024-01-05\n+ 2023\n  summary\n"
        "- Pairs socks by weight.\n+ Pairs socks by weight and colour.\n```"
    ) in comment(found(collection))


def test_another_layout_or_place_changes_nothing_for_readers(collection: Path) -> None:
    (collection / "content" / "papers" / "socks.yaml").unlink()
    other = SOCKS.replace("[Wilma Hare]", '["Hare, Wilma"]')
    write(collection, "papers/2024.yaml", f"# moved\n{other}")

    assert found(collection).is_empty


def test_a_removed_paper_is_said_first(collection: Path) -> None:
    (collection / "content" / "papers" / "socks.yaml").unlink()

    said = comment(found(collection))

    assert "### 1 paper removed" in said
    assert "links to them lead nowhere" in said


def test_a_paper_that_gets_another_address_is_warned_of(collection: Path) -> None:
    write(collection, "papers/socks.yaml", f"id: my-socks\n{SOCKS}")

    (move,) = found(collection).moved

    assert (move.before, move.after) == ("2401.00001", "my-socks")
    assert "write `id: 2401.00001` to keep it" in comment(found(collection))
    assert not found(collection).added
    assert not found(collection).removed


def test_topics_and_lists_are_told(collection: Path) -> None:
    write(collection, "tags.yaml", f"{TAGS}- {{tag: wool, label: Wool, description: Warm.}}\n")
    write(collection, "collections/first.yaml", 'title: First\npapers: ["2401.00001"]\n')

    said = comment(found(collection))

    assert "**New topics**\n\n- `wool` Wool: Warm\\." in said
    assert "**New reading lists**\n\n- First (1 paper)" in said


def test_mistakes_are_counted_and_the_rest_is_shown(collection: Path) -> None:
    write(collection, "papers/wool.yaml", "title: Wool\ntitel: Silk\n")
    write(collection, "papers/felt.yaml", "title: Felt\n")

    said = comment(found(collection))

    assert "1 mistake in the records" in said
    assert "Felt" in said


def test_what_strangers_wrote_is_text_and_calls_nobody(collection: Path) -> None:
    write(collection, "papers/hostile.yaml", HOSTILE)

    said = comment(found(collection))

    body = said.removeprefix(MARKER)
    assert "<" not in body
    for call in ("@octocat", "@team", "#1", "#2", "GH-3", "https://e.example\n", " www.e.example"):
        assert call not in outside_code(body), call
    assert "**b**" not in outside_code(body)


def outside_code(text: str) -> str:
    """Drop what stands between equal runs of backticks, where forges look for nothing."""
    import re

    return re.sub(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)


def test_a_change_of_thousands_of_papers_still_is_one_comment(collection: Path) -> None:
    many = "".join(f"- title: Sock {number}\n  summary: {'wool ' * 90}\n" for number in range(400))
    write(collection, "papers/many.yaml", many)

    said = comment(found(collection))

    assert len(said) <= MOST_CHARS
    assert "### 400 papers added" in said
    assert "more" in said.splitlines()[-1]


def test_what_came_to_the_base_in_the_meantime_is_no_change(collection: Path) -> None:
    git(collection, "switch", "-q", "-c", "mine")
    commit(collection, "Mine", {"content/papers/mine.yaml": "title: Mine\n"})
    git(collection, "switch", "-q", "main")
    commit(collection, "Theirs", {"content/papers/theirs.yaml": "title: Theirs\n"})
    git(collection, "switch", "-q", "mine")

    done = broadsheet(collection, "diff", "main")

    assert "### 1 paper added" in done.stdout
    assert "Theirs" not in done.stdout


def test_a_commit_that_is_not_there_is_said(collection: Path) -> None:
    done = broadsheet(collection, "diff", "--", "--upload-pack=x")

    assert done.returncode == 1
    assert "there is no commit `--upload-pack=x` here" in done.stderr


def test_a_shallow_clone_is_told_how_to_get_the_rest(collection: Path, tmp_path: Path) -> None:
    first = git(collection, "rev-parse", "HEAD")
    commit(collection, "Second", {"content/papers/b.yaml": "title: B\n"})
    git(tmp_path, "clone", "-q", "--depth", "1", collection.as_uri(), "shallow")

    done = broadsheet(tmp_path / "shallow", "diff", first)

    assert "git fetch --unshallow" in done.stderr


def test_a_collection_in_a_folder_of_its_repository_is_compared_too(tmp_path: Path) -> None:
    root = init(tmp_path / "all")
    commit(root, "Begin", {"site/content/papers/socks.yaml": SOCKS})
    (root / "site" / "content" / "papers" / "socks.yaml").write_text(SOCKS + "venue: W 2024\n")

    assert [one.name for one in found(root / "site").changed] == ["2401.00001"]
