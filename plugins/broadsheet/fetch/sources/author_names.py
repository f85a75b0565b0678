"""Authors as servers name them: in two fields or in one, in capitals, with marks of footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from broadsheet.errors import Invalid
from broadsheet.fetch.sources.salvage import first_id
from broadsheet.records.capitals import uncapitalised
from broadsheet.records.markup_text import markup_to_text
from broadsheet.records.names import Author, parse_name, parse_orcid

_FOOTNOTE = re.compile(r"(?<=[^\W\d_])[,\d*†‡§¶#¹²³⁴-⁹⁰]{1,12}$")
_LONGEST = 300


def person(
    family: str | None, given: str | None = "", *, suffix: str | None = "",
    orcid: str | None = "", places: Iterable[str | None] = (),
) -> Author | None:  # fmt: skip
    """Return a person of two fields; None where no letter is in them."""
    family, given = _clean(family), _clean(given)
    if not _has_letter(family):
        return named(given, orcid=orcid, places=places)
    author = uncapitalised(Author(family=family, given=given))
    author = _with_particle(author)
    return _completed(author, suffix, orcid, places)


def named(
    name: str | None, *, orcid: str | None = "", places: Iterable[str | None] = ()
) -> Author | None:
    """Return a person or group by one field, whichever way round it is; None without letters."""
    text = _clean(name)
    if not _has_letter(text):
        return None
    try:
        author = uncapitalised(parse_name(text))
    except Invalid:
        author = Author(family=text, is_group=True)
    return _completed(author, "", orcid, places)


def group(name: str | None, *, places: Iterable[str | None] = ()) -> Author | None:
    """Return a group; None without letters."""
    text = _clean(name)
    return _completed(Author(text, is_group=True), "", "", places) if _has_letter(text) else None


def _with_particle(author: Author) -> Author:
    """Part `van der Berg`, which some servers have in the family's field and others do not."""
    if author.particle or "," in author.family + author.given or not author.given:
        return author
    try:
        parsed = parse_name(f"{author.family}, {author.given}")
    except Invalid:
        return author
    return author if parsed.is_group or not parsed.particle else parsed


def _completed(
    author: Author, suffix: str | None, orcid: str | None, places: Iterable[str | None]
) -> Author:
    found = dict.fromkeys(filter(None, map(markup_to_text, filter(None, places))))
    return msgspec.structs.replace(
        author,
        suffix=author.suffix or _clean(suffix),
        orcid=first_id(parse_orcid, [orcid]),
        affiliation="; ".join(found),
    )


def _clean(text: str | None) -> str:
    return _FOOTNOTE.sub("", markup_to_text((text or "")[:_LONGEST])).strip(" ,;")


def _has_letter(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
