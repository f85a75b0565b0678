"""What an import costs: `python tests/bench/importing.py [ENTRIES ...] [--profile]`.

Each size is one BibTeX file with abstracts, imported by `broadsheet import` into an empty
collection, in a process of its own, and then once more, when nothing changes. Seconds by the clock
and of CPU, and the memory that the process held at most. The papers are those of `peers.py`.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.peers import papers_of
from broadsheet.exports.latex import latex, latex_title

_BIN = Path(sys.executable).parent


def main() -> None:
    """Print a row an import: entries, seconds, CPU seconds, megabytes."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("sizes", nargs="*", type=int, default=[10_000, 150_000])
    arguments.add_argument("--profile", action="store_true", help="say where the time goes")
    given = arguments.parse_args()
    print(f"{'entries':>8} {'import':<8} {'seconds':>8} {'CPU s':>8} {'peak MB':>8}")
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            _write(folder, size)
            for run in ("first", "again"):
                seconds, spent, peak = _run(folder, given.profile)
                print(f"{size:>8} {run:<8} {seconds:>8.1f} {spent:>8.1f} {peak:>8.0f}", flush=True)


def _write(folder: Path, size: int) -> None:
    (folder / "content" / "papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text("site_name: Papers\n", "utf-8")
    with (folder / "all.bib").open("w", encoding="utf-8") as file:
        for number, paper in enumerate(papers_of(folder, size)):
            fields = {
                "title": latex_title(str(paper["title"])),
                "author": " and ".join(latex(str(one)) for one in paper["authors"]),  # type: ignore[attr-defined]
                "booktitle": f"Proceedings of {latex(str(paper['venue']))}",
                "year": str(paper["published"])[:4],
                "pages": f"{number}--{number + 9}",
                "url": f"https://papers.example/{number}",
                "abstract": latex(str(paper["abstract"])),
            }
            lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
            file.write(f"@inproceedings{{key{number},\n{lines}\n}}\n\n")


def _run(folder: Path, profiles: bool) -> tuple[float, float, float]:
    words = [sys.executable, __file__, "--one", str(folder)]
    program = [str(_BIN / "broadsheet"), "import", "all.bib", "--report", "report.json"]
    if profiles:
        program = [sys.executable, "-m", "cProfile", "-s", "tottime", *program]
    start = time.perf_counter()
    done = subprocess.run(words + program, cwd=folder, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    if profiles:
        print("\n".join(done.stdout.splitlines()[:60]))
    spent, peak = map(float, done.stderr.split()[-2:])
    return seconds, spent, peak


def _one(folder: str, program: list[str]) -> None:
    """Run the program and print what it took; a process has one child, so all is the child's."""
    subprocess.run(program, cwd=folder, env=os.environ, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(sys.argv[2], sys.argv[3:])
    else:
        main()
