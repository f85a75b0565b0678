"""Small sites for tests: a collection on disk, and what `broadsheet build` makes of it."""

from __future__ import annotations

import logging
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import unquote, urlsplit

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config

CHECKOUT = Path(__file__).resolve().parents[1]
PLUGINS = ("fetch", "tagging", "pages", "feeds", "search", "exports")


@dataclass
class Site:
    """A built site: its folder and what the build logged."""

    folder: Path
    log: list[str] = field(default_factory=list)

    def text(self, path: str) -> str:
        """Return a file's text; a folder's is that of its index.html."""
        target = self.folder / path
        return (target / "index.html" if target.is_dir() else target).read_text("utf-8")

    def has(self, path: str) -> bool:
        return (self.folder / path).exists()

    @property
    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def dead_links(self) -> list[str]:
        """Name every internal link that leads to no file, or to an anchor that is not there."""
        return [
            f"{page.relative_to(self.folder)}: {link}"
            for page in self.pages
            if page.name != "404.html"
            for link in Links.of(page).targets
            if not self._resolves(page, link)
        ]

    def _resolves(self, page: Path, link: str) -> bool:
        url = urlsplit(link)
        if url.scheme or url.netloc:
            return True
        here = page.relative_to(self.folder).parent.as_posix()
        target = self.folder / posixpath.normpath(posixpath.join(here, unquote(url.path)))
        if not url.path:
            target = page
        if target.is_dir():
            target /= "index.html"
        if not target.is_file() or not target.is_relative_to(self.folder):
            return False
        return not url.fragment or unquote(url.fragment) in Links.of(target).anchors


class Links(HTMLParser):
    """The links and anchors of a page."""

    _known: ClassVar[dict[tuple[Path, int], Links]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = set()

    @classmethod
    def of(cls, page: Path) -> Links:
        key = (page, page.stat().st_mtime_ns)
        if key not in cls._known:
            links = cls()
            if page.suffix == ".html":
                links.feed(page.read_text("utf-8"))
            cls._known[key] = links
        return cls._known[key]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.targets.append(value)
            elif name == "id" and value:
                self.anchors.add(value)


def write_config(root: Path, **options: Any) -> Path:
    """Write a mkdocs.yml and a front page beside `content/`; options replace or add settings."""
    docs = root / "docs"
    docs.mkdir(parents=True, exist_ok=True)
    (root / "content" / "papers").mkdir(parents=True, exist_ok=True)
    config: dict[str, Any] = {
        "site_name": "The Sample",
        "site_url": "https://papers.example/deep/",
        "docs_dir": "docs",
        "site_dir": "site",
        "strict": True,
        "theme": {"name": "material", "font": False},
        "plugins": ["search", *plugins()],
    }
    path = root / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config | options), "utf-8")
    return path


def plugins(**options: Mapping[str, Any]) -> list[Any]:
    """Return our plugins as mkdocs.yml lists them; builds of tests ask no source unless told to."""
    options = {"fetch": {"when": "never"}} | options
    return [{f"broadsheet/{name}": dict(options.get(name, {}))} for name in PLUGINS]


def build_site(config_file: Path, **options: Any) -> Site:
    """Build a site as `mkdocs build` does, into the folder that its configuration names.

    Raises:
        mkdocs.exceptions.Abort: as mkdocs does; what was logged is in the error's notes.
    """
    lines: list[str] = []
    with _logged(lines):
        try:
            config = load_config(str(config_file), **options)
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
        except BaseException as error:
            error.add_note("\n".join(lines))
            raise
    return Site(Path(config.site_dir), lines)


class _logged:  # noqa: N801 (a context manager reads as a verb)
    def __init__(self, lines: list[str]) -> None:
        self._logger = logging.getLogger("mkdocs")
        self._handler = _Lines(lines)

    def __enter__(self) -> None:
        self._level = self._logger.level
        self._logger.setLevel(logging.INFO)
        self._logger.addHandler(self._handler)

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self._handler)
        self._logger.setLevel(self._level)


class _Lines(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(f"{record.levelname} {record.getMessage()}")


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder with its bytes, by path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()
