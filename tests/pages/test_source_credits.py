"""The table of sources on a hand-written page."""

from __future__ import annotations

import pytest

from broadsheet.fetch.source import find_sources
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.pages.source_credits import MARKER, credits_table, with_credits


def test_the_marker_gives_way_to_the_table() -> None:
    text = with_credits(f"Before\n\n{MARKER}\n\nAfter", [Arxiv()])

    assert "| [arXiv](https://info.arxiv.org/help/api/tou.html) | Thank you to arXiv" in text
    assert "| every 3 s, up to 100 papers each time |" in text
    assert MARKER not in text


def test_a_page_without_the_marker_stays_as_it_is() -> None:
    assert with_credits("Just words", [Arxiv()]) == "Just words"


def test_every_built_in_source_has_terms_and_a_credit() -> None:
    sources = find_sources(()).sources

    assert len(sources) > 1
    for source in sources:
        assert source.terms.startswith("https://"), source.name
        assert source.credit.strip(), source.name
        assert f"| [{source.label}]({source.terms}) | " in credits_table([source])


def test_keys_in_the_environment_change_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    before = credits_table(find_sources(()).sources)

    for name in ("GITHUB_TOKEN", "HF_TOKEN", "NCBI_API_KEY", "OPENALEX_API_KEY"):
        monkeypatch.setenv(name, "secret")

    assert credits_table(find_sources(()).sources) == before
