"""`make audit`: Lighthouse, axe and the Nu HTML checker on the site of this checkout.

Prints a table and writes it to tests/audit/figures.md. Needs npm, Java and Chromium; the tools come
from the npm registry into .cache/audit and are no part of the site.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from serving import served
from sites import CHECKOUT, build_site

_TOOLS = CHECKOUT / ".cache" / "audit"
_PAPER = "papers/2412.19513/"
_LIGHTHOUSE = ("", _PAPER, "topics/safety/", "stats/")
_AXE = (
    "", _PAPER, "papers/", "topics/", "topics/safety/", "authors/", "authors/zhifang-sui/",
    "venues/iclr/", "years/2025/", "editions/", "editions/2025-09-02/", "collections/",
    "collections/can-a-model-correct-itself/", "stats/", "stats/map/", "shelf/", "search/",
    "subscribe/", "guide/curators/",
)  # fmt: skip
_LEAST = {"performance": 98}
"""What Lighthouse must give; of everything else the whole."""
_OF_THE_THEME = (
    "Attribute “autocomplete”",
    "Bad value “” for attribute “tabindex”",
    "The value of the “for” attribute of the “label”",  # `__toc`, on pages outside the navigation
)
"""How the errors begin that are in the theme's own markup."""
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def main() -> int:
    """Audit and return 0 if every figure is as promised."""
    _install()
    os.environ["BROADSHEET_FETCH"] = "never"
    with tempfile.TemporaryDirectory() as folder:
        site = build_site(CHECKOUT / "mkdocs.yml", site_dir=folder)
        with served(site.folder) as address:
            scores = {page: _lighthouse(address + page) for page in _LIGHTHOUSE if site.has(page)}
            violations = list(_axe(address, [page for page in _AXE if site.has(page)]))
        messages = _nu(site.folder)
    text = _report(scores, violations, messages)
    (HERE / "figures.md").write_text(text, "utf-8")
    print(text)
    return int(bool(violations) or _is_poor(scores) or any(map(_is_ours, messages)))


def _is_poor(scores: dict[str, dict[str, int]]) -> bool:
    return any(
        score < _LEAST.get(name, 100) for page in scores.values() for name, score in page.items()
    )


def _is_ours(message: str) -> bool:
    return not message.startswith(_OF_THE_THEME)


def _install() -> None:
    _TOOLS.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "package.json", _TOOLS)
    subprocess.run(["npm", "install", "--silent", "--no-audit"], cwd=_TOOLS, check=True)


def _lighthouse(url: str) -> dict[str, int]:
    words = [
        str(_TOOLS / "node_modules" / ".bin" / "lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(_CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking",
    ]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "chromium"}
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=True)
    report = json.loads(done.stdout)
    for name, audit in report["audits"].items():
        if audit.get("score") is not None and audit["score"] < 0.9:
            print(f"  {url}: {name} {audit['score']} {audit.get('displayValue', '')}")
    return {name: round(report["categories"][name]["score"] * 100) for name in _CATEGORIES}


def _axe(address: str, pages: list[str]) -> Iterator[str]:
    script = (_TOOLS / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for page in pages:
            for scheme in ("light", "dark"):
                for found in _axe_page(browser, address + page, scheme, script):
                    yield f"`/{page}` ({scheme}): {found}"
        browser.close()


def _axe_page(browser: Browser, url: str, scheme: str, script: str) -> list[str]:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(url)
    page.evaluate(script)
    result = page.evaluate("axe.run(document)")
    context.close()
    return [
        f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['target']}"
        for one in result["violations"]
    ]


def _nu(folder: Path) -> Counter[str]:
    jar = next((_TOOLS / "node_modules" / "vnu-jar").rglob("vnu.jar"))
    words = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--skip-non-html"]
    done = subprocess.run([*words, str(folder)], capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr or done.stdout)["messages"]
    return Counter(one["message"] for one in messages)


def _report(
    scores: dict[str, dict[str, int]], violations: list[str], messages: Counter[str]
) -> str:
    lines = ["# What `make audit` found", "", "## Lighthouse", ""]
    lines += [
        "| page | performance | accessibility | best practices | SEO |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| `/{page}` | {' | '.join(str(one[name]) for name in _CATEGORIES)} |"
        for page, one in scores.items()
    ]
    lines += ["", f"## axe: {len(violations)} violations on {len(_AXE)} pages, light and dark", ""]
    lines += [f"- {one}" for one in violations]
    lines += ["", f"## Nu HTML checker: {len(messages)} kinds of error", ""]
    lines += [f"- {count} × {message}" for message, count in messages.most_common()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
