"""Papers of the ACL Anthology: an element to Facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from broadsheet.fetch.sources.acl_text import line_of, markup_of
from broadsheet.fetch.sources.acl_volume import Volume
from broadsheet.fetch.sources.days import safe_date
from broadsheet.fetch.sources.links import below, safe_doi, safe_links
from broadsheet.fetch.sources.people import read_parts, with_orcid
from broadsheet.records.ids import Identifiers, parse_acl
from broadsheet.records.models import Facts, Link, Notice
from broadsheet.records.names import Author

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SITE = "https://aclanthology.org"
_ATTACHMENTS = {
    "software": "code", "code": "code", "dataset": "dataset", "data": "dataset",
    "poster": "poster", "presentation": "slides", "slides": "slides",
}  # fmt: skip
# ISO 639-3, of which BCP 47 wants the shorter code where there is one.
_LANGUAGES = {
    "eng": "en", "fra": "fr", "zho": "zh", "deu": "de", "spa": "es", "por": "pt", "ita": "it",
    "jpn": "ja", "kor": "ko", "rus": "ru", "ara": "ar", "nld": "nl", "swe": "sv", "pol": "pl",
}  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_PUBLISHER = "Association for Computational Linguistics"
"""Of its own materials the Anthology states the licence; others' have one of their own."""
_FIRST_CC_BY = 2016
_RANGE = re.compile(r"(?<=[\w])\s*(?:--?|–|—)\s*(?=[\w])")


def read_paper(paper: Element, key: str, volume: Volume) -> Facts | None:
    """Read the `paper` element that a key names; None where it has no title."""
    if not (title := markup_of(paper.find("title"))):
        return None
    return Facts(
        title=title,
        authors=tuple(filter(None, map(_author, paper.findall("author")))),
        published=volume.published,
        venue=volume.venue,
        type="article-journal" if volume.is_journal else "paper-conference",
        container_title=volume.journal or volume.title,
        volume=line_of(paper, "volume") or volume.number,
        issue=line_of(paper, "issue") or volume.issue,
        pages=_RANGE.sub("–", line_of(paper, "pages")),
        publisher=volume.publisher,
        language=_language(line_of(paper, "language")),
        abstract=markup_of(paper.find("abstract")),
        license=_license(volume),
        notices=tuple(_notices(paper)),
        ids=Identifiers(acl=parse_acl(key), doi=safe_doi(line_of(paper, "doi"))),
        links=_links(paper),
    )


def _author(element: Element) -> Author | None:
    author = read_parts(element.findtext("last") or "", element.findtext("first") or "")
    if author is None:
        return None
    author = with_orcid(author, element.get("orcid", ""))
    return replace(author, affiliation=line_of(element, "affiliation"))


def _language(code: str) -> str:
    return _LANGUAGES.get(code, code if _LANGUAGE.fullmatch(code) else "")


def _license(volume: Volume) -> str:
    if volume.publisher != _PUBLISHER or volume.published is None:
        return ""
    kind = "by/4.0" if volume.published.year >= _FIRST_CC_BY else "by-nc-sa/3.0"
    return f"https://creativecommons.org/licenses/{kind}/"


def _notices(paper: Element) -> Iterator[Notice]:
    for tag, kind in (("retracted", "retracted"), ("removed", "withdrawn")):
        for one in paper.findall(tag):
            yield Notice(kind, markup_of(one), safe_date(one.get("date", "")))
    for one in paper.findall("revision"):
        # The first is the paper as it was before.
        if one.get("id") != "1":
            yield Notice(
                "corrected",
                markup_of(one),
                safe_date(one.get("date", "")),
                _pdf(one.get("href", "")),
            )
    for one in paper.findall("erratum"):
        yield Notice("corrected", "Erratum", safe_date(one.get("date", "")), _pdf(markup_of(one)))


def _links(paper: Element) -> tuple[Link, ...]:
    # The links of Papers with Code among the data have a licence that asks to share alike.
    links = [("pdf", _pdf(line_of(paper, "url")))]
    for one in paper.findall("attachment"):
        kind = _ATTACHMENTS.get(one.get("type", "").lower(), "")
        links += [(kind, _on_site(one.text or "", "attachments"))] if kind else []
    links += [("video", _on_site(one.get("href", ""))) for one in paper.findall("video")]
    return safe_links((kind, url) for kind, url in links if url)


def _pdf(name: str) -> str:
    url = _on_site(name)
    return f"{url}.pdf" if url.startswith(f"{_SITE}/") and not url.endswith(".pdf") else url


def _on_site(name: str, *folder: str) -> str:
    name = name.strip()
    return name if "://" in name or not name else below(_SITE, *folder, name)
