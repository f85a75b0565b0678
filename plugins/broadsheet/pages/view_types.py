"""The values that templates place: a paper, a list, a term, the front page."""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct

from broadsheet.pages.comments import Giscus
from broadsheet.pages.links import Link


class Inner(Struct, frozen=True):
    """A link to another page of the site, by its key."""

    label: str
    key: str
    title: str = ""
    """What a pointer resting on it is told."""
    count: int = 0
    writing: Markup = Markup("")
    """Attributes with the language and direction of the label, where they are not the page's."""


class FeedLink(Struct, frozen=True):
    """A link to a feed in one of its forms."""

    label: str
    path: str
    media_type: str


class Join(Struct, frozen=True):
    """How readers follow the site; each empty where there is no such way."""

    feed: str = ""
    form: str = ""
    """Where a form with a mail address in the field `field` is sent."""
    field: str = "email"
    address: str = ""
    """Where a mail is sent."""
    page: str = ""
    """A page elsewhere."""

    @property
    def by_mail(self) -> bool:
        """Tell whether mail is to be had."""
        return bool(self.form or self.address or self.page)


class Card(Struct, frozen=True, kw_only=True):
    """A paper in a list."""

    key: str
    title: Markup
    writing: Markup
    """Attributes with the title's language and direction, where they are not the page's."""
    text_writing: Markup
    authors: tuple[Inner, ...]
    venue: Inner | None
    date: str
    text: Markup
    """The curator's summary, else the beginning of the abstract."""
    topics: tuple[Inner, ...]
    links: tuple[Link, ...]
    badges: tuple[str, ...]
    """What a reader must know before anything else: `Withdrawn`, `Retracted`."""
    note: Markup = Markup("")
    """What the reading list that is shown says of it."""
    is_new: bool = False
    """Whether it ran in the latest edition."""
    order: tuple[tuple[str, str], ...] = ()
    """What lists are sorted by: `cited`, `31`; what is not known is left out."""


class Fact(Struct, frozen=True):
    """Where one value of a paper came from, and when."""

    field: str
    source: str
    date: str


class NumberView(Struct, frozen=True):
    """A count with its day: `1,204 stars`, `24 November 2026`."""

    label: str
    date: str


class CommentsView(Struct, frozen=True):
    """The talk about a paper: what giscus is told, once a reader asks for it."""

    giscus: Giscus
    term: str
    """What the discussion is called: the paper's id."""
    url: str
    """Where it is found without a script."""


class RepositoryView(Struct, frozen=True):
    """A code repository of a paper."""

    label: str
    url: str
    license: str
    is_archived: bool
    is_moved: bool


class NoticeView(Struct, frozen=True):
    """What became of a paper, with its source's words."""

    label: str
    text: Markup
    date: str
    url: str


class RelatedView(Struct, frozen=True):
    """A paper near the one that is shown, and what both are about."""

    paper: Inner
    terms: tuple[str, ...]


class CitePanel(Struct, frozen=True):
    """A paper's citation in one format."""

    label: str
    text: Markup | str
    file: str = ""
    """What it is called as a download; empty for what is only read and copied."""
    media_type: str = ""
    path: str = ""
    """Where in the site it is kept as a file, in place of a text."""


class PaperView(Struct, frozen=True, kw_only=True):
    """A paper on its own page."""

    card: Card
    abstract: Markup
    abstract_writing: Markup
    summary: Markup
    identifiers: tuple[Link, ...]
    categories: tuple[str, ...]
    published: str
    updated: str
    version: int
    comment: Markup
    journal_ref: Markup
    license: str
    notices: tuple[NoticeView, ...]
    awards: tuple[str, ...]
    edition: Inner | None
    before: Inner | None
    """The paper before it in its edition."""
    after: Inner | None
    lists: tuple[Inner, ...]
    relations: tuple[tuple[str, tuple[Inner, ...]], ...]
    related: tuple[RelatedView, ...]
    """The papers nearest to it by their words, the nearest first."""
    facts: tuple[Fact, ...]
    numbers: tuple[NumberView, ...]
    repositories: tuple[RepositoryView, ...]
    machine_summary: Markup
    keywords: tuple[str, ...]
    stars: tuple[str, str] = ("", "")
    """How many of its code, and that with the day, in words."""
    report: str = ""
    """Where a mistake in the record is reported; empty where no forge is known."""
    comments: CommentsView | None = None
    cite: tuple[CitePanel, ...] = ()
    added_by: str = ""
    """Names, with commas between them."""

    @property
    def has_version(self) -> bool:
        """Tell whether there is more to say of the version than that it came out."""
        return self.version > 1 or bool(self.updated and self.updated != self.published)

    @property
    def has_details(self) -> bool:
        """Tell whether anything is known beyond authors, venue and day."""
        more = (self.identifiers, self.categories, self.journal_ref, self.comment, self.license)
        return self.has_version or any(more)


