"""Rendering: views into HTML by autoescaping templates, which a site may override by name."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Protocol

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.compiled import keep_compiled
from broadsheet.pages.escaping import Escaping
from broadsheet.pages.indentation import Unindented
from broadsheet.pages.said_words import SaidWords
from broadsheet.pages.slots import Marks
from broadsheet.pages.urls import Urls, up


class Renderer:
    """Fills templates; `overrides` are folders whose `broadsheet/` replaces templates of ours."""

    def __init__(self, urls: Urls, overrides: Sequence[Path] = (), words: Words = ENGLISH) -> None:
        self.urls = urls
        self._words = words
        folders = [FileSystemLoader(folder / "broadsheet") for folder in overrides]
        self._environment = Escaping(
            autoescape=True,
            loader=ChoiceLoader([*folders, PackageLoader("broadsheet.pages")]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[Unindented, SaidWords],
            auto_reload=False,
        )
        self._environment.globals |= {"t": words, "kept": self._kept}
        self._root = Marks.of(["root"]).words["root"]
        self._drawn: dict[tuple[int, Hashable], tuple[object, list[str]]] = {}

    def keep_compiled(self, cache: Path) -> None:
        """Compile no template twice, in this build or the next."""
        keep_compiled(self._environment, cache, self._words.digest)

    def render(self, template: str, view: object, here: str, **more: str) -> Markup:
        """Return a view's HTML; `here` is the path of the page that it becomes part of."""
        root = up(here)
        found = self._environment.get_template(template).render(
            view=view, link=self._link(root), file=lambda path: f"{root}{path}", **more
        )
        return Markup(found)  # noqa: S704 - the templates escape

    def _link(self, root: str) -> Link:
        def link(key: str) -> str:
            return f"{root}{self.urls.path(key)}" or "./"

        link.root = root  # type: ignore[attr-defined]  # what `kept` goes by
        return link  # type: ignore[return-value]  # so it is one

    def _kept(self, draw: Macro, one: object, link: Link, *more: Hashable) -> Markup:
        """Draw a part that many pages show once: its links lead over the root."""
        key = (id(one), more)
        if key not in self._drawn:
            text = draw(one, self._link(self._root), *more)
            self._drawn[key] = (one, text.split(self._root))  # `one` is held: its id stays its own
        return Markup(link.root.join(self._drawn[key][1]))  # noqa: S704 - the templates escape


class Link(Protocol):
    """The way from a page to another."""

    root: str
    """From the page to the root."""

    def __call__(self, key: str) -> str:
        """Return the link to the page of a key."""
