"""What people paste, and what it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.adding.pasted import read_pasted
from broadsheet.records.ids import Identifiers

ARXIV = Identifiers(arxiv="2401.00001")
ACL = Identifiers(acl="2025.acl-long.203")
OPENREVIEW = Identifiers(openreview="aBcD_12-xY")
PMID = Identifiers(pmid="12345678")
HASH = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("2401.00001", ARXIV),
        ("arXiv:2401.00001v3 [cs.LG]", ARXIV),
        ("see https://arxiv.org/abs/2401.00001.", ARXIV),
        ("(https://arxiv.org/pdf/2401.00001v2.pdf)", ARXIV),
        ("[Socks](https://arxiv.org/abs/2401.00001)", ARXIV),
        ("<https://arxiv.org/html/2401.00001v1#S3>", ARXIV),
        ("as shown in arxiv.org/abs/2401.00001, socks pair", ARXIV),
        ("Hare et al., 2024 (arXiv:2401.00001)", ARXIV),
        ("https://huggingface.co/papers/2401.00001", ARXIV),
        ("https://www.alphaxiv.org/abs/2401.00001v1", ARXIV),
        ("https://ar5iv.labs.arxiv.org/html/2401.00001", ARXIV),
        ("https://doi.org/10.48550/arXiv.2401.00001", ARXIV),
        ("https://www.semanticscholar.org/arxiv/2401.00001", ARXIV),
        ("@misc{hare, eprint={2401.00001}, year={2024}}", ARXIV),
        ("https://arxiv.org/abs/cs/0112017", Identifiers(arxiv="cs/0112017")),
        ("the old cs/0112017 on socks", Identifiers(arxiv="cs/0112017")),
        ("https://aclanthology.org/2025.acl-long.203.pdf", ACL),
        ("https://aclanthology.org/2025.acl-long.203v2.pdf", ACL),
        ("https://www.aclweb.org/anthology/P19-1001/", Identifiers(acl="P19-1001")),
        ("https://openreview.net/forum?id=aBcD_12-xY&noteId=1", OPENREVIEW),
        ("https://openreview.net/pdf?id=aBcD_12-xY", OPENREVIEW),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", PMID),
        ("https://europepmc.org/article/MED/12345678", PMID),
        ("PMID: 12345678", PMID),
        ("doi:10.1000/wool.7.", Identifiers(doi="10.1000/wool.7")),
        ("https://dl.acm.org/doi/pdf/10.1145/1.2", Identifiers(doi="10.1145/1.2")),
        ("https://link.springer.com/content/pdf/10.1007/s1-2.pdf",
         Identifiers(doi="10.1007/s1-2")),
        ("https://link.springer.com/article/10.1007/s1-2?x=y", Identifiers(doi="10.1007/s1-2")),
        ("https://www.biorxiv.org/content/10.1101/2020.01.02.123456v2.full.pdf",
         Identifiers(doi="10.1101/2020.01.02.123456")),
        ("https://www.nature.com/articles/s41586-020-1-2.pdf",
         Identifiers(doi="10.1038/s41586-020-1-2")),
        ("https://www.ijcai.org/proceedings/2023/0012.pdf",
         Identifiers(doi="10.24963/ijcai.2023/12")),
        ("https://api.semanticscholar.org/CorpusID:99", Identifiers(s2="99")),
        ("CorpusID: 99", Identifiers(s2="99")),
        ("https://openalex.org/W42", Identifiers(openalex="W42")),
        ("https://dblp.org/rec/conf/sock/Hare24.html", Identifiers(dblp="conf/sock/Hare24")),
    ],
)  # fmt: skip
def test_a_text_names_a_paper(text: str, ids: Identifiers) -> None:
    assert [one.ids for one in read_pasted([text])] == [ids]


def test_a_text_may_name_several() -> None:
    found = read_pasted(["2401.00001, 2401.00002 and https://aclanthology.org/2025.acl-long.203"])
    assert [one.ids for one in found] == [ARXIV, Identifiers(arxiv="2401.00002"), ACL]


def test_what_is_named_twice_in_one_text_counts_once() -> None:
    (one,) = read_pasted(["2401.00001 (arXiv:2401.00001)"])
    assert one.text == "2401.00001"


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/hare/wool",
        f"https://www.semanticscholar.org/paper/Socks-Hare/{HASH}",
        "https://proceedings.mlr.press/v202/hare23a/hare23a.pdf",
        "https://socks.example.org/paper.pdf",
    ],
)
def test_an_address_without_an_id_stays_an_address(url: str) -> None:
    assert [one.address for one in read_pasted([f"code: {url}."])] == [url]


@pytest.mark.parametrize("title", ["On the Pairing of Socks", "Socks: 3 Pairs", "Über Socken"])
def test_words_are_a_title(title: str) -> None:
    assert [one.title for one in read_pasted([f"  {title}\n"])] == [title]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("nonsense", "is no id or URL that is known"),
        ("2413.00001", "there is no month 13"),
        ("arXiv:2405.2101", "ids of 2024 have 5 digits"),
        ("x" * 5000, "is no id or URL that is known"),
    ],
)
def test_what_names_nothing_says_why(text: str, error: str) -> None:
    (one,) = read_pasted([text])
    assert error in one.error


def test_empty_lines_are_nothing() -> None:
    assert read_pasted(["", "  \n"]) == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    for one in read_pasted([text]):
        assert [
            one.ids != Identifiers(),
            bool(one.address),
            bool(one.title),
            bool(one.error),
        ].count(True) == 1
