"""What can be saved of a server's values: each reader gives an empty value where it cannot read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from broadsheet.errors import Invalid
from broadsheet.records.dates import PartialDate, parse_date
from broadsheet.records.ids import parse_url
from broadsheet.records.markup_text import markup_to_text
from broadsheet.records.models import Count, Link, Notice

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}", re.ASCII)
# ISO 639-2, as libraries write them; both forms where there are two.
_SHORT = {
    "eng": "en", "ger": "de", "deu": "de", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt",
    "ita": "it", "jpn": "ja", "chi": "zh", "zho": "zh", "rus": "ru", "kor": "ko", "dut": "nl",
    "nld": "nl", "pol": "pl", "tur": "tr", "ara": "ar", "swe": "sv", "dan": "da", "nor": "no",
}  # fmt: skip
_RANGE = re.compile(r"(?<=[\dA-Za-z])\s*[-‐‑–—]+\s*(?=[\dA-Za-z])")
_MARK = re.compile(
    r"(?P<kind>RETRACTED|WITHDRAWN|Retracted|Withdrawn)(?P<what>(?:\s(?:ARTICLE|Article|PAPER|Paper))?)"
    r"\s?:\s+(?=\S)"
)
_MOST_KEYWORDS = 20
_MOST_COUNTED = 10**9


def first_id(parse: Callable[[str], str], texts: Iterable[str | None]) -> str:
    """Return the first text that a parser of identifiers or addresses reads, as it reads it."""
    for text in texts:
        try:
            return parse(text or "")
        except Invalid:
            continue
    return ""


def date_of(text: str | None) -> PartialDate | None:
    """Return the date at the beginning of `2024-05-31T09:00:00Z`, `2024-05` or `2024`."""
    for length in (10, 7, 4):
        try:
            return parse_date((text or "")[:length])
        except Invalid:
            continue
    return None


def date_of_parts(parts: Sequence[int | None]) -> PartialDate | None:
    """Return the date of year, month and day, as far as these are there and on the calendar."""
    numbers = [part for part in parts[:3] if part]
    if not numbers or not 1000 <= numbers[0] <= 2999:
        return None
    for count in range(len(numbers), 0, -1):
        text = "-".join(f"{part:02d}" for part in numbers[:count])
        try:
            return parse_date(text)
        except Invalid:
            continue
    return None


def counts_of(citations: int | None) -> tuple[Count, ...]:
    """Return the number of citations; none where it is not said or cannot be."""
    if citations is None or not 0 <= citations <= _MOST_COUNTED:
        return ()
    return (Count("citations", citations),)


def language_of(text: str | None) -> str:
    """Return a language as BCP 47 has it: `en`, `pt-BR`."""
    found = _LANGUAGE.fullmatch((text or "").strip())
    if not found:
        return ""
    first, _, rest = found[0].replace("_", "-").partition("-")
    language = _SHORT.get(first.lower(), first.lower())
    return f"{language}-{rest}" if rest else language


def pages_of(text: str | None) -> str:
    """Return pages with a dash: `12–34`; one page or an article number as it is."""
    return _RANGE.sub("–", " ".join((text or "").split()), count=1)


def keywords_of(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return subject words, each once whatever its case, as many as a reader may want."""
    words = {word.casefold(): word for word in map(markup_to_text, filter(None, texts)) if word}
    return tuple(words.values())[:_MOST_KEYWORDS]


def pdf_links(texts: Iterable[str | None]) -> tuple[Link, ...]:
    """Return a link to the first address that is one."""
    url = first_id(parse_url, texts)
    return (Link("pdf", url),) if url else ()


def doi_url(doi: str) -> str:
    """Return where a DOI leads, or empty text."""
    return first_id(parse_url, [f"https://doi.org/{doi}"]) if doi else ""


def unmarked_title(title: str) -> tuple[str, tuple[Notice, ...]]:
    """Return a title without the publisher's `RETRACTED:` before it, and that as a Notice."""
    mark = _MARK.match(title)
    # "Withdrawn: A Study of Recluses" is a title; without `Article`, only capitals are a mark.
    if not mark or not (mark["kind"].isupper() or mark["what"]):
        return title, ()
    return title[mark.end() :], (Notice(mark["kind"].lower(), mark[0].strip(" :")),)


def distinct_notices(*groups: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return notices, each kind and address once; a mark in a title adds nothing to a notice."""
    notices: dict[tuple[str, str], Notice] = {}
    for notice in (notice for group in groups for notice in group):
        kinds = {kind for kind, _ in notices}
        if notice.url or notice.kind not in kinds:
            notices.setdefault((notice.kind, notice.url), notice)
    return tuple(notices.values())
