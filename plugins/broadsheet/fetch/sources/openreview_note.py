"""OpenReview's notes: submissions of both generations to Facts.

Values of the first generation stand as they are, of the second below `value`. What stands in a note
is up to each venue.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.sources.bodies import one_line, read_json
from broadsheet.fetch.sources.links import safe_doi, safe_links
from broadsheet.fetch.sources.people import read_people
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Notice
from broadsheet.records.tex import tex_to_unicode

_Value = TypeVar("_Value")
_SITE = "https://openreview.net"
_MOST_KEYWORDS = 20
# "ICLR 2024 poster" is of ICLR 2024; how it was shown there is another matter.
_SHOWN_AS = re.compile(
    r"[\s,:(-]+(?:poster|oral|spotlight|talk|notable[\w\s%-]*|conditional\w*|accept\w*|top\s?\d+%)"
    r"[\s)]*\Z",
    re.IGNORECASE,
)
_NO_VENUE = re.compile(
    r"\A\s*(?:submitted|under review|decision pending)\b"
    r"|\b(?:submission|withdrawn|withdrawal|(?:desk )?reject(?:ed)?)\s*\Z",
    re.IGNORECASE,
)
_WITHDRAWN = re.compile(r"[/-]Withdrawn_Submission\b", re.IGNORECASE)
_TURNED_DOWN = re.compile(r"[/-](?:Desk_)?Rejected_Submission\b", re.IGNORECASE)
_LICENSE = re.compile(r"CC\s+(BY(?:-(?:NC|SA|ND))*)\s+(\d\.\d)", re.IGNORECASE)


class _Name(Struct):
    fullname: str | None = None


class _Wrapped(Struct):
    value: Raw = Raw(b"null")


class _Note(Struct):
    id: str
    forum: str | None = None
    content: dict[str, Raw] | None = None
    invitation: str | None = None
    invitations: list[str] | None = None
    pdate: float | None = None
    tcdate: float | None = None
    cdate: float | None = None
    license: str | None = None


class _Notes(Struct):
    notes: list[_Note]


def read_note(body: bytes, key: str) -> Facts | None:
    """Read the submission with an id from an answer; None where the answer has no title for it.

    Raises:
        Invalid: a value has a wrong type, or the answer is about something else.
        FetchError: the bytes are no JSON.
    """
    notes = read_json(body, _Notes, "OpenReview").notes
    note = next((one for one in notes if one.id == key), None)
    if note is None:
        raise Invalid("it answers with another note")
    if note.forum not in (None, key):
        raise Invalid("this is the id of a reply, not of a paper")
    content = note.content or {}
    title = _text(content, "title")
    return _facts(note, content, title) if title else None


def _facts(note: _Note, content: dict[str, Raw], title: str) -> Facts:
    venue = _text(content, "venue")
    state = _text(content, "venueid") or " ".join(
        [note.invitation or "", *(note.invitations or ())]
    )
    is_withdrawn = bool(_WITHDRAWN.search(state)) or venue.lower().endswith("withdrawn submission")
    is_in = not (is_withdrawn or _TURNED_DOWN.search(state) or _NO_VENUE.search(venue))
    return Facts(
        title=title,
        authors=read_people(_authors(content)),
        published=_day(note.pdate or note.tcdate or note.cdate),
        venue=_SHOWN_AS.sub("", venue) if is_in else "",
        abstract=_text(content, "abstract"),
        license=_license(note.license or ""),
        keywords=_keywords(content),
        notices=(Notice("withdrawn", _from_where(venue)),) if is_withdrawn else (),
        ids=Identifiers(openreview=note.id, doi=safe_doi(_text(content, "doi"))),
        links=safe_links(_links(note.id, content)),
    )


def _text(content: dict[str, Raw], name: str) -> str:
    return tex_to_unicode(_value(content, name, str) or "")


def _value(content: dict[str, Raw], name: str, shape: type[_Value]) -> _Value | None:
    """Return a value of either generation; None where there is none, or it is null.

    Raises:
        Invalid: it has another type.
    """
    raw = content.get(name)
    try:
        if raw is not None and bytes(raw).lstrip().startswith(b"{"):
            raw = msgspec.json.decode(raw, type=_Wrapped).value
        if raw is None or bytes(raw).strip() == b"null":
            return None
        return msgspec.json.decode(raw, type=shape)
    except msgspec.ValidationError as error:
        raise Invalid(f"its answer has another form: `{name}`: {one_line(str(error))}") from None


def _authors(content: dict[str, Raw]) -> Iterator[str]:
    for one in _value(content, "authors", list[str | _Name]) or ():
        name = one if isinstance(one, str) else one.fullname or ""
        if not name.lower().startswith("anonymous"):
            yield name


def _keywords(content: dict[str, Raw]) -> tuple[str, ...]:
    found = _value(content, "keywords", list[str] | str) or ()  # type: ignore[arg-type]  # a union is no type to mypy
    words = re.split(r"[;,]", found) if isinstance(found, str) else found
    clean = (tex_to_unicode(word) for word in words)
    return tuple(dict.fromkeys(filter(None, clean)))[:_MOST_KEYWORDS]


def _links(key: str, content: dict[str, Raw]) -> Iterator[tuple[str, str]]:
    pdf = _text(content, "pdf")
    # The path names one version; this address leads to the newest.
    yield "pdf", f"{_SITE}/pdf?id={key}" if pdf.startswith("/") else pdf
    yield "code", _text(content, "code")
    yield "video", _text(content, "video")


def _from_where(venue: str) -> str:
    where = re.sub(r"\s*\bwithdrawn submission\Z", "", venue, flags=re.IGNORECASE)
    return f"Withdrawn from {where}" if where else "Withdrawn submission"


def _license(text: str) -> str:
    if match := _LICENSE.fullmatch(text.strip()):
        return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2]}/"
    return ""


def _day(milliseconds: float | None) -> PartialDate | None:
    try:
        date = dt.datetime.fromtimestamp((milliseconds or 0) / 1000, dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        return None
    return PartialDate(date.year, date.month, date.day) if milliseconds else None
