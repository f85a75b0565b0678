"""What a build costs: `python tests/bench/build.py [PAPERS ...]`, one run, side by side.

Each size is built in a process of its own, with nothing in a cache. The exponents are those of the
growth from the size before: 1.0 is linear. Seconds of pages are those that a build waits for them.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import msgspec
from mkdocs.commands.build import build
from mkdocs.config import load_config
from msgspec import Struct

from bench.fabricate import fabricate
from broadsheet.stages import peak
from sites import write_config

_SIZES = (100, 1_000, 10_000)
_SHORT = 0.05
"""Seconds of a stage whose growth would be noise."""


def main() -> None:
    """Print a table of sizes, seconds, memory and bytes, and one of stages."""
    sizes = [int(word) for word in sys.argv[1:]] or list(_SIZES)
    builds = [_in_a_process(size) for size in sizes]
    head = ("papers", "seconds", "ms/paper", "peak MB", "site MB", "exponent")
    print(" ".join(f"{name:>8}" for name in head))
    whole = [(one.papers, one.seconds) for one in builds]
    for one, growth in zip(builds, _growths(whole), strict=True):
        cost = one.seconds / one.papers * 1e3
        numbers = f"{one.papers:>8} {one.seconds:>8.2f} {cost:>8.2f} {one.peak:>8.0f}"
        print(f"{numbers} {one.site:>8.0f} {growth:>8}")
    print(f"\n{'stage, seconds':<22}" + "".join(f"{size:>10}" for size in sizes) + "  exponent")
    for name in builds[-1].stages:
        seconds = [one.stages.get(name, 0.0) for one in builds]
        growth = _growths(list(zip(sizes, seconds, strict=True)))[-1]
        print(f"{name:<22}" + "".join(f"{one:>10.2f}" for one in seconds) + f"{growth:>10}")


class _Build(Struct, frozen=True):
    papers: int
    seconds: float
    peak: float
    """Megabytes of the largest process."""
    site: float
    """Megabytes written."""
    stages: dict[str, float]


def _in_a_process(size: int) -> _Build:
    words = [sys.executable, __file__, "--one", str(size)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=_Build)


def _one(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fabricate(root, size)
        config = load_config(str(write_config(root, strict=False)))
        config.plugins.on_startup(command="build", dirty=False)
        start = time.perf_counter()
        build(config)
        seconds = time.perf_counter() - start
        site = Path(config.site_dir)
        total = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    stages: Any = config.plugins["broadsheet/fetch"]
    found = {name: cost.seconds for name, cost in stages.stages.costs.items()}
    print(msgspec.json.encode(_Build(size, seconds, peak(), total / 1e6, found)).decode())


def _growths(points: list[tuple[int, float]]) -> list[str]:
    """Return the exponent from each point to the next; nothing where a stage is too short."""
    pairs = zip([None, *points], points, strict=False)
    return [_growth(one, other) for one, other in pairs]


def _growth(one: tuple[int, float] | None, other: tuple[int, float]) -> str:
    if one is None or one[1] < _SHORT:
        return ""
    return f"{_exponent(one, other):.2f}"


def _exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    return math.log(after[1] / before[1]) / math.log(after[0] / before[0])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        main()
