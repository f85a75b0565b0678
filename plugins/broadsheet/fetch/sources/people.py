"""People as sources send them: read where they are names, left out where they are none."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from broadsheet.errors import Invalid
from broadsheet.records.names import Author, parse_name, parse_orcid
from broadsheet.records.tex import tex_to_unicode


def read_person(name: str) -> Author | None:
    """Return an author of one field, TeX in it read; several names in one stay together.

    Returns None where there is no letter.
    """
    text = tex_to_unicode(name)
    if not any(letter.isalpha() for letter in text):
        return None
    try:
        return parse_name(text)
    except Invalid:
        return Author(family=text, is_group=True)


def read_people(names: Iterable[str]) -> tuple[Author, ...]:
    """Return the authors of some names, without those that have no letter."""
    return tuple(filter(None, map(read_person, names)))


def read_parts(family: str, given: str = "", suffix: str = "") -> Author | None:
    """Return an author of several fields; None where there is no letter."""
    family, given, suffix = (tex_to_unicode(part) for part in (family, given, suffix))
    if not (family and given):
        return read_person(family or given)
    author = read_person(f"{family}, {given}")
    # The fields say that it is a person, whatever the words or signs in them.
    if author is None or author.is_group:
        author = Author(family=family, given=given)
    return replace(author, suffix=suffix or author.suffix)


def with_orcid(author: Author, orcid: str) -> Author:
    """Return an author with an ORCID, or as before where it is none."""
    try:
        return replace(author, orcid=parse_orcid(orcid))
    except Invalid:
        return author
