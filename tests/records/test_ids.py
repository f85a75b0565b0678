from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.errors import Invalid
from broadsheet.records.ids import (
    Identifiers,
    identify,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_openreview,
    parse_paper_id,
    parse_pmid,
    parse_url,
)


@pytest.mark.parametrize(
    "text",
    [
        "2405.21018",
        "2405.21018v2",
        " arXiv:2405.21018v11 ",
        "arxiv: 2405.21018",
        "arXiv:2405.21018 [cs.LG]",
        "2405.21018.",
        "https://arxiv.org/abs/2405.21018",
        "http://arxiv.org/abs/2405.21018v2",
        "arxiv.org/abs/2405.21018",
        "HTTPS://ARXIV.ORG/ABS/2405.21018",
        "https://arxiv.org/abs/arXiv:2405.21018",
        "https://www.arxiv.org/abs/2405.21018/",
        "https://arxiv.org/pdf/2405.21018",
        "https://arxiv.org/pdf/2405.21018v3.pdf",
        "https://arxiv.org/pdf/2405.21018.pdf?download=1#page=3",
        "https://arxiv.org/html/2405.21018v1#S2",
        "https://arxiv.org/abs/2405.21018?context=cs",
        "https://export.arxiv.org/abs/2405.21018",
        "https://arxiv.org/e-print/2405.21018",
        "https://ar5iv.labs.arxiv.org/html/2405.21018",
        "https://ar5iv.org/abs/2405.21018",
        "https://www.alphaxiv.org/abs/2405.21018v2",
        "https://alphaxiv.org/overview/2405.21018",
        "https://huggingface.co/papers/2405.21018",
        "https://hf.co/papers/2405.21018",
        "https://scirate.com/arxiv/2405.21018",
        "10.48550/arXiv.2405.21018",
        "doi:10.48550/arXiv.2405.21018",
        "https://doi.org/10.48550/arXiv.2405.21018",
        "https://www.doi.org/10.48550/ARXIV.2405.21018",
        "http://dx.doi.org/10.48550/arxiv.2405.21018",
    ],
)
def test_every_form_of_an_arxiv_id_is_the_same_paper(text: str) -> None:
    assert identify(text) == Identifiers(arxiv="2405.21018")


@pytest.mark.parametrize(
    ("text", "arxiv"),
    [
        ("0704.0001", "0704.0001"),
        ("1412.9999v1", "1412.9999"),
        ("1501.00001", "1501.00001"),
        ("quant-ph/0201082", "quant-ph/0201082"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:cs.CL/0205070v1", "cs/0205070"),
        ("https://arxiv.org/abs/math.GT/0309136", "math/0309136"),
        ("https://arxiv.org/pdf/hep-th/9108001v1.pdf", "hep-th/9108001"),
        ("Cond-Mat/0703001", "cond-mat/0703001"),
    ],
)
def test_old_and_early_arxiv_ids_are_read(text: str, arxiv: str) -> None:
    assert parse_arxiv(text) == arxiv


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2413.00001", "there is no month 13"),
        ("2400.00001", "there is no month 00"),
        ("2405.2101", "ids of 2024 have 5 digits"),
        ("1412.00001", "ids of 2014 have 4 digits"),
        ("0703.0001", "begin with 0704"),
        ("quant-ph/9107001", "is not an arXiv id"),
        ("quant-ph/0704001", "is not an arXiv id"),
        ("2405.21018v0", "is not an arXiv id"),
        ("https://arxiv.org/a/doe_j_1", "is not an arXiv id"),
        ("https://arxiv.org.evil.example/abs/2405.21018", "is not an arXiv id"),
        ("https://huggingface.co/someone/model", "is not an arXiv id"),
        ("", "is not an arXiv id"),
        ("http://[", "is not an arXiv id"),
        ("٢٤٠٥.٢١٠١٨", "is not an arXiv id"),
    ],
)
def test_what_is_no_arxiv_id_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        parse_arxiv(text)


def test_a_lost_digit_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        identify("2405.2101")

    assert "5 digits" in caught.value.message
    assert caught.value.hint == "was a digit lost? quote the id in YAML"


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1145/3447548.3467319", "10.1145/3447548.3467319"),
        ("doi:10.1145/ABC.Def", "10.1145/abc.def"),
        ("DOI: 10.1145/1.", "10.1145/1"),
        ("https://doi.org/10.18653/v1/2025.acl-long.203", "10.18653/v1/2025.acl-long.203"),
        ("http://dx.doi.org/10.1000/a%2Fb", "10.1000/a/b"),
        ("doi.org/10.1000/x?nosfx=y", "10.1000/x?nosfx=y"),
        ("https://doi.org/10.1000/x?nosfx=y#top", "10.1000/x"),
        ("https://dl.acm.org/doi/10.1145/1.2", "10.1145/1.2"),
        ("https://dl.acm.org/doi/pdf/10.1145/1.2", "10.1145/1.2"),
        ("https://example.org/doi/abs/10.1000/q", "10.1000/q"),
        ("10.1016/s0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("10.1002/(SICI)1097(199806)49:8<693::AID-A4>3.0.CO;2-O",) * 2,
        ("doi:https://doi.org/10.1000/1", "10.1000/1"),
    ],
)
def test_a_doi_is_read_in_every_form_and_in_lower_case(text: str, doi: str) -> None:
    assert parse_doi(text) == doi.lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.1145",
        "10.12/x",
        "doi:",
        "10.1000/a b",
        "10.1000/a%0Ab",
        "10.1000/\u202ex",
        "11.1000/x",
    ],
)
def test_what_is_no_doi_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_doi(text)

    assert caught.value.hint == "write it like 10.18653/v1/2025.acl-long.203"


