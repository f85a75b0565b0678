"""Strangers: what a built page would ask other hosts for, which an offline edition must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from broadsheet.errors import Problem, Severity

_SOURCES = {
    ("audio", "src"),
    ("embed", "src"),
    ("iframe", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("input", "src"),
    ("object", "data"),
    ("script", "src"),
    ("source", "src"),
    ("source", "srcset"),
    ("track", "src"),
    ("video", "poster"),
    ("video", "src"),
    ("image", "href"),
    ("use", "href"),
}
"""https://html.spec.whatwg.org/multipage/indices.html#attributes-3, those that browsers load."""
_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest"}
_OTHER_HOST = re.compile(r"(?:https?|wss?|ftp):|//", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:audio|embed|iframe|image|img|input|link|object|script|source|track|use|video)\b"
    r"""(?:[^>"']|"[^"]*"|'[^']*')*>""",
    re.IGNORECASE,
)
_STYLE = re.compile(
    r"""<style\b[^>]*>.*?</style>|\sstyle=(?:"[^"]*"|'[^']*')""", re.IGNORECASE | re.DOTALL
)
_LOADED = re.compile(
    r"""(?:url\(\s*|@import\s+)(?:["']|&quot;|&\#39;)?((?:https?:)?//[^"')\s&]+)""", re.IGNORECASE
)


def strangers(folder: Path) -> list[Problem]:
    """Name everything that the pages and style sheets of a site load from other hosts.

    Links that a reader may follow are none of it. Cost: linear in the size of the site.
    """
    found: list[Problem] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".html":
            found += [_problem(name, *one) for one in _in_page(path.read_text("utf-8"))]
        elif path.suffix == ".css":
            found += [_problem(name, *one) for one in _in_style(path.read_text("utf-8"))]
    return found


def _problem(name: str, line: int, address: str) -> Problem:
    return Problem(
        name,
        line,
        1,
        f"asks another host for {address}",
        "bring the file into the site, or leave it away in site_config/offline.yml",
        Severity.WARNING,
    )


def _in_page(text: str) -> Iterator[tuple[int, str]]:
    # A parser for whole pages takes minutes at 10,000 of them; these tags are few.
    for match in _TAG.finditer(text):
        for address in _loaded(match[0]):
            yield text.count("\n", 0, match.start()) + 1, address
    for match in _STYLE.finditer(text):
        for _, address in _in_style(match[0]):
            yield text.count("\n", 0, match.start()) + 1, address


def _in_style(text: str) -> Iterator[tuple[int, str]]:
    for match in _LOADED.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1]


def _loaded(tag: str) -> list[str]:
    reader = _Tag()
    reader.feed(tag)
    reader.close()
    return reader.found


class _Tag(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: (value or "").strip() for name, value in attrs}
        is_link = tag == "link" and bool(set(values.get("rel", "").lower().split()) & _RELATIONS)
        for name, value in values.items():
            is_loaded = (tag, name.removeprefix("xlink:")) in _SOURCES or (
                is_link and name == "href"
            )
            # A srcset holds several, between commas.
            several = value.split(",") if name == "srcset" else [value]
            if is_loaded:
                self.found += filter(_OTHER_HOST.match, map(str.strip, several))
