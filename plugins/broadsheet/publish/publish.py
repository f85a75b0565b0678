"""Publishing a site: built from committed records, small enough, and never over a newer one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.history.git import Git
from broadsheet.history.snapshot import found_commit
from broadsheet.project import Project
from broadsheet.publish.branch import Published, published, push_site, site_tree

_SOURCES = ("content", "site_config", "mkdocs.yml")
# https://docs.github.com/en/pages/getting-started-with-github-pages/github-pages-limits
_MOST_BYTES = 1_000_000_000
# https://docs.github.com/en/repositories/working-with-files/managing-large-files
_MOST_IN_A_FILE = 100 * 1024 * 1024


class Target(Struct, frozen=True):
    """Where a site goes; `cname` is its own domain, where it has one."""

    remote: str = "origin"
    branch: str = "gh-pages"
    cname: str = ""


class Outcome(Struct, frozen=True):
    """What was published: the commit, empty where the same was there already."""

    commit: str
    files: int
    size: int
    """In bytes."""


def publish(
    project: Project,
    site: Path,
    build: Callable[[], None],
    target: Target,
    *,
    may_go_back: bool = False,
) -> Outcome:
    """Build a site and push it as the one commit of a branch.

    Raises:
        BroadsheetError: records are not committed, the site is too large, the one that is there is
            newer, or somebody publishes at the same moment; then the branch is as it was.
    """
    git = Git(project.root)
    source = found_commit(git, "HEAD")
    _refuse_uncommitted(git)
    before = published(git, target.remote, target.branch)
    if not may_go_back:
        _refuse_older(git, source, before, target)
    build()
    _refuse_uncommitted(git)
    _mark(site, project, target, before)
    files, size = _measured(site)
    tree = site_tree(git, site)
    if tree == before.tree:
        return Outcome("", files, size)
    commit = push_site(git, tree, target.remote, target.branch, before, source)
    return Outcome(commit, files, size)


def _refuse_uncommitted(git: Git) -> None:
    there = [name for name in _SOURCES if (git.folder / name).exists()]
    changed = git.run("status", "--porcelain", "--untracked-files=all", "--", *there).splitlines()
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise BroadsheetError(
            f"{changed[0][3:]}{more}: not committed; a site must be built from what is in git "
            "(commit it, or stash it)"
        )


def _refuse_older(git: Git, source: str, before: Published, target: Target) -> None:
    there = before.source
    if not there or there == source:
        return
    known = git.text("rev-parse", "--verify", "--quiet", f"{there}^{{commit}}")
    if not known or git.text("merge-base", there, source) != there:
        raise BroadsheetError(
            f"{target.remote}/{target.branch} was built from {there[:12]}, which is not part of "
            "what you have: pull first, or say --force to publish an older state"
        )


def _mark(site: Path, project: Project, target: Target, before: Published) -> None:
    """Add what the host needs: no Jekyll, and the domain that it is reached at."""
    kept = project.root / "site_config" / "CNAME"
    domain = target.cname or (kept.read_text("utf-8") if kept.exists() else before.cname)
    try:
        (site / ".nojekyll").write_bytes(b"")
        if domain.strip() and not (site / "CNAME").exists():
            (site / "CNAME").write_text(f"{domain.strip()}\n", "utf-8")
    except OSError as error:
        raise BroadsheetError(f"{site}: cannot be written: {error.strerror}") from None


def _measured(site: Path) -> tuple[int, int]:
    if not (site / "index.html").is_file():
        raise BroadsheetError(f"{site}: has no index.html; nothing is published")
    files = [path for path in site.rglob("*") if path.is_file()]
    sizes = {path: path.stat().st_size for path in files}
    large = max(sizes, key=lambda path: sizes[path])
    if sizes[large] > _MOST_IN_A_FILE:
        raise BroadsheetError(f"{large}: has more than 100 MB, which GitHub refuses")
    total = sum(sizes.values())
    if total > _MOST_BYTES:
        raise BroadsheetError(
            f"{site}: has {total / 1e9:.2f} GB; GitHub Pages takes 1 GB (leave exports out, or "
            "publish elsewhere)"
        )
    return len(files), total
