"""What a build costs: `python tests/bench/build.py [PAPERS ...]`, one run, side by side.

Each size is built in a process of its own. The last column is the exponent of the growth from the
size before: 1.0 is linear.
"""

from __future__ import annotations

import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.fabricate import fabricate
from sites import build_site, write_config

_SIZES = (100, 1_000, 10_000)


def main() -> None:
    """Print a table of sizes, seconds, memory and bytes."""
    sizes = [int(word) for word in sys.argv[1:]] or list(_SIZES)
    print(f"{'papers':>8} {'seconds':>8} {'ms/paper':>9}", end=" ")
    print(f"{'peak MB':>8} {'site MB':>8} {'exponent':>9}")
    before: tuple[int, float] | None = None
    for size in sizes:
        seconds, peak, site = _in_a_process(size)
        growth = "" if before is None else f"{_exponent(before, (size, seconds)):.2f}"
        cost = seconds / size * 1e3
        print(f"{size:>8} {seconds:>8.2f} {cost:>9.2f} {peak:>8.0f} {site:>8.0f} {growth:>9}")
        before = (size, seconds)


def _in_a_process(size: int) -> tuple[float, float, float]:
    words = [sys.executable, __file__, "--one", str(size)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
    seconds, peak, site = map(float, done.stdout.split()[-3:])
    return seconds, peak, site


def _one(size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        fabricate(root, size)
        config = write_config(root, strict=False)
        start = time.perf_counter()
        site = build_site(config)
        seconds = time.perf_counter() - start
        total = sum(path.stat().st_size for path in site.folder.rglob("*") if path.is_file())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(seconds, peak, total / 1e6)


def _exponent(before: tuple[int, float], after: tuple[int, float]) -> float:
    return math.log(after[1] / before[1]) / math.log(after[0] / before[0])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(int(sys.argv[2]))
    else:
        main()
