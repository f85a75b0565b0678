"""MiniConf: the papers of a virtual conference, as its site's `papers.json` has them.

Two dialects are about: that of Mini-Conf itself, with `UID` or `content`, and that of the sites of
ICLR, ICML and NeurIPS, whose `…-orals-posters.json` has `name` and `virtualsite_url`.
https://github.com/Mini-Conf/Mini-Conf
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape

from broadsheet.errors import Problem
from broadsheet.imports.files import ImportFile
from broadsheet.imports.importer import Imported
from broadsheet.imports.json_items import Item, is_of
from broadsheet.imports.json_works import read_json_works
from broadsheet.imports.work import Work, read_authors
from broadsheet.records.markup_text import abstract_to_text, markup_to_text

_TAKEN = frozenset(
    "UID id uid forum content title name authors abstract TLDR tldr keywords topic track pdf_url "  # noqa: SIM905
    "paper_url paper_pdf_url code_link code_url demo_url openreview_url link url sourceid visible "
    "virtualsite_url poster_pdf".split()
)
_FORUM = re.compile(r"https?://openreview\.net/(?:forum|pdf)\?id=([\w-]{6,20})")
_LINKS = (
    ("pdf", ("paper_pdf_url", "pdf_url")),
    ("code", ("code_link", "code_url")),
    ("demo", ("demo_url",)),
)
_TEMPLATE = "https://github.com/Mini-Conf/Mini-Conf"
"""What the software gives every paper for its code where nobody set any."""


class MiniConf:
    """Reads such a list; a paper that is shown twice, as talk and as poster, is one paper."""

    name = "miniconf"
    label = "MiniConf (JSON)"

    def recognises(self, file: ImportFile) -> bool:
        """Tell by what the items have that no other list has."""
        return is_of(file, _is_miniconf)

    def parts(self, file: ImportFile, edition: dt.date | None) -> Iterator[Imported]:
        """Yield all papers at once."""
        yield read_json_works(file, edition, _work, _TAKEN)


def _is_miniconf(item: Item) -> bool:
    content = item.get("content")
    if isinstance(content, Mapping):
        return "forum" in item and "title" in content
    if "virtualsite_url" in item:
        return "name" in item
    return "UID" in item and "title" in item and ("authors" in item or "abstract" in item)


def _work(item: Item, line: int, problems: list[Problem]) -> Work | None:
    content = item.get("content")
    values = {**item, **content} if isinstance(content, Mapping) else item
    links = [*_links(values)]
    addresses = [address for _, address in links]
    return Work(
        line=line,
        name=_text(item, "UID", "uid", "id"),
        title=markup_to_text(_text(values, "title", "name")),
        authors=read_authors(_names(values.get("authors"))),
        abstract=abstract_to_text(_text(values, "abstract")),
        keywords=_list(values.get("keywords")),
        topics=[*_list(values.get("topic")), *_list(values.get("track"))],
        ids=[("openreview", match[1]) for one in addresses if (match := _FORUM.match(one))][:1],
        links=[(kind, one) for kind, one in links if kind != "url" or not _FORUM.match(one)],
    )


def _links(values: Item) -> Iterator[tuple[str, str]]:
    for address in (_text(values, "openreview_url"), _text(values, "paper_url")):
        if address.startswith("http"):
            yield "url", address
    for kind, keys in _LINKS:
        address = _text(values, *keys)
        if address.startswith("http") and address != _TEMPLATE:
            yield kind, address


def _names(value: object) -> Iterator[str]:
    """Yield names from a list of them, of mappings, or a text with bars between them."""
    if isinstance(value, str):
        yield from value.split("|")
    elif isinstance(value, Sequence):
        for one in value:
            yield _text(one, "fullname", "name") if isinstance(one, Mapping) else unescape(str(one))


def _list(value: object) -> list[str]:
    found = value if isinstance(value, list) else str(value or "").split("|")
    return [unescape(one).strip() for one in found if isinstance(one, str) and one.strip()]


def _text(values: Item, *keys: str) -> str:
    """Return the first of some values that is a text or number, without HTML's escapes."""
    found = (values.get(key) for key in keys)
    usable = (one for one in found if isinstance(one, str | int) and not isinstance(one, bool))
    return next((text for one in usable if (text := unescape(str(one)).strip())), "")
