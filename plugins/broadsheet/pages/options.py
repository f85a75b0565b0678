"""What mkdocs.yml may say of the pages."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError

from broadsheet.errors import Invalid
from broadsheet.pages.comments import Giscus, read_giscus
from broadsheet.pages.forge import FORGES


class PagesConfig(Config):
    """Options of `broadsheet/pages`."""

    per_page = c.Type(int, default=50)
    """Papers on one page of a list."""

    leads = c.Type(int, default=3)
    """Papers at the top of the front page."""

    curators = c.Type(str, default="")
    """Who keeps the collection, in a few words under the masthead."""

    papers_language = c.Type(str, default="en")
    """What papers in Latin letters are taken to be in, where their source does not say (BCP 47)."""

    author_pages_from = c.Type(int, default=0)
    """Papers that an author needs for a page of their own; the others lead to the search page.
    0 for one, and for two where there are more than 5,000 authors."""

    forge = c.Optional(c.Choice(FORGES))
    """What `repo_url` is, where the name of its host does not tell."""

    comments = c.Type(dict, default={})
    """Discussions on GitHub, shown by giscus after a click: `repo`, `repo_id`, `category`,
    `category_id`, and `origin` for a giscus of one's own."""

    render = c.Choice(("auto", "pages", "shell"), default="auto")
    """How pages are made: `pages` lets MkDocs render the theme for each; `shell` renders it once
    for all pages of a kind, the same bytes sooner; `auto` does so from 2,000 pages on."""

    jobs = c.Type(int, default=0)
    """Processes that make the pages of the shell; 0 for one a core."""

    cluster = c.Type(str, default="")
    """The address of a Dask scheduler whose workers make the pages, as `--cluster` says it."""

    timings = c.Type(bool, default=False)
    """Say at the end what each stage of the build took, as `broadsheet build --timings` does."""


def discussions(options: PagesConfig) -> Giscus | None:
    """Check the options, and return where papers are talked about, if anywhere.

    Raises:
        PluginError: an option has a value that no page can be made with.
    """
    for name, least in (("per_page", 1), ("leads", 1), ("author_pages_from", 0)):
        if options[name] < least:
            raise PluginError(f"`{name}` of broadsheet/pages must be {least} or more")
    try:
        return read_giscus(options.comments)
    except Invalid as error:
        raise PluginError(
            f"`comments` of broadsheet/pages: {error.message} ({error.hint})"
        ) from None
