"""PubMed's answers: articles in XML to Facts.

https://dtd.nlm.nih.gov/ncbi/pubmed/doc/out/250101/ and
https://www.nlm.nih.gov/bsd/licensee/elements_descriptions.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from broadsheet.fetch.errors import FetchError
from broadsheet.fetch.finding import Finding
from broadsheet.fetch.sources.bodies import bad_xml, one_line, refuse_web_page
from broadsheet.fetch.sources.pubmed_author import read_author
from broadsheet.fetch.sources.pubmed_date import read_date
from broadsheet.fetch.sources.salvage import (
    distinct_notices,
    first_id,
    keywords_of,
    language_of,
    pages_of,
    unmarked_title,
)
from broadsheet.records.ids import Identifiers, parse_doi, parse_pmid
from broadsheet.records.markup_text import markup_to_text
from broadsheet.records.models import Facts, Link, Notice

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LABEL = "PubMed"
_NOTICES = {
    "RetractionIn": "retracted", "RetractedandRepublishedIn": "retracted",
    "PartialRetractionIn": "retracted", "ErratumIn": "corrected",
    "CorrectedandRepublishedIn": "corrected", "ExpressionOfConcernIn": "concern",
    "UpdateIn": "replaced",
}  # fmt: skip
_TYPES = {"Preprint": "article", "Dataset": "dataset", "Technical Report": "report"}
_SHORT_LAST_PAGE = re.compile(r"(\d+)–(\d+)", re.ASCII)
_PMC = re.compile(r"PMC[1-9]\d{0,9}", re.ASCII)


def read_articles(body: bytes, *, abstracts: bool = False) -> Iterator[Finding]:
    """Yield each article of an answer by its PubMed id.

    Raises:
        FetchError: it is no set of articles, or says why there is none.
    """
    root = _root(body)
    if root.tag != "PubmedArticleSet":
        reason = one_line(root.findtext(".//ERROR") or root.findtext(".//error") or root.tag)
        raise FetchError(f"PubMed refuses: {reason}")
    return _findings(root, abstracts)


def _root(body: bytes) -> Element:
    refuse_web_page(body, LABEL)
    try:
        # The answers name their document type, which is never loaded; entities stay forbidden.
        root: Element = fromstring(body, forbid_dtd=False)
    except (DefusedXmlException, ParseError, ValueError, LookupError) as error:
        raise bad_xml(error, LABEL) from None
    return root


def _findings(root: Element, abstracts: bool) -> Iterator[Finding]:
    for article in root.findall("PubmedArticle"):
        pmid = first_id(parse_pmid, [article.findtext("MedlineCitation/PMID")])
        facts = _facts(article, pmid, abstracts)
        refusal = "" if facts.title else "PubMed has no title for it"
        yield Finding(pmid, facts if facts.title else None, refusal or _nameless(pmid))
    for book in root.findall("PubmedBookArticle"):
        pmid = first_id(parse_pmid, [book.findtext("BookDocument/PMID")])
        yield Finding(pmid, refusal="it is part of a book in the NCBI Bookshelf")


def _nameless(pmid: str) -> str:
    return "" if pmid else "PubMed sends an article without an id"


def _facts(root: Element, pmid: str, abstracts: bool) -> Facts:
    article = _part(root, "MedlineCitation/Article")
    journal, issue = _part(article, "Journal"), _part(article, "Journal/JournalIssue")
    title, marks = unmarked_title(_title(article))
    authors = (read_author(one) for one in article.findall("AuthorList/Author"))
    return Facts(
        title=title,
        authors=tuple(filter(None, authors)),
        published=read_date(article.find("ArticleDate")) or read_date(issue.find("PubDate")),
        venue=_line(journal, "ISOAbbreviation") or _line(journal, "Title"),
        type=_type(article),
        container_title=_line(journal, "Title"),
        volume=_line(issue, "Volume"),
        issue=_line(issue, "Issue"),
        pages=_pages(article),
        language=language_of(article.findtext("Language")),
        abstract=_abstract(article) if abstracts else "",
        keywords=keywords_of(_keywords(root)),
        notices=distinct_notices(_notices(root), marks, _retracted(article)),
        ids=Identifiers(pmid=pmid, doi=_doi(root, article)),
        links=_links(root),
    )


def _title(article: Element) -> str:
    title = _marked(article.find("ArticleTitle")) or _marked(article.find("VernacularTitle"))
    # A title in brackets is a translation; each ends with a full stop that the paper has not.
    title = re.sub(r"(?<!\.)\.$", "", title)
    return title[1:-1].rstrip(".") if title.startswith("[") and title.endswith("]") else title


def _abstract(article: Element) -> str:
    parts = article.findall("Abstract/AbstractText")
    return " ".join(filter(None, map(_section, parts)))


def _section(element: Element) -> str:
    label, text = element.get("Label", "").strip(), _marked(element)
    label = label.capitalize() if label.isupper() else label
    return f"{label}: {text}" if label and text and label.lower() != "unlabelled" else text


def _notices(root: Element) -> Iterator[Notice]:
    for one in root.findall("MedlineCitation/CommentsCorrectionsList/CommentsCorrections"):
        if kind := _NOTICES.get(one.get("RefType", "")):
            pmid = first_id(parse_pmid, [one.findtext("PMID")])
            url = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid else ""
            yield Notice(kind, _line(one, "RefSource"), None, url)


def _retracted(article: Element) -> Iterator[Notice]:
    if "Retracted Publication" in _publication_types(article):
        yield Notice("retracted", "Retracted publication")


def _type(article: Element) -> str:
    kinds = _publication_types(article)
    return next((_TYPES[kind] for kind in _TYPES if kind in kinds), "article-journal")


def _publication_types(article: Element) -> list[str]:
    kinds = article.findall("PublicationTypeList/PublicationType")
    return [(kind.text or "").strip() for kind in kinds]


def _pages(article: Element) -> str:
    pages = pages_of(article.findtext("Pagination/MedlinePgn"))
    if found := _SHORT_LAST_PAGE.fullmatch(pages):
        first, last = found.groups()
        return f"{first}–{first[: -len(last)]}{last}" if len(last) < len(first) else pages
    return pages


def _keywords(root: Element) -> Iterator[str]:
    words = root.findall("MedlineCitation/KeywordList/Keyword")
    names = "MedlineCitation/MeshHeadingList/MeshHeading/DescriptorName"
    return map(_marked, words or root.findall(names))


def _doi(root: Element, article: Element) -> str:
    ids = root.findall("PubmedData/ArticleIdList/ArticleId")
    places = article.findall("ELocationID")
    return first_id(
        parse_doi,
        [
            *(one.text for one in ids if one.get("IdType") == "doi"),
            *(one.text for one in places if one.get("EIdType") == "doi"),
        ],
    )


def _links(root: Element) -> tuple[Link, ...]:
    for one in root.findall("PubmedData/ArticleIdList/ArticleId"):
        pmc = (one.text or "").strip()
        if one.get("IdType") == "pmc" and _PMC.fullmatch(pmc):
            return (Link("pdf", f"https://pmc.ncbi.nlm.nih.gov/articles/{pmc}/pdf/"),)
    return ()


def _part(element: Element, path: str) -> Element:
    """Return an element below another, or an empty one."""
    found = element.find(path)
    return element.makeelement("none", {}) if found is None else found


def _line(element: Element, path: str) -> str:
    return markup_to_text(escape(element.findtext(path) or ""))


def _marked(element: Element | None) -> str:
    return "" if element is None else markup_to_text(_markup(element))


def _markup(element: Element) -> str:
    """Return what is in an element as markup again, the prefixes of names left out."""
    parts = [escape(element.text or "")]
    for child in element:
        name = child.tag.rpartition("}")[2]
        kind = f' encoding="{escape(child.get("encoding", ""))}"' if name == "annotation" else ""
        parts.append(f"<jats:{name}{kind}>{_markup(child)}</jats:{name}>{escape(child.tail or '')}")
    return "".join(parts)
