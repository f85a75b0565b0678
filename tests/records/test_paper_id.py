from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers, parse_paper_id
from broadsheet.records.names import Author
from broadsheet.records.paper_id import derive_id

_QUILL = (Author("van Quill", "Ada"),)


@pytest.mark.parametrize(
    ("ids", "paper_id"),
    [
        (Identifiers(arxiv="2405.21018", acl="P19-1001"), "2405.21018"),
        (Identifiers(arxiv="quant-ph/0201082"), "quant-ph-0201082"),
        (Identifiers(acl="P19-1001", doi="10.1145/1"), "p19-1001"),
        (Identifiers(doi="10.1145/1"), "vanquill2024ink"),
    ],
)
def test_the_id_is_the_arxiv_id_else_the_acl_id_else_family_year_word(
    ids: Identifiers, paper_id: str
) -> None:
    assert derive_id(ids, "On the Ink of Quills", _QUILL, PartialDate(2024, 5)) == paper_id


@pytest.mark.parametrize(
    ("ids", "title", "paper_id"),
    [
        (Identifiers(doi="10.1145/1.2"), "", "10-1145-1-2"),
        (Identifiers(openreview="aB3_x-Yz09"), "", "ab3-x-yz09"),
        (Identifiers(pmid="123"), "", "pmid123"),
        (Identifiers(), "On the Ink of Quills", "on-the-ink-of-quills"),
        (Identifiers(url="https://example.org/ink"), "", "https-example-org-ink"),
    ],
)
def test_a_record_without_authors_is_named_by_what_it_has(
    ids: Identifiers, title: str, paper_id: str
) -> None:
    assert derive_id(ids, title, (), None) == paper_id


@given(st.text(min_size=1), st.text(min_size=1), st.integers(1, 9999) | st.none())
def test_every_derived_id_is_one_that_a_curator_may_write(
    title: str, family: str, year: int | None
) -> None:
    published = PartialDate(year) if year else None

    derived = derive_id(Identifiers(), title, (Author(family),), published)

    assert parse_paper_id(derived) == derived
