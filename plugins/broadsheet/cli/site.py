"""`broadsheet build` and `broadsheet serve`."""

from __future__ import annotations

import os
from pathlib import Path

import click

from broadsheet.cli.group import project_here
from broadsheet.errors import BroadsheetError
from broadsheet.project import Project


@click.command()
@click.option("--offline", is_flag=True, help="Build site-offline/, which opens from disk.")
@click.option("--strict", is_flag=True, help="Let a warning end the build.")
def build(offline: bool, strict: bool) -> None:
    """Build the site into site/."""
    project = project_here()
    name = "site_config/offline.yml" if offline else "mkdocs.yml"
    _mkdocs("build", *(["--strict"] if strict else []), config=_config(project, name))


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="IP:PORT")
def serve(address: str) -> None:
    """Serve the site and follow edits."""
    config = _config(project_here(), "mkdocs.yml")
    _mkdocs("serve", "--livereload", "--no-strict", "--dev-addr", address, config=config)


def _config(project: Project, name: str) -> Path:
    path = project.root / name
    if not path.exists():
        raise BroadsheetError(f"{path}: not there; a collection needs it to build a site")
    return path


def _mkdocs(*words: str, config: Path) -> None:
    # The notice on the end of MkDocs 1.x is for those who choose it; the README says it once.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    cli.main([*words, "--config-file", str(config)], prog_name="broadsheet", standalone_mode=False)
