"""What a check costs: `python tests/bench/check.py [papers]…`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from fabricate import fabricate

from broadsheet.project import Project
from broadsheet.review.check import check


def main(counts: list[int]) -> None:
    print("| papers | seconds | CPU seconds |\n|---:|---:|---:|")
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            fabricate(root, count)
            start, cpu = time.perf_counter(), time.process_time()
            problems = check(Project(root, root / "content"))
            took, used = time.perf_counter() - start, time.process_time() - cpu
            assert not [one for one in problems if one.is_error]
            print(f"| {count:,} | {took:.2f} | {used:.2f} |")


if __name__ == "__main__":
    main([int(one) for one in sys.argv[1:]] or [100, 1_000, 10_000])
