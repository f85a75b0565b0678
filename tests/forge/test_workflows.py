"""The workflows' steps, run as a workflow runs them: clones, forks, events, a stand-in forge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from broadsheet.history.comment import MARKER
from commands import broadsheet
from issues.forms import add_form, event, fix_form
from repositories import commit, git, init
from servers.arxiv import ArxivPaper, ArxivServer
from servers.forge import Comment, ForgeServer, Pull
from source_settings import write_sources

SOCKS = 'arxiv: "2401.00001"\ntitle: On the Pairing of Socks\nauthors: [Wilma Hare]\n'
FORKED = 'arxiv: "2402.00002"\ntitle: Wool\nauthors: [Otto Bee]\nsummary: It is warm.\n'


class Places:
    """The repository of a forge, the checkout of a run, and the fork of a contributor."""

    def __init__(self, root: Path) -> None:
        self.root = root
        first = init(root / "first")
        broadsheet(first, "new", ".", "--name", "Wool")
        for path in (first / "content" / "papers").iterdir():
            path.unlink()
        (first / "content" / "collections" / "start-here.yaml").unlink()
        commit(first, "Begin", {"content/papers/socks.yaml": SOCKS})
        git(root, "clone", "-q", "--bare", "first", "origin.git")
        git(root, "clone", "-q", "--bare", "origin.git", "fork.git")
        self.checkout = self.clone("origin.git", "checkout")

    def clone(self, source: str, name: str) -> Path:
        git(self.root, "clone", "-q", (self.root / source).as_uri(), name)
        return self.root / name

    def tip(self, branch: str) -> str:
        return git(self.root / "origin.git", "rev-parse", branch)

    def show(self, branch: str, path: str) -> str:
        return git(self.root / "origin.git", "show", f"{branch}:{path}")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def forge() -> Iterator[ForgeServer]:
    with ForgeServer() as server:
        yield server


def write_event(root: Path, text: str) -> dict[str, str]:
    path = root / "event.json"
    path.write_text(text, "utf-8")
    return {"GITHUB_EVENT_PATH": str(path)}


def run_event(owner: str, branch: str, sha: str, conclusion: str = "success") -> str:
    run = {
        "id": 4711,
        "head_branch": branch,
        "head_sha": sha,
        "head_repository": {"owner": {"login": owner}},
        "conclusion": conclusion,
    }
    return json.dumps({"action": "completed", "workflow_run": run})


def fork_with_a_paper(places: Places) -> tuple[Path, str]:
    """Push a branch with a new paper to the fork; check out its merge, as a run does."""
    fork = places.clone("fork.git", "mine")
    git(fork, "switch", "-q", "-c", "add-wool")
    sha = commit(fork, "Add wool", {"content/papers/wool.yaml": FORKED})
    git(fork, "push", "-q", "origin", "add-wool")
    run = places.clone("origin.git", "run")
    git(run, "fetch", "-q", (places.root / "fork.git").as_uri(), "add-wool")
    git(run, "switch", "-q", "--detach", "HEAD")
    git(run, "merge", "-q", "--no-ff", "-m", "Merge", "FETCH_HEAD")
    return run, sha


def test_a_forks_pull_request_is_checked_built_and_compared_without_any_secret(
    places: Places,
) -> None:
    run, _ = fork_with_a_paper(places)
    quiet = {"BROADSHEET_FETCH": "never", "NO_MKDOCS_2_WARNING": "1", "CI": "true"}

    checked = broadsheet(run, "check", "--format", "github", **quiet)
    built = broadsheet(run, "build", "--strict", **quiet)
    compared = broadsheet(run, "diff", places.tip("main"), "--output", "comment.md", **quiet)

    assert (checked.stdout, checked.returncode) == ("", 0)
    assert built.returncode == 0, built.stderr
    assert (run / "site" / "papers" / "2402.00002" / "index.html").exists()
    assert compared.returncode == 0
    assert "### 1 paper added" in (run / "comment.md").read_text("utf-8")


def test_a_mistake_of_a_fork_is_annotated_and_the_comment_is_made_all_the_same(
    places: Places,
) -> None:
    run, _ = fork_with_a_paper(places)
    (run / "content" / "papers" / "odd.yaml").write_text("titel: Odd\n", "utf-8")

    checked = broadsheet(run, "check", "--format", "github")
    broadsheet(run, "diff", places.tip("main"), "--output", "comment.md")

    assert checked.stdout.startswith("::error file=content/papers/odd.yaml,line=1,col=1")
    assert checked.returncode == 1
    assert "1 mistake in the records" in (run / "comment.md").read_text("utf-8")


def test_the_comment_goes_to_the_request_that_was_checked_and_is_renewed(
    places: Places, forge: ForgeServer
) -> None:
    run, sha = fork_with_a_paper(places)
    forge.state.pulls += [Pull(7, "otto:add-wool", sha), Pull(8, "otto:other", "0" * 40)]
    told = forge.environment | write_event(places.root, run_event("otto", "add-wool", sha))
    broadsheet(run, "diff", places.tip("main"), "--output", "comment.md")

    first = broadsheet(places.checkout, "github", "comment", str(run / "comment.md"), **told)
    again = broadsheet(places.checkout, "github", "comment", str(run / "comment.md"), **told)

    assert first.stdout == again.stdout == "commented on #7\n"
    (text,) = forge.comments_on(7)
    assert text.startswith(MARKER)
    assert "### 1 paper added" in text
    assert "/wool-lab/papers/actions/runs/4711#artifacts" in text
    assert forge.comments_on(8) == []


def test_a_run_of_an_older_commit_has_no_say(places: Places, forge: ForgeServer) -> None:
    forge.state.pulls.append(Pull(7, "otto:add-wool", "1" * 40))
    told = forge.environment | write_event(places.root, run_event("otto", "add-wool", "2" * 40))
    (places.root / "comment.md").write_text("x", "utf-8")

    done = broadsheet(places.checkout, "github", "comment", str(places.root / "comment.md"), **told)

    assert done.stdout == "no open pull request is at that commit\n"
    assert forge.state.comments == []


def test_a_forks_text_is_posted_and_nothing_else(places: Places, forge: ForgeServer) -> None:
    forge.state.pulls.append(Pull(7, "otto:x", "1" * 40))
    forge.state.comments.append(Comment(1, 7, f"{MARKER}\nforged", login="mallory"))
    told = forge.environment | write_event(places.root, run_event("otto", "x", "1" * 40, "failure"))
    hostile = places.root / "comment.md"
    hostile.write_bytes(
        b"::add-mask::x\n${{ github.token }} $(id)\n" + b"\xff" * 3 + b"a" * 300_000
    )

    done = broadsheet(places.checkout, "github", "comment", str(hostile), **told)

    assert done.stdout == "commented on #7\n"
    forged, posted = forge.comments_on(7)
    assert forged == f"{MARKER}\nforged"  # another person's comment is not ours to change
    assert len(posted) < 65_536
    assert "The check found mistakes" in posted


def test_a_link_in_the_place_of_the_text_is_not_followed(
    places: Places, forge: ForgeServer
) -> None:
    forge.state.pulls.append(Pull(7, "otto:x", "1" * 40))
    told = forge.environment | write_event(places.root, run_event("otto", "x", "1" * 40))
    (places.root / "secret").write_text("token", "utf-8")
    (places.root / "comment.md").symlink_to(places.root / "secret")

    done = broadsheet(places.checkout, "github", "comment", str(places.root / "comment.md"), **told)

    assert done.returncode == 1
    assert "cannot be read" in done.stderr
    assert forge.state.comments == []


def test_an_issue_becomes_a_pull_request_with_its_reason_and_credit(
    places: Places, forge: ForgeServer
) -> None:
    body = add_form("2405.21018", summary="It ends.", reason="It settles it", credit="Ada Example")
    told = forge.environment | write_event(places.root, event(body, number=12))

    done = broadsheet(places.checkout, "github", "issue", **told)

    assert done.stdout == "Add 2405.21018: #100\n", done.stderr
    branch = "broadsheet/issue-12"
    assert "summary: It ends." in places.show(branch, "content/papers/2405.21018.yaml")
    message = git(places.root / "origin.git", "log", "-1", "--format=%B", branch)
    assert message == "Add 2405.21018\n\nReason: It settles it\nAdded-by: Ada Example\nIssue: #12"
    (pull,) = forge.state.pulls
    assert (pull.head, pull.base, pull.title) == (f"wool-lab:{branch}", "main", "Add 2405.21018")
    assert pull.body.startswith("Closes #12.")
    assert "Pull request #100" in forge.comments_on(12)[0]
    files = git(places.root / "origin.git", "diff", "--name-only", "main", branch)
    assert files == "content/papers/2405.21018.yaml"


def test_an_edited_issue_renews_its_pull_request(places: Places, forge: ForgeServer) -> None:
    for summary in ("First.", "Second."):
        body = add_form("2405.21018", summary=summary)
        told = forge.environment | write_event(places.root, event(body, number=12))
        git(places.checkout, "clean", "-qfd")
        assert broadsheet(places.checkout, "github", "issue", **told).returncode == 0

    assert "summary: Second." in places.show(
        "broadsheet/issue-12", "content/papers/2405.21018.yaml"
    )
    assert len(forge.state.pulls) == 1
    assert len(forge.comments_on(12)) == 1


def test_an_issue_that_nothing_can_be_made_of_gets_an_answer(
    places: Places, forge: ForgeServer
) -> None:
    body = fix_form("2409.99999", "title", "@team <b>")
    told = forge.environment | write_event(places.root, event(body, number=12))

    done = broadsheet(places.checkout, "github", "issue", **told)

    assert done.returncode == 0
    assert forge.state.pulls == []
    (said,) = forge.comments_on(12)
    assert "No change could be made of this: there is no paper" in said


def test_a_branch_that_people_work_on_is_left_to_them(places: Places, forge: ForgeServer) -> None:
    body = add_form("2405.21018")
    told = forge.environment | write_event(places.root, event(body, number=12))
    broadsheet(places.checkout, "github", "issue", **told)
    other = places.clone("origin.git", "other")
    git(other, "switch", "-q", "broadsheet/issue-12")
    kept = commit(other, "Better", {"content/papers/2405.21018.yaml": 'arxiv: "2405.21018"\n'})
    git(other, "push", "-q")
    git(places.checkout, "clean", "-qfd")

    done = broadsheet(places.checkout, "github", "issue", **told)

    assert done.returncode == 1
    assert "somebody works on that branch" in done.stderr
    assert places.tip("broadsheet/issue-12") == kept


def test_a_repository_that_lets_workflows_open_no_request_says_where_that_is_set(
    places: Places, forge: ForgeServer
) -> None:
    forge.lets_open_pulls = False
    told = forge.environment | write_event(places.root, event(add_form("2405.21018"), number=12))

    done = broadsheet(places.checkout, "github", "issue", **told)

    assert done.returncode == 1
    assert "create and approve pull requests" in done.stderr


def test_changed_files_are_proposed_once_and_renewed(places: Places, forge: ForgeServer) -> None:
    report = places.root / "watch.md"
    papers = places.checkout / "content" / "papers" / "socks.yaml"
    words = ("github", "propose", "content", "--branch", "broadsheet/refresh", "--report")
    answers = []
    for day, venue in (("2024-03-04", "W 2024"), ("2024-03-11", "W 2025")):
        report.write_text(f"# Data as of {day}\n\n1 thing.\n", "utf-8")
        papers.write_text(f"{SOCKS}venue: {venue}\n", "utf-8")
        answers.append(broadsheet(places.checkout, *words, str(report), **forge.environment).stdout)

    assert answers == ["#100: Data as of 2024-03-04\n", "#100: Data as of 2024-03-11\n"]
    assert [one.title for one in forge.state.pulls] == ["Data as of 2024-03-11"]
    assert "venue: W 2025" in places.show("broadsheet/refresh", "content/papers/socks.yaml")
    assert git(places.checkout, "status", "--porcelain") == "M content/papers/socks.yaml"


def test_the_weekly_refresh_asks_compares_and_proposes(places: Places, forge: ForgeServer) -> None:
    broken = 'arxiv: "2403.00003"\ntitle: Felt\nlinks: {code: http://127.0.0.1:9/gone}\n'
    (places.checkout / "content" / "papers" / "felt.yaml").write_text(broken, "utf-8")
    known = ArxivPaper("2401.00001", title="On the Pairing of Socks", authors=("Wilma Hare",))
    with ArxivServer([known]) as server:
        write_sources(places.checkout, arxiv=server.url)
        commit(places.checkout, "Ask a stand-in")
        words = ("fetch", "--refresh", "--older-than", "6d")
        first = broadsheet(places.checkout, *words, **forge.environment)
    report = places.root / "watch.md"
    watched = broadsheet(places.checkout, "watch", "--output", str(report), "--interval", "0")
    words = ("github", "propose", "content", "--branch", "broadsheet/refresh", "--report")
    done = broadsheet(places.checkout, *words, str(report), **forge.environment)

    assert "arXiv" in first.stdout
    assert watched.returncode == 0, watched.stderr
    (pull,) = forge.state.pulls
    assert pull.title.startswith("Data as of 2")
    assert "1 link tried; 1 of them gave no clear answer" in pull.body
    assert done.stdout.startswith("#100: Data as of ")
    assert "On the Pairing of Socks" in places.show(
        "broadsheet/refresh", "content/fetched/arxiv.jsonl"
    )


def test_nothing_changed_proposes_nothing(places: Places, forge: ForgeServer) -> None:
    report = places.root / "watch.md"
    report.write_text("# Data as of 2024-03-04\n", "utf-8")
    words = ("github", "propose", "content", "--branch", "broadsheet/refresh", "--report")

    done = broadsheet(places.checkout, *words, str(report), **forge.environment)

    assert done.stdout == "Nothing changed.\n"
    assert forge.state.pulls == []


@pytest.mark.parametrize("branch", ["--force", "main:main", "../x", "a b", "A..b"])
def test_a_branch_cannot_be_an_option_or_a_path(
    places: Places, forge: ForgeServer, branch: str
) -> None:
    report = places.root / "watch.md"
    report.write_text("# x\n", "utf-8")
    words = ("github", "propose", "content", f"--branch={branch}", "--report", str(report))

    done = broadsheet(places.checkout, *words, **forge.environment)

    assert "cannot be a branch of ours" in done.stderr


def test_outside_a_workflow_the_commands_say_so(places: Places) -> None:
    done = broadsheet(places.checkout, "github", "issue", GITHUB_REPOSITORY="", GITHUB_TOKEN="")

    assert (done.returncode, done.stderr) == (
        1,
        "Error: GITHUB_REPOSITORY names no repository; is this a workflow?\n",
    )


def test_on_gitlab_a_push_asks_for_a_merge_request(places: Places) -> None:
    bare = places.root / "group" / "papers.git"
    git(places.root, "clone", "-q", "--bare", "origin.git", str(bare))
    git(bare, "config", "receive.advertisePushOptions", "true")
    hook = bare / "hooks" / "pre-receive"
    hook.write_text('#!/bin/sh\nenv | grep ^GIT_PUSH_OPTION_ | sort >"$PWD/options"\n', "utf-8")
    hook.chmod(0o755)
    (places.checkout / "content" / "papers" / "wool.yaml").write_text(FORKED, "utf-8")
    report = places.root / "watch.md"
    report.write_text("# Data as of 2024-03-04\n\n1 thing.\n- `x`\n", "utf-8")
    told = {"CI_PROJECT_URL": (places.root / "group" / "papers").as_uri(), "BROADSHEET_TOKEN": "t"}
    words = ("gitlab", "propose", "content", "--branch", "broadsheet/refresh", "--report")

    done = broadsheet(places.checkout, *words, str(report), **told)

    assert done.returncode == 0, done.stderr
    options = (bare / "options").read_text("utf-8")
    assert "=merge_request.create\n" in options
    assert "=merge_request.title=Data as of 2024-03-04\n" in options
    assert git(bare, "show", "broadsheet/refresh:content/papers/wool.yaml") == FORKED.strip()
