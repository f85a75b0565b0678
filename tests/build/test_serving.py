"""A site that is served makes what is asked for, and an edit waits for nothing else."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from bench.fabricate import fabricate
from servers.ports import free_port
from sites import build_site, plugins, write_config


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    fabricate(folder, 40)
    some = ["search", *plugins(pages={"render": "shell"})]
    write_config(folder, plugins=some, strict=False, use_directory_urls=True)
    return folder


@pytest.fixture(scope="module")
def address(root: Path) -> Iterator[str]:
    port = free_port()
    words = ("-m", "broadsheet", "serve", "--address", f"127.0.0.1:{port}")
    with subprocess.Popen((sys.executable, *words), cwd=root, stderr=subprocess.DEVNULL) as served:
        try:
            yield _ready(f"http://127.0.0.1:{port}/deep/")
        finally:
            served.terminate()


def _ready(address: str) -> str:
    for _ in range(300):
        try:
            get(address)
        except OSError:
            time.sleep(0.2)
        else:
            return address
    raise AssertionError(f"nothing answers at {address}")


def get(url: str) -> str:
    with urlopen(url) as answer:
        text: str = answer.read().decode()
    return text


def test_a_page_is_made_when_it_is_asked_for(address: str) -> None:
    assert "p000003" in get(f"{address}papers/p000003/")


def test_what_is_made_is_what_a_build_writes(root: Path, address: str) -> None:
    built = build_site(root / "mkdocs.yml")
    for path in ("exports/papers.bib", "feeds/all.atom", "search/broadsheet/manifest.js"):
        here = get(f"{address}{path}").replace(address, "https://papers.example/deep/")
        assert here == built.text(path), path


def test_what_nobody_makes_is_not_there(address: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        get(f"{address}papers/none/")


def test_an_edit_is_seen(root: Path, address: str) -> None:
    page = get(f"{address}papers/p000007/")
    epoch = re.search(r"livereload\((\d+)", page)
    assert epoch is not None
    path = root / "content" / "papers" / "000000.yaml"
    lines = path.read_text("utf-8").splitlines()
    record = json.loads(lines[7].removeprefix("- ")) | {"title": "Entirely other socks"}
    lines[7] = f"- {json.dumps(record)}"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    get(f"{address.removesuffix('deep/')}livereload/{epoch[1]}/1")
    assert "Entirely other socks" in get(f"{address}papers/p000007/")
