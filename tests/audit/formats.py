"""`make audit-formats`: what other hands' programs say of our bibliographies and JSON-LD.

The papers are the real ones of the folder beside the checkout where it is there, else this
collection's. Needs biber and LaTeX (Debian: biber texlive-latex-base) and npm; prints a table
and writes it to tests/audit/formats.md.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from pybtex.database import parse_string as read_with_pybtex

import bibtexparser
from acl import DATA, acl_papers, write_records
from broadsheet.collection import read_collection
from broadsheet.exports.bibtex import bibtex_entry
from broadsheet.exports.citation_keys import citation_keys
from broadsheet.exports.formats import Shelfmarks, find_format, rendered
from broadsheet.pages.urls import Urls
from broadsheet.project import Project
from broadsheet.records.models import Paper
from sites import CHECKOUT, build_site

_TOOLS = CHECKOUT / ".cache" / "audit"
_CITED = 200
_PAGES = 10
_DOCUMENT = r"""\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{amsmath,amssymb,textcomp,url}
\begin{document}
%s
\bibliographystyle{%s}
\bibliography{papers}
\end{document}
"""
_OTHER_SCRIPT = re.compile("[^\x00-\u024f]")
_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def main() -> int:
    """Run every check and return 0 if nothing was found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        papers = _papers(folder)
        for format_ in ("bibtex", "biblatex"):
            _write(folder, format_, papers)
        checks: dict[str, Callable[[], list[str]]] = {
            "bibtexparser": lambda: _bibtexparser(folder / "papers.bib", len(papers)),
            "pybtex": lambda: _pybtex(folder / "papers.bib", len(papers)),
            "biber --tool, BibTeX": lambda: _biber(folder, "papers.bib"),
            "biber --tool, BibLaTeX": lambda: _biber(folder, "biblatex.bib"),
            "BibTeX, plain": lambda: _latex(folder, papers, "plain"),
            "BibTeX, alpha": lambda: _latex(folder, papers, "alpha"),
            "schema.org's types": lambda: _schema_org(folder),
        }
        print(f"{len(papers)} papers")
        found = {name: check() for name, check in checks.items()}
    for name, said in found.items():
        _say(name, said)
    (HERE / "formats.md").write_text(_table(len(papers), found), "utf-8")
    return int(any(found.values()))


def _say(name: str, found: list[str]) -> None:
    print(f"{name}: {len(found)} found")
    for one in found[:10]:
        print(f"  {one}")


def _table(papers: int, found: dict[str, list[str]]) -> str:
    rows = "".join(f"| {name} | {len(said)} |\n" for name, said in found.items())
    head = f"# What `make audit-formats` found of {papers:,} papers\n\n"
    head += "| reader | found |\n|---|---:|\n"
    cited = f"\nLaTeX documents cite {_CITED} of them; JSON-LD is that of {_PAGES} pages.\n"
    return f"{head}{rows}{cited}"


def _papers(folder: Path) -> list[Paper]:
    project = Project(CHECKOUT, CHECKOUT / "content")
    if DATA.exists():
        project = Project(folder, folder / "content")
        write_records(project.papers, acl_papers("acl-10k.jsonl.gz"))
    return list(read_collection(project).catalogue.papers)


def _write(folder: Path, name: str, papers: list[Paper]) -> None:
    marks = Shelfmarks(citation_keys(papers), {}, Urls(True))
    target = folder / ("papers.bib" if name == "bibtex" else "biblatex.bib")
    target.write_text("".join(rendered(find_format(name), papers, marks)), "utf-8")


def _bibtexparser(path: Path, count: int) -> list[str]:
    library = bibtexparser.parse_string(path.read_text("utf-8"))
    lost = [f"{len(library.entries)} entries of {count}"] if len(library.entries) != count else []
    return [*lost, *(str(block.error) for block in library.failed_blocks)]


def _pybtex(path: Path, count: int) -> list[str]:
    found = read_with_pybtex(path.read_text("utf-8"), "bibtex").entries
    return [] if len(found) == count else [f"{len(found)} entries of {count}"]


def _biber(folder: Path, name: str) -> list[str]:
    words = ["biber", "--tool", "--output-file", str(folder / "out.bib"), name]
    if name != "papers.bib":
        words.insert(2, "--validate-datamodel")
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    return re.findall(r"(?m)^(?:WARN|ERROR).*", done.stdout)


def _latex(folder: Path, papers: list[Paper], style: str) -> list[str]:
    """Build a document that cites papers from all over the collection."""
    # Of other scripts pdflatex has no letters, whatever a bibliography says; XeLaTeX has.
    all_keys = citation_keys(papers)
    latin = [one for one in papers if not _OTHER_SCRIPT.search(bibtex_entry(one, ""))]
    keys = sorted(all_keys[one.id] for one in latin)
    cited = keys[:: max(1, len(keys) // _CITED)][:_CITED]
    text = _DOCUMENT % ("\n".join(rf"\cite{{{key}}}" for key in cited), style)
    (folder / "document.tex").write_text(text, "utf-8")
    latex = ["pdflatex", "-interaction=nonstopmode", "-file-line-error", "document"]
    problems: list[str] = []
    for words in (latex, ["bibtex", "document"], latex, latex):
        done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
        text = done.stdout.decode("utf-8", "replace")
        if words[0] == "bibtex":
            problems += re.findall(r"(?m)^(?:Warning--|.*---line \d+ of file).*", text)
        last = text
    problems += re.findall(r"(?m)^(?:!|[^\s:]+:\d+:|LaTeX Warning: Citation).*", last)
    return problems if (folder / "document.pdf").exists() else [*problems, "there is no PDF"]


def _schema_org(folder: Path) -> list[str]:
    """Check the JSON-LD of ten pages against the types that schema.org publishes, by schema-dts."""
    _TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", _TOOLS)
    subprocess.run(["npm", "install", "--silent", "--no-audit"], cwd=_TOOLS, check=True)
    os.environ["BROADSHEET_FETCH"] = "never"
    site = build_site(CHECKOUT / "mkdocs.yml", site_dir=str(folder / "site"))
    pages = sorted((site.folder / "papers").glob("*/index.html"))
    data = [found[1] for page in pages if (found := _JSON_LD.search(page.read_text("utf-8")))]
    lines = ['import type { WithContext, ScholarlyArticle, Thing } from "schema-dts";']
    for number, text in enumerate(data[:_PAGES]):
        value = json.dumps(json.loads(text), ensure_ascii=True)
        lines.append(f"export const page{number}: WithContext<ScholarlyArticle> = {value};")
    (_TOOLS / "pages.ts").write_text("\n".join(lines), "utf-8")
    words = ["node_modules/.bin/tsc", "--noEmit", "--strict", "--skipLibCheck", "pages.ts"]
    done = subprocess.run(words, cwd=_TOOLS, capture_output=True, text=True, check=False)
    few = [f"{len(data)} pages have JSON-LD"] if len(data) < _PAGES else []
    return [*few, *done.stdout.splitlines()]


if __name__ == "__main__":
    sys.exit(main())
