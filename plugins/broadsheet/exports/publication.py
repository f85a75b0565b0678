"""How a paper was published, as bibliographies see it: its kind, its container, its pages.

Every format asks the same few questions; what is answered here, all of them answer alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from broadsheet.pages.links import identifier_url
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Paper

_RANGE = re.compile(r"\s*([^\s,;–-][^,;–-]*?)\s*[–-]+\s*([^\s,;–-][^,;–-]*?)\s*")
_YEAR = re.compile(r"\b(?:19|20)\d\d$")
_PROCEEDINGS = re.compile(
    r"\b(?:proceedings|proc|findings|conference|workshop|symposium|conférence|actes)\b",
    re.IGNORECASE,
)
# Journals that are called proceedings.
_JOURNAL = re.compile(
    r"\bproc(?:eedings|\.)? (?:of )?(?:the )?"
    r"(?:ACM on|IEEE$|VLDB|National Academy|Royal Society|London Mathematical)",
    re.IGNORECASE,
)
CROWD = 30
"""Authors beyond whom a page does not name them in every format: they would outweigh the rest."""
_PUBLISHED_FIRST = ("acl", "doi", "openreview", "pmid", "url", "arxiv")


def kind(paper: Paper) -> str:
    """Return the CSL type of a paper; one that has a venue is no preprint any more."""
    if paper.type not in ("", "article"):
        return paper.type
    if not (whole := container(paper)):
        return "article"
    # Proceedings have volumes too, "Volume 1: Long Papers"; an issue is a journal's alone.
    is_journal = paper.issue or (paper.volume and not _is_proceedings(whole))
    return "article-journal" if is_journal else "paper-conference"


def _is_proceedings(whole: str) -> bool:
    return bool(_PROCEEDINGS.search(whole)) and not _JOURNAL.search(whole)


def container(paper: Paper) -> str:
    """Return the proceedings or journal in full, else the venue's short name."""
    return paper.container_title or paper.venue


def is_preprint(paper: Paper) -> bool:
    """Tell whether arXiv is where a paper was published."""
    return bool(paper.ids.arxiv) and kind(paper) == "article"


def issued(paper: Paper) -> PartialDate | None:
    """Return the date to cite: the venue's year, where the day known is that of a preprint."""
    date, year = paper.published, _YEAR.search(paper.venue)
    if date is None or year is None or not paper.ids.arxiv:
        return date
    # A number like that may be part of a name; a review takes a year or two, not ten.
    return PartialDate(int(year[0])) if 0 <= int(year[0]) - date.year <= 3 else date


def page_range(paper: Paper) -> tuple[str, str]:
    """Return the first and the last page; the last is empty for one page or article number."""
    if match := _RANGE.fullmatch(paper.pages):
        return match[1], match[2]
    return paper.pages.strip(), ""


def address(paper: Paper) -> str:
    """Return the web page of the published version, else of the preprint; empty if none is."""
    found = (identifier_url(paper.ids, kind) for kind in _PUBLISHED_FIRST)
    return next(filter(None, found), "")


def subjects(paper: Paper) -> Sequence[str]:
    """Return the subject words of a paper: its curators' topics and its authors' keywords."""
    return tuple(dict.fromkeys((*paper.tags, *paper.keywords)))
