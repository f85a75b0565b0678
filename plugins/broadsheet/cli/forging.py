"""`broadsheet github …`: what the workflows of a collection run."""

from __future__ import annotations

from pathlib import Path

import click

from broadsheet.cli.group import project_here
from broadsheet.cli.terminal import say

_REPORT = click.Path(path_type=Path, dir_okay=False)


@click.group()
def github() -> None:
    """Work for workflows: comments and pull requests on GitHub.

    The repository, the token and the event are those of the workflow, in GITHUB_REPOSITORY,
    GITHUB_TOKEN and GITHUB_EVENT_PATH.
    """


@github.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def comment(file: Path) -> None:
    """Put a text under the pull request that the finished workflow checked."""
    from broadsheet.forge.comments import comment_on_run, read_comment
    from broadsheet.forge.events import event_bytes, finished_run
    from broadsheet.forge.github import GitHub

    run = finished_run(event_bytes())
    number = comment_on_run(GitHub.of_workflow(), run, read_comment(file))
    say(f"commented on #{number}" if number else "no open pull request is at that commit")


@github.command()
def issue() -> None:
    """Make a pull request of an issue that was opened with a form."""
    from broadsheet.forge.events import event_bytes
    from broadsheet.forge.github import GitHub
    from broadsheet.forge.issue_requests import request_of_issue

    say(request_of_issue(project_here(), GitHub.of_workflow(), event_bytes()))


@github.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--branch", required=True, help="The branch that the change goes to.")
@click.option(
    "--report", type=_REPORT, required=True, help="Markdown; its first line is the title."
)
def propose(paths: tuple[str, ...], branch: str, report: Path) -> None:
    """Open a pull request with changed files, or renew the one that is open."""
    from broadsheet.forge.github import GitHub
    from broadsheet.forge.proposals import propose as put_forward
    from broadsheet.forge.proposals import read_report
    from broadsheet.history.git import Git

    title, body = read_report(report)
    git = Git(project_here().root)
    number = put_forward(
        GitHub.of_workflow(), git, paths, branch=branch, message=f"{title}\n", body=body
    )
    say(f"#{number}: {title}" if number else "Nothing changed.")


@click.group()
def gitlab() -> None:
    """Work for pipelines: merge requests on GitLab.

    The project is that of the pipeline, in CI_PROJECT_URL; BROADSHEET_TOKEN is a project token
    that may push.
    """


@gitlab.command("propose")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True)
@click.option("--branch", required=True, help="The branch that the change goes to.")
@click.option(
    "--report", type=_REPORT, required=True, help="Markdown; its first line is the title."
)
def propose_there(paths: tuple[str, ...], branch: str, report: Path) -> None:
    """Open a merge request with changed files, or renew the one that is open."""
    from broadsheet.forge.gitlab import GitLab
    from broadsheet.forge.gitlab import propose as put_forward
    from broadsheet.forge.proposals import read_report
    from broadsheet.history.git import Git

    title, body = read_report(report)
    git = Git(project_here().root)
    is_new = put_forward(GitLab.of_pipeline(), git, paths, branch=branch, title=title, body=body)
    say(f"{branch}: {title}" if is_new else "Nothing changed.")
