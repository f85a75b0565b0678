"""What mkdocs.yml says of the site, for commands that build none."""

from __future__ import annotations

import os
from typing import Any

import yaml
from msgspec import Struct

from broadsheet.errors import BroadsheetError
from broadsheet.language.words import Words, load_words
from broadsheet.pages.urls import Urls
from broadsheet.project import Project


class SiteSettings(Struct, frozen=True):
    """The site's name, address and layout."""

    name: str
    url: str
    """With a slash at its end; empty where it is not said."""
    description: str
    language: str
    urls: Urls


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, whatever tag it has; `!ENV` as MkDocs does."""


def _environment(loader: yaml.BaseLoader, node: yaml.Node) -> object:
    # https://www.mkdocs.org/user-guide/configuration/#environment-variables
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(loader.construct_scalar(node)), "")  # type: ignore[arg-type]  # a list or a scalar
    *names, default = [str(one) for one in loader.construct_sequence(node)] or [""]
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _environment)


def read_site(project: Project) -> SiteSettings:
    """Read the site's name, address and layout.

    Raises:
        BroadsheetError: mkdocs.yml is not there, or is no YAML.
    """
    path = project.root / "mkdocs.yml"
    try:
        found = yaml.load(path.read_text("utf-8"), _Loader)  # noqa: S506 - it makes text alone
    except FileNotFoundError:
        raise BroadsheetError(f"{path}: not there; it names the site") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BroadsheetError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error
    return _settings(found if isinstance(found, dict) else {})


def site_words(project: Project, site: SiteSettings) -> Words:
    """Return the words of the site's language, its own before ours."""
    words, _ = load_words(site.language, project.words, project.shown(project.words))
    return words


def _settings(found: dict[str, Any]) -> SiteSettings:
    theme = found.get("theme")
    url = _text(found, "site_url")
    return SiteSettings(
        name=_text(found, "site_name") or "Papers",
        url=url if not url or url.endswith("/") else f"{url}/",
        description=_text(found, "site_description"),
        language=(_text(theme, "language") if isinstance(theme, dict) else "") or "en",
        urls=Urls(_text(found, "use_directory_urls") not in ("false", "False", "no")),
    )


def _text(found: dict[str, Any], name: str) -> str:
    value = found.get(name)
    return value.strip() if isinstance(value, str) else ""
