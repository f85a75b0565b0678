"""A build on a Dask cluster: every worker prepares the same build and writes a share of the pages.

What a worker needs it reads from where the build reads it: workers see the collection under the
same path, on a shared disk. A share that is lost with its worker is done by another, and writes the
same bytes. https://distributed.dask.org/en/stable/resilience.html
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.output import open_output

if TYPE_CHECKING:
    from broadsheet.pages.plugin import PagesPlugin

_PARTS = 16
"""Shares a worker: what is lost with one is small."""
_RETRIES = 5
_busy = threading.Lock()


class Order(Struct, frozen=True):
    """What workers are told of a build; `number` sets it apart from the build before."""

    config_file: str
    output: str
    pages: int
    number: str


def print_on(address: str, config: MkDocsConfig, output: str, count: int) -> Iterator[Any]:
    """Write all pages by the workers of a scheduler; yield what came together in each share.

    Raises:
        PluginError: there is no such cluster, no Dask here, or a worker finds other pages.
    """
    try:
        yield from _print_on(address, config, output, count)
    except BroadsheetError as error:
        raise PluginError(str(error)) from error


def _print_on(address: str, config: MkDocsConfig, output: str, count: int) -> Iterator[Any]:
    order = Order(str(Path(config.config_file_path).resolve()), output, count, uuid.uuid4().hex)
    with _client(address) as client:
        workers = max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        size = -(-count // (workers * _PARTS))
        executor = client.get_executor(pure=False, retries=_RETRIES)
        bounds = [(start, min(start + size, count)) for start in range(0, count, size)]
        for future in [executor.submit(print_share, order, *one) for one in bounds]:
            yield future.result()


def _client(address: str) -> Any:  # noqa: ANN401 - Dask has no types
    try:
        import distributed
    except ImportError as error:
        hint = "install it with: pip install 'broadsheet[cluster]'"
        raise BroadsheetError(f"a build on a cluster needs Dask; {hint}") from error
    try:
        client: Any = distributed.Client
        return client(address, timeout="10s")
    except (OSError, ValueError) as error:
        raise BroadsheetError(f"{address}: no Dask scheduler answers there: {error}") from error


def print_share(order: Order, start: int, end: int) -> tuple[int, list[Any]]:
    """Write some pages; a worker does so for one share at a time."""
    with _busy:
        pages = _prepared(order)
        shell = pages.printing.shell
        assert shell is not None  # noqa: S101 - the build that asks has one
        some = shell.leaves
        if len(some) != order.pages:
            raise BroadsheetError(
                f"{order.config_file}: not the same here as where the build began"
            )
        return shell.press.work(some[start:end], shell)


@lru_cache(maxsize=1)
def _prepared(order: Order) -> PagesPlugin:
    """Go as far as a build goes before it writes: see `mkdocs.commands.build`."""
    config = load_config(order.config_file)
    pages: Any = config.plugins["broadsheet/pages"]
    pages.helps = open_output(order.output)
    config.plugins["broadsheet/fetch"].config["when"] = "never"
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = get_files(config)
    env = config.theme.get_env()
    files.add_files_from_theme(env, config)
    files = config.plugins.on_files(files, config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    for file in files.documentation_pages():
        page = file.page or Page(None, file, config)
        page.read_source(config)
    config.plugins.on_env(env, config=config, files=files)
    del nav
    return pages  # type: ignore[no-any-return]  # a plugin by its name
