"""Rendering: views into HTML by autoescaping templates, which a site may override by name."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Protocol

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from jinja2.runtime import Macro
from markupsafe import Markup

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.indentation import Unindented
from broadsheet.pages.urls import Urls


class Renderer:
    """Fills templates; `overrides` are folders whose `broadsheet/` replaces templates of ours."""

    def __init__(self, urls: Urls, overrides: Sequence[Path] = (), words: Words = ENGLISH) -> None:
        self.urls = urls
        folders = [FileSystemLoader(folder / "broadsheet") for folder in overrides]
        self._environment = Environment(
            autoescape=True,
            loader=ChoiceLoader([*folders, PackageLoader("broadsheet.pages")]),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[Unindented],
        )
        self._environment.globals |= {"t": words, "kept": self._kept}
        self._drawn: dict[tuple[int, str, Hashable], tuple[object, Markup]] = {}

    def render(self, template: str, view: object, here: str, **more: str) -> Markup:
        """Return a view's HTML; `here` is the path of the page that it becomes part of."""
        up = "../" * here.count("/")

        def link(key: str) -> str:
            return f"{up}{self.urls.path(key)}" or "./"

        def file(path: str) -> str:
            return f"{up}{path}"

        link.up = up  # type: ignore[attr-defined]
        found = self._environment.get_template(template).render(
            view=view, link=link, file=file, **more
        )
        return Markup(found)  # noqa: S704 - the templates escape

    def _kept(self, draw: Macro, one: object, link: Link, *more: Hashable) -> Markup:
        """Draw a part that many pages show, once for each depth of pages.

        Links lead over the root, so that they are the same on all pages of one depth.
        """
        key = (id(one), link.up, more)
        if key not in self._drawn:
            part = Markup(draw(one, link, *more))  # noqa: S704 - the templates escape
            self._drawn[key] = (one, part)  # `one` is held, so that its id stays its own
        return self._drawn[key][1]


class Link(Protocol):
    """The way from a page to another."""

    up: str
    """From the page to the root."""

    def __call__(self, key: str) -> str:
        """Return the link to the page of a key."""
