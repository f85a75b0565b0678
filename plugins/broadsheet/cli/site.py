"""`broadsheet build` and `broadsheet serve`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from broadsheet.cli.group import project_here
from broadsheet.errors import BroadsheetError
from broadsheet.offline.archive import write_archive
from broadsheet.offline.strangers import strangers
from broadsheet.project import Project
from broadsheet.records.slugs import slugify

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


@click.command()
@click.option("--offline", is_flag=True, help="Build site-offline/, which opens from disk.")
@click.option("--strict", is_flag=True, help="Let a warning end the build.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; one a core by itself.")
@click.option("--timings", is_flag=True, help="Say at the end what each stage took.")
@click.option(
    "--cluster", metavar="ADDRESS", help="Have a Dask scheduler's workers make the pages."
)
@click.option(
    "--output",
    metavar="FOLDER",
    help="Build into another folder than site/, or into a URL of fsspec, such as s3://papers.",
)
def build(
    offline: bool, strict: bool, jobs: int | None, timings: bool, cluster: str, output: str
) -> None:
    """Build the site into site/, or as files that open from disk, and one zip of them."""
    if offline and output:
        raise click.UsageError("--output goes with the site, not with --offline")
    is_remote = "://" in (output or "")
    _say("JOBS", jobs)
    _say("TIMINGS", timings)
    _say("CLUSTER", cluster)
    _say("OUTPUT", output if is_remote else "")
    project = project_here()
    config = _offline_config(project) if offline else _config(project, "mkdocs.yml")
    words = ["--strict"] if strict else []
    words += ["--site-dir", str(Path(output).absolute())] if output and not is_remote else []
    _mkdocs("build", *words, config=config)
    if offline:
        _pack(project, config, strict)


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="IP:PORT")
def serve(address: str) -> None:
    """Serve the site and follow edits."""
    config = _config(project_here(), "mkdocs.yml")
    _mkdocs("serve", "--livereload", "--no-strict", "--dev-addr", address, config=config)


def _say(name: str, value: str | int | None) -> None:
    """Tell the plugins, which MkDocs gives no options but those of mkdocs.yml."""
    if value:
        os.environ[f"BROADSHEET_{name}"] = str(value)


def _config(project: Project, name: str) -> Path:
    path = project.root / name
    if not path.exists():
        raise BroadsheetError(f"{path}: not there; a collection needs it to build a site")
    return path


def _offline_config(project: Project) -> Path:
    path = project.root / "site_config" / "offline.yml"
    if not path.exists():
        raise BroadsheetError(
            f"{path}: not there; an offline edition needs it. These lines are enough:\n"
            "  INHERIT: ../mkdocs.yml\n"
            "  docs_dir: ../content/pages\n"
            "  site_dir: ../site-offline\n"
            "  use_directory_urls: false\n"
            "A `custom_dir` of mkdocs.yml is named anew there, as it is seen from site_config/."
        )
    return path


def _pack(project: Project, config: Path, strict: bool) -> None:
    """Put the built site into one zip beside it; what asks another host is said first."""
    settings = _settings(config)
    folder = Path(settings.site_dir)
    found = strangers(folder)
    for problem in found:
        click.echo(f"{project.shown(folder)}/{problem}", err=True)
    if found and strict:
        raise BroadsheetError(f"{len(found)} things on these pages ask another host")
    slug = slugify(settings.site_name)
    target = folder.parent / f"{slug}-offline.zip"
    size = write_archive(folder, target, slug, int(os.environ.get("SOURCE_DATE_EPOCH") or 0))
    click.echo(f"{project.shown(target)}: {size / 1e6:.1f} MB; unpack it and open index.html")


def _settings(config: Path) -> MkDocsConfig:
    from mkdocs.config import load_config

    return load_config(str(config))


def _mkdocs(*words: str, config: Path) -> None:
    # The notice on the end of MkDocs 1.x is for those who choose it; the README says it once.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.__main__ import cli

    cli.main([*words, "--config-file", str(config)], prog_name="broadsheet", standalone_mode=False)
