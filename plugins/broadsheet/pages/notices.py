"""Notices: what became of a paper after it came out, loud and clear."""

from __future__ import annotations

from broadsheet.language.dates import day_text
from broadsheet.language.words import Words
from broadsheet.pages.markup import inline
from broadsheet.pages.paper_view import NoticeView
from broadsheet.records.models import Notice, Paper


def notice_badges(paper: Paper, words: Words) -> tuple[str, ...]:
    """Return what a reader must know of a paper before anything else."""
    return tuple(dict.fromkeys(words(f"notice.{notice.kind}") for notice in paper.notices))


def notice_views(paper: Paper, words: Words) -> tuple[NoticeView, ...]:
    """Return each notice with its source's words."""
    return tuple(_view(notice, words) for notice in paper.notices)


def _view(notice: Notice, words: Words) -> NoticeView:
    date = day_text(notice.date, words) if notice.date else ""
    return NoticeView(words(f"notice.{notice.kind}"), inline(notice.text), date, notice.url)
