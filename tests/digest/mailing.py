"""A small collection that sends mail, and runs of `broadsheet digest` in it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from servers.mail import MailServer
from sites import write_config

KEY = "BROADSHEET_DIGEST_KEY"
TAGS = """
- {tag: clothes, label: Clothes, description: What is worn.}
- {tag: socks, label: Socks, description: Worn on feet., broader: clothes}
- {tag: rain, label: Rain, description: It falls.}
"""


def papers(*days: str, start: int = 1) -> str:
    """Return records of one paper a day, the topics taking turns."""
    return "\n".join(
        f"- {{arxiv: '2401.{number:05d}', title: Paper {number}, authors: [Ada Example],"
        f" featured: {day}, tags: [{('socks', 'rain')[number % 2]}],"
        f" summary: What paper {number} is about.}}"
        for number, day in enumerate(days, start=start)
    )


def collection(root: Path, *days: str, **settings: Any) -> Path:
    """Write a collection with a paper for each day, and the settings of its mail."""
    write_config(root)
    (root / "content" / "tags.yaml").write_text(TAGS, "utf-8")
    add_papers(root, *days)
    settings = {"from": "The Sample <papers@sample.example>"} | settings
    (root / "site_config").mkdir(exist_ok=True)
    (root / "site_config" / "digest.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    return root


def add_papers(root: Path, *days: str, start: int = 1) -> None:
    path = root / "content" / "papers" / f"{start}.yaml"
    path.write_text(papers(*days, start=start), "utf-8")


def subscribe(root: Path, readers: Sequence[object]) -> None:
    (root / "subscribers.yaml").write_text(yaml.safe_dump(list(readers)), "utf-8")


def many(count: int) -> list[str]:
    return [f"reader{number:03d}@mail.example" for number in range(count)]


def smtp(server: MailServer, **more: Any) -> dict[str, Any]:
    return {"host": "127.0.0.1", "port": server.port, **more}


def digest(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    with running(root, *words, **environment) as process:
        out, trouble = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, trouble)


def running(root: Path, *words: str, **environment: str) -> subprocess.Popen[str]:
    """Start the command."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.Popen(
        [sys.executable, "-m", "broadsheet", "digest", *words],
        cwd=root,
        env={**kept, KEY: "a secret of the test", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def ledger(root: Path) -> list[dict[str, Any]]:
    path = root / "content" / "sent.jsonl"
    lines = path.read_text("utf-8").splitlines() if path.exists() else ()
    return [json.loads(line) for line in lines]


def kinds(lines: Iterable[dict[str, Any]]) -> list[str]:
    return [line["kind"] for line in lines]
