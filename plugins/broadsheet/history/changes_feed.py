"""The feed of changes: what was added, corrected and withdrawn, an entry a commit and deed."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from broadsheet.feeds.address import Publication
from broadsheet.feeds.entry import Entry
from broadsheet.feeds.feed import NEWEST, Document, Feed, documents
from broadsheet.history.changes_page import CHANGES, HappeningView, StoryPages
from broadsheet.history.story import Happening

NAME = "changes"

_templates = Environment(
    autoescape=True,
    loader=PackageLoader("broadsheet.history"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def changes_document(pages: StoryPages) -> Document:
    """Return the one document of the feed: the latest changes, without archives."""
    names = [_name(one) for one in pages.story.happenings]
    label = pages.words("changes")
    feed = Feed(name=NAME, label=label, page=CHANGES, entries=names, most=NEWEST)
    return next(documents(feed))


def change_entries(pages: StoryPages, site: Publication, base: str) -> Iterator[Entry]:
    """Yield the entries; `base` is what their addresses begin with."""
    for one in pages.story.happenings[:NEWEST]:
        view = pages.happening(one)
        content = _templates.get_template("change.html").render(
            view=view, t=pages.words, address=lambda key: site.page(key, base)
        )
        yield Entry(
            id=site.id(f"changes/{_name(one)}/"),
            url=site.page(CHANGES, base),
            title=_title(view, pages),
            published=one.day.isoformat(),
            updated=one.day.isoformat(),
            authors=(),
            topics=(),
            links=(),
            summary=one.reason,
            content=Markup(content),  # noqa: S704 - the template escapes
        )


def _name(one: Happening) -> str:
    return f"{one.commit[:12]}-{one.deed}"


def _title(view: HappeningView, pages: StoryPages) -> str:
    count = len(view.papers) + view.more
    what = view.papers[0].label if count == 1 else pages.words("papers", count=count)
    return f"{view.deed}: {what}"
