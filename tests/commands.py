"""Running `broadsheet` as people do: a process in a folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def broadsheet(
    folder: Path, *words: str, stdin: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, outside any workflow, and return what it said."""
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "broadsheet", *words],
        cwd=folder,
        env={**kept, **environment},
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
