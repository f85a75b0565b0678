"""What git remembers of papers: who added, corrected and took out what, when and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.history.story import Deed, Story, read_story
from broadsheet.project import Project
from repositories import commit, git, init

SOCKS = 'arxiv: "2401.00001"\ntitle: On the Pairing of Socks\nauthors: [Wilma Hare]\n'
WOOL = "title: Wool\nid: wool\n"
AT = "content/papers/"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = init(tmp_path / "papers")
    (found / "content" / "papers").mkdir(parents=True)
    return found


def story(root: Path) -> Story:
    return read_story(Project(root, root / "content"))


def told(root: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.deed.value, one.papers) for one in story(root).happenings]


def test_papers_are_added_corrected_and_taken_out_the_latest_first(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": SOCKS}, date="2024-03-01T23:30:00-02:00")
    commit(root, "Two", {f"{AT}a.yaml": f"{SOCKS}venue: SOCK 2024\n", f"{AT}b.yaml": WOOL})
    (root / AT / "a.yaml").unlink()
    commit(root, "Three\n\nReason: a\n duplicate of wool", author="Otto Bee <otto@wool.example>")

    gone, corrected, added, first = story(root).happenings

    assert (gone.deed, gone.papers, gone.reason) == (
        Deed.WITHDRAWN, ("2401.00001",), "a duplicate of wool",
    )  # fmt: skip
    assert gone.titles == ("On the Pairing of Socks",)
    assert gone.people == ("Otto Bee",)
    assert (corrected.deed, corrected.fields) == (Deed.CORRECTED, ("venue",))
    assert (added.deed, added.papers) == (Deed.ADDED, ("wool",))
    assert first.day.isoformat() == "2024-03-02"  # in UTC


def test_each_record_of_a_file_has_its_own_history(root: Path) -> None:
    two = "- {title: Wool, id: wool}\n- {title: Felt, id: felt}\n"
    commit(root, "One", {f"{AT}2024.yaml": two})
    commit(root, "Two", {f"{AT}2024.yaml": two.replace("Felt", "Soft felt")})

    assert told(root) == [("corrected", ("felt",)), ("added", ("felt", "wool"))]


def test_layout_comments_and_moves_between_files_are_no_news(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": SOCKS})
    (root / AT / "a.yaml").unlink()
    commit(
        root,
        "Two",
        {f"{AT}2024/b.yaml": f"# moved\n- {SOCKS.replace(chr(10), chr(10) + '  ').rstrip()}\n"},
    )

    assert told(root) == [("added", ("2401.00001",))]


def test_a_paper_that_gets_another_id_is_corrected_and_not_new(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": SOCKS})
    commit(root, "Two", {f"{AT}a.yaml": f"{SOCKS}doi: 10.1000/1\nid: socks\n"})

    assert told(root) == [("corrected", ("socks",)), ("added", ("2401.00001",))]


def test_thanks_go_to_whom_the_record_the_trailer_or_the_author_names(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": f"{SOCKS}added_by: Ada Example\n"})
    commit(root, "Two\n\nAdded-by: Bo Sample", {f"{AT}b.yaml": WOOL})
    commit(
        root,
        "Three\n\nCo-authored-by: Cy Other <cy@wool.example>",
        {f"{AT}c.yaml": "id: felt\ntitle: Felt\n"},
    )

    found = story(root)

    assert found.added_by == {
        "2401.00001": ("Ada Example",),
        "wool": ("Bo Sample",),
        "felt": ("Wilma Hare", "Cy Other"),
    }
    assert [(one.name, one.added) for one in found.contributors] == [
        ("Ada Example", 1), ("Bo Sample", 1), ("Cy Other", 1), ("Wilma Hare", 1),
    ]  # fmt: skip


def test_a_program_is_thanked_for_nothing_and_no_address_is_shown(root: Path) -> None:
    bot = "github-actions[bot] <bot@wool.example>"
    commit(
        root, "One\n\nAdded-by: Ada Example <ada@wool.example>", {f"{AT}a.yaml": SOCKS}, author=bot
    )
    commit(root, "Two", {f"{AT}b.yaml": WOOL}, author=bot)

    found = story(root)

    assert found.added_by == {"2401.00001": ("Ada Example",), "wool": ()}
    assert "@" not in str(found)


def test_a_branch_that_was_merged_is_told_once(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": SOCKS})
    git(root, "switch", "-q", "-c", "side")
    commit(root, "Two", {f"{AT}b.yaml": WOOL}, author="Otto Bee <otto@wool.example>")
    git(root, "switch", "-q", "main")
    commit(root, "Three", {f"{AT}c.yaml": "id: felt\ntitle: Felt\n"})
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side")

    assert sorted(told(root)) == [
        ("added", ("2401.00001",)), ("added", ("felt",)), ("added", ("wool",)),
    ]  # fmt: skip
    assert story(root).added_by["wool"] == ("Otto Bee",)


def test_a_shallow_clone_says_that_the_beginning_is_missing(root: Path, tmp_path: Path) -> None:
    for number in range(3):
        commit(root, str(number), {f"{AT}{number}.yaml": f"id: p{number}\ntitle: P{number}\n"})
    git(tmp_path, "clone", "-q", "--depth", "2", root.as_uri(), "shallow")

    found = story(tmp_path / "shallow")

    assert found.is_cut
    assert [(one.deed.value, one.papers) for one in found.happenings] == [("added", ("p2",))]
    assert "p0" not in found.added_by


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "content" / "papers").mkdir(parents=True)

    assert not story(tmp_path).is_known


def test_what_was_no_record_once_is_passed_over(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": "title: a: b\n\t- no", f"{AT}b.yaml": "just a text\n"})
    commit(root, "Two", {f"{AT}a.yaml": SOCKS})

    assert told(root) == [("added", ("2401.00001",))]


def test_hostile_names_and_reasons_are_one_clean_line(root: Path) -> None:
    message = "One\n\nReason: \x1b[31m<b>red</b>\x1f\x01fake\nAdded-by: \x1e\x1fMallory\u202e <x@y>"
    commit(root, message, {f"{AT}a.yaml": SOCKS})

    (one,) = story(root).happenings

    assert all(text.isprintable() for text in (one.reason, *one.people))


def test_the_same_commit_gives_the_same_story_from_git_and_from_the_cache(root: Path) -> None:
    commit(root, "One", {f"{AT}a.yaml": SOCKS})
    fresh = story(root)
    kept = story(root)
    (root / ".cache" / "broadsheet" / "history.json").write_text("damaged", "utf-8")

    assert fresh == kept == story(root)