@pytest.mark.parametrize(
    ("text", "acl"),
    [
        ("2025.acl-long.203", "2025.acl-long.203"),
        ("2022.Findings-ACL.7", "2022.findings-acl.7"),
        ("p19-1001", "P19-1001"),
        ("W19-4301", "W19-4301"),
        ("C69-0101", "C69-0101"),
        ("https://aclanthology.org/2025.acl-long.203/", "2025.acl-long.203"),
        ("https://aclanthology.org/2025.acl-long.203.pdf", "2025.acl-long.203"),
        ("https://aclanthology.org/P19-1001.bib?x=y#z", "P19-1001"),
        ("https://www.aclweb.org/anthology/P19-1001.pdf", "P19-1001"),
        ("https://preview.aclanthology.org/ingest-emnlp/2025.emnlp-main.9", "2025.emnlp-main.9"),
    ],
)
def test_an_acl_id_is_read_in_every_form(text: str, acl: str) -> None:
    assert parse_acl(text) == acl


@pytest.mark.parametrize(
    "text", ["", "2025.acl-long", "P19", "https://aclanthology.org/", "acl-long.3"]
)
def test_what_is_no_acl_id_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_acl(text)

    assert caught.value.hint == "write it like 2025.acl-long.203"


@pytest.mark.parametrize(
    "text",
    [
        "aB3_x-Yz09",
        "https://openreview.net/forum?id=aB3_x-Yz09",
        "https://openreview.net/pdf?id=aB3_x-Yz09",
        "openreview.net/forum?id=aB3_x-Yz09&noteId=q#discussion",
    ],
)
def test_an_openreview_id_is_read_bare_or_from_its_url(text: str) -> None:
    assert parse_openreview(text) == "aB3_x-Yz09"


@pytest.mark.parametrize("text", ["", "short", "has blank s", "https://openreview.net/pdf/x.pdf"])
def test_what_is_no_openreview_id_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not an OpenReview id"):
        parse_openreview(text)


@pytest.mark.parametrize(
    "text",
    [
        "23193287",
        "PMID: 23193287",
        "pmid23193287",
        "https://pubmed.ncbi.nlm.nih.gov/23193287/?term=x",
        "https://www.ncbi.nlm.nih.gov/pubmed/23193287",
    ],
)
def test_a_pubmed_id_is_read_in_every_form(text: str) -> None:
    assert parse_pmid(text) == "23193287"


@pytest.mark.parametrize("text", ["", "0123", "123456789", "PMC3531190", "https://example.org/1"])
def test_what_is_no_pubmed_id_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a PubMed id"):
        parse_pmid(text)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("https://aclanthology.org/P19-1001", Identifiers(acl="P19-1001")),
        ("https://doi.org/10.1145/1", Identifiers(doi="10.1145/1")),
        ("https://openreview.net/forum?id=aB3_x-Yz09", Identifiers(openreview="aB3_x-Yz09")),
        ("PMID 23193287", Identifiers(pmid="23193287")),
    ],
)
def test_a_pasted_id_tells_what_it_names(text: str, ids: Identifiers) -> None:
    assert identify(text) == ids


@pytest.mark.parametrize("text", ["", "attention", "23193287", "https://example.org/paper"])
def test_a_paste_that_names_nothing_known_is_refused_with_what_is(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        identify(text)

    assert "paste an arXiv, DOI" in caught.value.hint


@pytest.mark.parametrize("text", ["https://example.org", "http://example.org:8080/a?b#c"])
def test_a_web_address_is_kept_as_it_is(text: str) -> None:
    assert parse_url(f" {text} ") == text


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/x",
        "example.org",
        "//example.org/x",
        "https://",
        "https://a b.example",
        "https://example.org/\nx",
        'https://example.org/"onload="x',
        "https://example.org/<script>",
        "https://example.org\\@evil.example",
        "https://example.org/\u202egpj",
        "http://[::1",
    ],
)
def test_what_is_no_safe_web_address_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="is not a web address"):
        parse_url(text)


@pytest.mark.parametrize("text", ["2405.21018", "lecun1998gradient", "2022.nlp4x_y-1.3", "a"])
def test_a_paper_id_suits_urls_and_file_systems(text: str) -> None:
    assert parse_paper_id(text) == text


@pytest.mark.parametrize(
    "text", ["", "..", "a/b", "Upper", "-a", "a.", "page", "index", "con", "nul.x", "é", "a" * 121]
)
def test_a_paper_id_that_does_not_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="cannot be an id"):
        parse_paper_id(text)


@given(
    st.sampled_from(
        [parse_arxiv, parse_doi, parse_acl, parse_openreview, parse_pmid, parse_url, parse_paper_id]
    ),
    st.text() | st.from_regex(r"(https?://)?[a-z.]{1,9}\.(org|net)/[!-~]{0,20}", fullmatch=True),
)
def test_any_text_is_an_id_or_invalid_and_an_id_reads_back(
    parse: Callable[[str], str], text: str
) -> None:
    try:
        found = parse(text)
    except Invalid:
        return
    assert parse(found) == found
