"""Notices: what became of a paper after it came out, loud and clear."""

from __future__ import annotations

from broadsheet.pages.dates import day_text
from broadsheet.pages.markup import inline
from broadsheet.pages.view_types import NoticeView
from broadsheet.records.models import Notice, Paper

_LABELS = {
    "withdrawn": "Withdrawn", "retracted": "Retracted", "corrected": "Corrected",
    "replaced": "Replaced", "concern": "Expression of concern",
}  # fmt: skip


def notice_badges(paper: Paper) -> tuple[str, ...]:
    """Return what a reader must know of a paper before anything else."""
    return tuple(dict.fromkeys(_LABELS[notice.kind] for notice in paper.notices))


def notice_views(paper: Paper) -> tuple[NoticeView, ...]:
    """Return each notice with its source's words."""
    return tuple(map(_view, paper.notices))


def _view(notice: Notice) -> NoticeView:
    date = day_text(notice.date) if notice.date else ""
    return NoticeView(_LABELS[notice.kind], inline(notice.text), date, notice.url)
