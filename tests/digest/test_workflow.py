"""The workflow that sends the digest: what it may do, and that it keeps the ledger."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from sites import CHECKOUT

WORKFLOW = CHECKOUT / ".github" / "workflows" / "digest.yml"
TEXT = WORKFLOW.read_text("utf-8")


def steps() -> dict[str, dict[str, Any]]:
    job = yaml.safe_load(TEXT)["jobs"]["digest"]
    return {step["name"]: step for step in job["steps"]}


def test_every_action_is_pinned_to_a_commit_with_its_version() -> None:
    used = re.findall(r"uses: (.*)", TEXT)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v[\d.]+", one)] == []


def test_it_may_write_contents_and_nothing_else() -> None:
    workflow = yaml.safe_load(TEXT)
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["digest"]["permissions"] == {"contents": "write"}


def test_secrets_reach_the_steps_by_their_environment_alone() -> None:
    for step in steps().values():
        assert "${{" not in step.get("run", "")


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of a real remote with one commit, as a workflow has it."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    git(tmp_path, "clone", "-q", "remote.git", "clone")
    found = tmp_path / "clone"
    (found / "content").mkdir()
    (found / "content" / "sent.jsonl").write_text('{"kind":"closed","issue":1}\n')
    git(found, "add", ".")
    git(found, "-c", "user.name=x", "-c", "user.email=x@x.example", "commit", "-q", "-m", "first")
    git(found, "push", "-q", "-u", "origin", "HEAD:main")
    return found


def keep(folder: Path) -> None:
    script = steps()["Keep the ledger"]["run"]
    subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=folder, check=True,
                   env={"PATH": "/usr/bin:/bin", "TOKEN": "t", "HOME": str(folder)})  # fmt: skip


def test_the_ledger_is_kept_and_the_subscribers_are_not(clone: Path) -> None:
    (clone / "subscribers.yaml").write_text("- ada@mail.example\n")
    with (clone / "content" / "sent.jsonl").open("a") as file:
        file.write('{"kind":"closed","issue":2}\n')

    keep(clone)

    pushed = git(clone, "show", "origin/main:content/sent.jsonl")
    assert pushed.count("\n") == 2
    assert "subscribers.yaml" not in git(clone, "ls-tree", "-r", "--name-only", "origin/main")
    assert not (clone / "subscribers.yaml").exists()


def test_where_nothing_was_sent_nothing_is_committed(clone: Path) -> None:
    keep(clone)
    assert git(clone, "rev-list", "--count", "origin/main") == "1\n"


def test_what_others_pushed_meanwhile_stays(clone: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "remote.git", "other")
    (tmp_path / "other" / "paper.yaml").write_text("arxiv: 1")
    git(tmp_path / "other", "add", ".")
    git(
        tmp_path / "other",
        "-c",
        "user.name=x",
        "-c",
        "user.email=x@x.example",
        "commit",
        "-qm",
        "x",
    )
    git(tmp_path / "other", "push", "-q")
    (clone / "content" / "sent.jsonl").write_text("")

    keep(clone)

    assert "paper.yaml" in git(clone, "ls-tree", "-r", "--name-only", "origin/main")