class TermView(Struct, frozen=True, kw_only=True):
    """One page of a term's papers."""

    kicker: Inner
    """The facet it belongs to."""
    heading: Markup
    description: Markup
    above: tuple[Inner, ...]
    below: tuple[Inner, ...]
    count: int
    cards: tuple[Card, ...]
    start: int
    is_ordered: bool
    """Whether the order means something: a reading list's, an edition's."""
    older: Inner | None
    newer: Inner | None
    pager: tuple[Inner, ...]
    current: int
    years: tuple[YearBar, ...] = ()
    beside: tuple[Inner, ...] = ()
    """Topics or authors that share papers with it."""
    orcid: str = ""
    """An author's, where it is known."""
    sorts: tuple[str, ...] = ()
    """What a reader may sort the list by, the order it has first."""
    search: str = ""
    """The page that sorts the whole list, where it has several pages."""
    progress: tuple[str, ...] = ()
    """The papers of a reading list, for the reader's progress through it."""
    namesakes: tuple[Inner, ...] = ()
    feeds: tuple[FeedLink, ...] = ()


class YearBar(Struct, frozen=True):
    """A year's papers; `share` is of the fullest year, in per cent, at least 4 to be seen."""

    year: int
    count: int
    share: int


class FacetView(Struct, frozen=True, kw_only=True):
    """All terms of a facet, in sections."""

    name: str
    heading: str
    introduction: str
    sections: tuple[tuple[str, tuple[FacetEntry, ...]], ...]
    months: tuple[Month, ...] = ()
    """The calendar of a facet of editions."""
    weekdays: tuple[str, ...] = ()
    """What the calendar's days are called, from Monday."""
    pager: tuple[Inner, ...] = ()
    current: int = 1
    feeds: tuple[FeedLink, ...] = ()


class Day(Struct, frozen=True):
    """A day of the month; `edition` where there is one."""

    number: int
    edition: Inner | None = None


class Week(Struct, frozen=True):
    """Seven days from Monday, None outside the month; `edition` is the week's."""

    days: tuple[Day | None, ...]
    edition: Inner | None = None


class Month(Struct, frozen=True):
    """A month that has editions."""

    label: str
    edition: Inner
    weeks: tuple[Week, ...]


class FacetEntry(Struct, frozen=True):
    """A term in the list of its facet."""

    link: Inner
    description: Markup
    below: tuple[Inner, ...] = ()
    progress: tuple[str, ...] = ()
    """The papers of a reading list."""


class PapersView(Struct, frozen=True, kw_only=True):
    """One page of the list of all papers."""

    count: int
    cards: tuple[Card, ...]
    pager: tuple[Inner, ...]
    current: int
    feeds: tuple[FeedLink, ...] = ()
    sorts: tuple[str, ...] = ()
    search: str = ""


class FrontView(Struct, frozen=True, kw_only=True):
    """The front page: the latest edition and the ways on from it."""

    title: str
    dateline: str
    number: int
    count: int
    curators: str
    edition: Inner | None
    lead: tuple[Card, ...]
    rest: tuple[Card, ...]
    older: Inner | None
    trending: tuple[TrendView, ...]
    trending_date: str
    """The day that the gains are as of, unless one says another."""
    topics: tuple[FacetEntry, ...]
    lists: tuple[FacetEntry, ...]
    join: Join = Join()


class TrendView(Struct, frozen=True):
    """A paper that trends, and why."""

    paper: Inner
    reason: str
