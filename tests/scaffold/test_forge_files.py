"""The files that forges read: sound, safe, the same here and in a new collection."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from broadsheet.project import Project
from broadsheet.scaffold.manifest import machinery
from broadsheet.scaffold.upgrade import renewals
from broadsheet.scaffold.values import Values
from sites import CHECKOUT

VALUES = Values(
    name="Wool",
    site_url="https://wool-lab.github.io/papers/",
    repo_url="https://github.com/wool-lab/papers",
    edit_uri="edit/main/content/pages/",
)
WORKFLOWS = ("check", "comment", "issue", "publish", "refresh")
SCHEMAS = {
    "github-workflows": ".github/workflows/*.yml",
    "github-issue-forms": ".github/ISSUE_TEMPLATE/*-*.yml",
    "github-issue-config": ".github/ISSUE_TEMPLATE/config.yml",
    "dependabot": ".github/dependabot.yml",
    "gitlab-ci": ".gitlab-ci.yml",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program's files as a new collection has them, in a repository."""
    root = tmp_path_factory.mktemp("wool")
    for path, text in machinery(VALUES).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    return root


def run(tool: str, *words: str, cwd: Path) -> str:
    """Run a tool of this environment; return what it says if it is not content."""
    program = Path(sys.executable).parent / tool
    done = subprocess.run([program, *words], cwd=cwd, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def loaded(name: str) -> dict[Any, Any]:
    found: dict[Any, Any] = yaml.safe_load(machinery(VALUES)[f".github/workflows/{name}.yml"])
    return found


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in loaded(name)["jobs"].values() for step in job["steps"]]


def test_this_repository_has_the_files_of_a_new_collection() -> None:
    project = Project(CHECKOUT, CHECKOUT / "content")

    assert [one.path for one in renewals(project)] == []


def test_zizmor_finds_no_danger(folder: Path) -> None:
    assert run("zizmor", "--offline", "--persona", "pedantic", ".github", cwd=folder) == ""


def test_zizmor_finds_no_danger_in_this_repository() -> None:
    assert run("zizmor", "--offline", "--persona", "pedantic", ".github", cwd=CHECKOUT) == ""


def test_zizmor_would_find_one(folder: Path, tmp_path: Path) -> None:
    text = machinery(VALUES)[".github/workflows/issue.yml"]
    (tmp_path / "bad.yml").write_text(
        text.replace("run: broadsheet github issue", 'run: echo "${{ github.event.issue.body }}"')
    )

    assert "template-injection" in run("zizmor", "--offline", str(tmp_path / "bad.yml"), cwd=folder)


@pytest.mark.parametrize("root", ["folder", "checkout"])
def test_actionlint_finds_no_mistake(folder: Path, root: str) -> None:
    top = folder if root == "folder" else CHECKOUT
    files = [str(path) for path in sorted((top / ".github" / "workflows").glob("*.yml"))]

    assert len(files) >= len(WORKFLOWS)
    assert run("actionlint", *files, cwd=top) == ""


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_file_has_the_form_that_its_reader_wants(folder: Path, schema: str) -> None:
    files = [str(path) for path in sorted(folder.glob(SCHEMAS[schema]))]

    assert files
    assert run("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *files, cwd=folder) == ""


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_step_runs_a_command_of_ours_and_is_told_nothing_by_the_event(name: str) -> None:
    for step in steps(name):
        for line in step.get("run", "").splitlines():
            assert line.startswith(("broadsheet ", VALUES.install[0])), line
            assert "${{" not in line


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_and_their_versions_said(name: str) -> None:
    text = machinery(VALUES)[f".github/workflows/{name}.yml"]
    uses = re.findall(r"uses: (.*)", text)

    assert uses
    for one in uses:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


@pytest.mark.parametrize("name", WORKFLOWS)
def test_nothing_is_allowed_but_what_a_job_asks_for(name: str) -> None:
    workflow = loaded(name)

    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"]
        assert "write-all" not in str(job["permissions"])


def test_a_forks_code_meets_no_secret_and_a_token_that_only_reads() -> None:
    workflow = loaded("check")
    text = machinery(VALUES)[".github/workflows/check.yml"]

    assert "pull_request" in workflow[True]  # YAML 1.1 takes `on` for a truth value
    assert "pull_request_target" not in text
    assert "secrets." not in text
    assert "github.token" not in text
    assert workflow["jobs"]["check"]["permissions"] == {"contents": "read"}


def test_what_may_write_never_checks_out_the_forks_commit() -> None:
    for name in ("comment", "issue", "refresh"):
        for step in steps(name):
            if "checkout" in step.get("uses", ""):
                ref = step["with"].get("ref", "")
                assert ref in ("", "${{ github.event.repository.default_branch }}")
                assert step["with"]["persist-credentials"] is False
