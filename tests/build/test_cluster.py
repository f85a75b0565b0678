"""A real scheduler with two workers, processes of their own."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from bench.fabricate import fabricate
from sites import Site, build_site, files_of, plugins, write_config

distributed = pytest.importorskip("distributed")
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster")
    fabricate(folder, 40)
    return folder


def build(root: Path, name: str, **pages: object) -> Site:
    some = ["search", *plugins(pages={"render": "shell", "jobs": 1} | pages)]
    return build_site(write_config(root, plugins=some, site_dir=name, strict=False))


def test_a_cluster_writes_the_same_bytes(root: Path, cluster: Any) -> None:
    site = build(root, "far", cluster=cluster.scheduler_address)
    assert dict(files_of(site.folder)) == dict(files_of(build(root, "near").folder))


def test_a_worker_that_is_killed_loses_nothing(root: Path, cluster: Any) -> None:
    pid = next(iter(cluster.workers.values())).pid
    pages = root / "hurt" / "papers"

    def kill() -> None:
        while not pages.is_dir():
            time.sleep(0.01)
        os.kill(pid, signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    site = build(root, "hurt", cluster=cluster.scheduler_address)
    killer.join(timeout=10)
    assert not killer.is_alive()
    assert dict(files_of(site.folder)) == dict(files_of(build(root, "near").folder))


def test_a_site_goes_to_any_file_system(
    root: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROADSHEET_OUTPUT", (root / "there").as_uri())
    (root / "there").mkdir(exist_ok=True)
    (root / "there" / "old.html").write_text("of another build")
    build(root, "here", cluster=cluster.scheduler_address)
    monkeypatch.delenv("BROADSHEET_OUTPUT")
    near = dict(files_of(build(root, "near").folder))
    assert dict(files_of(root / "there")) == near
    assert not (root / "here").exists()


def test_without_a_scheduler_the_build_says_so(root: Path) -> None:
    with pytest.raises(Abort) as caught:
        build(root, "none", cluster="tcp://127.0.0.1:9")
    assert "tcp://127.0.0.1:9: no Dask scheduler answers there" in caught.value.__notes__[0]
