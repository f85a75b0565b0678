"""`broadsheet publish`."""

from __future__ import annotations

import click

from broadsheet.cli.group import project_here
from broadsheet.cli.site import build
from broadsheet.cli.terminal import say


@click.command()
@click.option("--remote", default="origin", show_default=True, help="Where to push.")
@click.option("--branch", default="gh-pages", show_default=True, help="The branch of the site.")
@click.option("--cname", default="", metavar="DOMAIN", help="The domain that the site is at.")
@click.option("--force", is_flag=True, help="Publish a state that is older than what is there.")
def publish(remote: str, branch: str, cname: str, force: bool) -> None:
    """Build the site and push it to a branch that GitHub Pages shows.

    The branch has one commit, so it never grows. Refuses records that are not committed, sites over
    1 GB, and to overwrite what somebody else publishes at the same moment.
    """
    from broadsheet.publish.publish import Target
    from broadsheet.publish.publish import publish as push_out

    project = project_here()
    site = project.root / "site"
    context = click.get_current_context()

    def make() -> None:
        context.invoke(build, strict=True, offline=False, output=None)

    target = Target(remote, branch, cname)
    done = push_out(project, site, make, target, may_go_back=force)
    shown = f"{done.files:,} files, {done.size / 1e6:,.1f} MB"
    if done.commit:
        say(f"published to {remote}/{branch}: {shown}, commit {done.commit[:12]}")
    else:
        say(f"{remote}/{branch} shows this already: {shown}")
