from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from broadsheet.pages.links import identifier_links, paper_pdf, record_links
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Link
from samples import paper


@pytest.mark.parametrize(
    ("ids", "url"),
    [
        (Identifiers(arxiv="2405.21018"), "https://arxiv.org/abs/2405.21018"),
        (Identifiers(arxiv="quant-ph/0201082"), "https://arxiv.org/abs/quant-ph/0201082"),
        (Identifiers(doi="10.1000/a;b(c)"), "https://doi.org/10.1000/a;b(c)"),
        (Identifiers(doi="10.1000/a#b?c%d"), "https://doi.org/10.1000/a%23b%3Fc%25d"),
        (Identifiers(acl="2025.acl-long.1"), "https://aclanthology.org/2025.acl-long.1/"),
        (Identifiers(openreview="a_B-c12345"), "https://openreview.net/forum?id=a_B-c12345"),
        (Identifiers(pmid="123"), "https://pubmed.ncbi.nlm.nih.gov/123/"),
        (Identifiers(url="https://socks.example.org/?a=1"), "https://socks.example.org/?a=1"),
    ],
)
def test_an_identifier_leads_to_its_page(ids: Identifiers, url: str) -> None:
    assert [one.url for one in identifier_links(ids)] == [url]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_doi_leads_off_its_host(rest: str) -> None:
    (link,) = identifier_links(Identifiers(doi=f"10.1000/{rest}"))
    url = urlsplit(link.url)
    assert url.hostname == "doi.org"
    assert unquote(url.path) == f"/10.1000/{rest}"


def test_a_paper_without_identifiers_has_no_page_elsewhere() -> None:
    assert identifier_links(Identifiers()) == ()


def test_links_stand_in_the_order_readers_want_them() -> None:
    links = {
        "blog": "https://b.example",
        "code": "https://c.example",
        "project": "https://p.example",
    }
    shown = record_links(paper(arxiv="2405.21018", links=links))
    assert [one.label for one in shown] == ["PDF", "arXiv", "Code", "Project", "Blog"]


def test_only_the_first_identifier_is_among_the_links() -> None:
    shown = record_links(paper(arxiv="2405.21018", doi="10.1000/1"))
    assert [one.kind for one in shown] == ["pdf", "arxiv"]


def test_two_links_of_a_kind_are_both_shown() -> None:
    links = (Link("code", "https://a.example"), Link("code", "https://b.example"))
    shown = record_links(replace(paper(), links=links))
    assert [one.url for one in shown] == ["https://a.example", "https://b.example"]


def test_a_records_own_pdf_goes_first() -> None:
    own = paper(arxiv="2405.21018", links={"pdf": "https://socks.example.org/a.pdf"})
    assert paper_pdf(own) == "https://socks.example.org/a.pdf"


def test_the_published_pdf_goes_before_the_preprint() -> None:
    ids = Identifiers(arxiv="2405.21018", acl="2025.acl-long.1")
    assert paper_pdf(paper(ids=ids)) == "https://aclanthology.org/2025.acl-long.1.pdf"


def test_the_preprints_pdf_is_found_by_its_id() -> None:
    assert paper_pdf(paper(arxiv="2405.21018")) == "https://arxiv.org/pdf/2405.21018"


def test_a_paper_that_is_nowhere_has_no_pdf() -> None:
    assert paper_pdf(paper(doi="10.1000/1")) == ""
