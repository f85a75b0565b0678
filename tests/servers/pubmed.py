"""A stand-in for PubMed's `efetch`, with invented articles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servers.stand_in import Answered, Seen, StandIn

_HEAD = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
 "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
"""
_AUTHOR = '<Author ValidYN="Y"><LastName>Example</LastName><ForeName>Ada</ForeName></Author>'


@dataclass(frozen=True)
class PubMedArticle:
    """An article as PubMed has it; all values are XML."""

    pmid: str
    title: str = "On the sorting of socks."
    authors: str = _AUTHOR
    abstract: str = ""
    journal: str = "<Title>Journal of Socks</Title><ISOAbbreviation>J Socks</ISOAbbreviation>"
    issue: str = "<Volume>7</Volume><Issue>2</Issue><PubDate><Year>2024</Year></PubDate>"
    pages: str = "123-30"
    article: str = ""
    """Further elements of the article."""
    citation: str = ""
    """Further elements of the citation, such as corrections and keywords."""
    ids: str = ""


def article_set(articles: Iterable[str]) -> bytes:
    """Return an answer."""
    return f"{_HEAD}<PubmedArticleSet>{''.join(articles)}</PubmedArticleSet>".encode()


def article(one: PubMedArticle) -> str:
    """Return an article as its element."""
    return (
        f"<PubmedArticle><MedlineCitation><PMID Version='1'>{one.pmid}</PMID><Article>"
        f"<Journal>{one.journal}<JournalIssue>{one.issue}</JournalIssue></Journal>"
        f"<ArticleTitle>{one.title}</ArticleTitle>"
        f"<Pagination><MedlinePgn>{one.pages}</MedlinePgn></Pagination>"
        f"<Abstract>{one.abstract}</Abstract><AuthorList>{one.authors}</AuthorList>"
        f"<Language>eng</Language>{one.article}</Article>{one.citation}</MedlineCitation>"
        f"<PubmedData><ArticleIdList><ArticleId IdType='pubmed'>{one.pmid}</ArticleId>{one.ids}"
        "</ArticleIdList></PubmedData></PubmedArticle>"
    )


class PubMedServer(StandIn):
    """Serves articles by id; unknown ids are left out, and a list of none but these is refused."""

    path = "/entrez/eutils"

    def __init__(self, articles: Iterable[PubMedArticle] = (), port: int = 0) -> None:
        super().__init__(port)
        self.articles = {one.pmid: one for one in articles}

    def answer(self, request: Seen) -> Answered:
        asked = request.query["id"][0].split(",")
        known = [self.articles[pmid] for pmid in asked if pmid in self.articles]
        if not known:
            body = b"<eFetchResult><ERROR>ID list is empty! Possibly it has no correct IDs.</ERROR>"
            return Answered(body + b"</eFetchResult>", 400, "text/xml")
        return Answered(article_set(map(article, known)), 200, "text/xml; charset=UTF-8")
