"""Pasted text: the ids, addresses and titles that people give to name a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from broadsheet.adding.addresses import named_by_address
from broadsheet.errors import Invalid
from broadsheet.imports.addresses import find_addresses
from broadsheet.records.ids import Identifiers, identify

_MOST_CHARS = 100_000
_LONGEST_TITLE = 400
_EDGE = r"(?<![\w./:-])"
_ID = re.compile(
    _EDGE + r"(?:"
    r"(?P<address>(?:(?:www|export|browse)\.)?(?:arxiv|alphaxiv|aclanthology|openreview|doi|dx\.doi|"
    r"huggingface|semanticscholar|pubmed\.ncbi\.nlm\.nih|openalex|dblp)"
    r"\.(?:org|net|co|gov)/[^\s<>\"{}|\\^`]+)"
    r"|(?P<corpus>corpus\s?id:?\s*\d{1,12})"
    r"|(?P<pmid>pmid:?\s*\d{1,8})"
    r"|(?:doi:\s*)?(?P<doi>10\.\d{4,9}/[^\s<>\"{}|\\^`]+)"
    r"|(?P<arxiv>(?:arxiv:\s*)?\d{4}\.\d{4,5}(?:v\d+)?)"
    r"|(?P<old>(?:arxiv:\s*)?[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)"
    r"|(?P<acl>\d{4}\.[a-z0-9_]+-[a-z0-9_]+\.\d+|[a-z]\d{2}-\d{4,6})"
    r")(?![\w])",
    re.IGNORECASE | re.ASCII,
)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Pasted(Struct, frozen=True):
    """One thing that was pasted; of `ids`, `address`, `title` and `error` one has a value."""

    text: str
    """As it stood there, on one line."""
    ids: Identifiers = Identifiers()
    address: str = ""
    """A web address that no id can be read from: of a repository, of a PDF."""
    title: str = ""
    error: str = ""
    """What is wrong with it."""
    at: int = 0
    """Its place among all that was pasted."""


def read_pasted(texts: Iterable[str]) -> tuple[Pasted, ...]:
    """Read what people pasted: a text may hold several ids and addresses, or be a title."""
    found = (one for text in texts for one in _read(text[:_MOST_CHARS]))
    return tuple(replace(one, at=at) for at, one in enumerate(found))


def _read(text: str) -> Iterator[Pasted]:
    line = " ".join(text.split())
    if not line:
        return
    try:
        yield Pasted(line, ids=identify(line))
        return
    except Invalid as error:
        wrong = error
    found = list(_mentions(text))
    if found:
        yield from found
    elif is_title(line) and not re.match(r"\s*(?:arxiv:\s*)?\d", line, re.IGNORECASE):
        yield Pasted(line, title=line)
    else:
        hint = f" ({wrong.hint})" if wrong.hint else ""
        yield Pasted(line, error=f"{wrong.message}{hint}")


def is_title(line: str) -> bool:
    """Tell whether a text may be the title of a paper: two words at least, and no page of text."""
    return len(line) <= _LONGEST_TITLE and len(_WORD.findall(line)) >= 2


def _mentions(text: str) -> Iterator[Pasted]:
    """Yield the ids and addresses in a text, in its order, each once."""
    spans: dict[int, tuple[int, Pasted]] = {}
    for address in find_addresses(text):
        spans[address.start] = (address.end, _of_address(address.url))
    for match in _ID.finditer(text):
        is_inside = any(start <= match.start() < end for start, (end, _) in spans.items())
        if not is_inside and (one := _of_id(match)) is not None:
            spans[match.start()] = (match.end(), one)
    found: dict[tuple[object, ...], Pasted] = {}
    for _, (_, one) in sorted(spans.items()):
        found.setdefault((one.ids, one.address, one.error), one)
    yield from found.values()


def _of_address(url: str) -> Pasted:
    url = url if "://" in url else f"https://{url}"
    ids = named_by_address(url)
    return Pasted(url, ids=ids) if ids != Identifiers() else Pasted(url, address=url)


def _of_id(match: re.Match[str]) -> Pasted | None:
    text = re.sub(r"[.,;:!?)\]}'’”]+$", "", match[0])
    if match["address"]:
        return _of_address(text)
    if match["corpus"]:
        return Pasted(text, ids=Identifiers(s2=re.sub(r"\D", "", text)))
    try:
        return Pasted(text, ids=identify(text))
    except Invalid as error:
        # A number that only looks like an id is none; one that says what it is, is a wrong one.
        is_meant = re.match(r"arxiv|doi|pmid", text, re.IGNORECASE)
        hint = f" ({error.hint})" if error.hint else ""
        return Pasted(text, error=f"{error.message}{hint}") if is_meant else None
