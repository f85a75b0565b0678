"""Answers: what a source said of one paper on one day, each a line of JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec
from msgspec import Struct

from broadsheet.errors import Invalid
from broadsheet.fetch.likeness import Identity
from broadsheet.records.dates import parse_date
from broadsheet.records.ids import (
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_pmid,
    parse_url,
)
from broadsheet.records.models import (
    COUNT_KINDS,
    LINK_KINDS,
    NOTICE_KINDS,
    Count,
    Facts,
    Link,
    Notice,
    Reading,
)
from broadsheet.records.tex import UNPRINTABLE

_ID_PARSERS: dict[str, Callable[[str], str]] = {
    "arxiv": parse_arxiv,
    "doi": parse_doi,
    "acl": parse_acl,
    "openreview": parse_openreview,
    "pmid": parse_pmid,
    "url": parse_url,
}
_HINT = "remove the line; the next fetch asks again"


class Answer(Struct, frozen=True, omit_defaults=True):
    """What a source said of a paper looked up by `key`; facts are None where it knows none."""

    paper: str
    """The paper's id in this collection."""
    key: str
    asked: dt.date
    facts: Facts | None = None
    readings: tuple[Reading, ...] = ()
    """The counts of this and earlier days, oldest first."""
    refused: Identity | None = None
    """What the source has there in fact, where that is another paper; then there are no facts."""


_DECODER = msgspec.json.Decoder(Answer)


def encode_answer(answer: Answer) -> str:
    """Return an answer as one line of JSON, its keys in a fixed order, with a line break."""
    return msgspec.json.encode(answer).decode() + "\n"


def decode_answer(line: bytes) -> Answer:
    """Read one line of a lock.

    Raises:
        Invalid: it is not JSON, a value has the wrong type, or would be unsafe on a page.
    """
    try:
        text = line.decode()
        answer = _DECODER.decode(text)
    except UnicodeDecodeError as error:
        raise Invalid(f"byte 0x{line[error.start]:02X} is not UTF-8", _HINT) from None
    except msgspec.ValidationError as error:
        raise Invalid(f"not an answer: {error}", _HINT) from None
    except (msgspec.DecodeError, RecursionError) as error:
        raise Invalid(f"not JSON: {error}", _HINT) from None
    if not answer.paper:
        raise Invalid("`paper` is empty", _HINT)
    _check_texts(text, answer)
    _check_kinds("count", COUNT_KINDS, answer.readings)
    if answer.facts is not None:
        _check_facts(answer.facts)
    return answer


def _check_texts(text: str, answer: Answer) -> None:
    # Without an escape, the line itself shows every character; walking through all texts is slow.
    if "\\" not in text and not UNPRINTABLE.search(text.rstrip("\r\n")):
        return
    for value in _texts(msgspec.to_builtins(answer)):
        if found := UNPRINTABLE.search(value.replace("\n", " ")):
            raise Invalid(f"character U+{ord(found[0]):04X} is not allowed in a text", _HINT)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _check_facts(facts: Facts) -> None:
    for name, parse in _ID_PARSERS.items():
        if value := getattr(facts.ids, name):
            parse(value)
    _check_kinds("link", LINK_KINDS, facts.links)
    _check_kinds("notice", NOTICE_KINDS, facts.notices)
    _check_kinds("count", COUNT_KINDS, facts.counts)
    for url in _urls(facts):
        parse_url(url)
    for date in (facts.published, facts.updated, *(one.date for one in facts.notices)):
        if date is not None and parse_date(date.iso) != date:
            raise Invalid(f"`{date.iso}` is not a day of the calendar", _HINT)
    if facts.version < 0:
        raise Invalid(f"the version cannot be {facts.version}", _HINT)


def _urls(facts: Facts) -> Iterator[str]:
    yield from (link.url for link in facts.links)
    yield from (one.url for one in facts.repositories)
    more = (facts.license, *(one.url for one in facts.notices))
    moved = (one.moved_to for one in facts.repositories)
    yield from filter(None, (*more, *moved))


def _check_kinds(
    what: str, known: Sequence[str], values: Iterable[Link | Notice | Count | Reading]
) -> None:
    for value in values:
        if value.kind not in known:
            raise Invalid(f"`{value.kind}` is no kind of {what}", f"known: {', '.join(known)}")
