"""Rendering: views into HTML by autoescaping templates, which a site may override by name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup

from broadsheet.language.words import ENGLISH, Words
from broadsheet.pages.urls import Urls, relative


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
        )
        self._environment.globals["t"] = words

    def render(self, template: str, view: object, here: str, **more: str) -> Markup:
        """Return a view's HTML; `here` is the path of the page that it becomes part of."""

        def link(key: str) -> str:
            return relative(self.urls.path(key), here)

        def file(path: str) -> str:
            return relative(path, here)

        found = self._environment.get_template(template).render(
            view=view, link=link, file=file, **more
        )
        return Markup(found)  # noqa: S704 - the templates escape
