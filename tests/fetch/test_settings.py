from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.fetch.settings import Settings, read_settings
from broadsheet.fetch.source import Source
from broadsheet.fetch.sources.arxiv import Arxiv
from broadsheet.fetch.sources.crossref import Crossref


def settings(tmp_path: Path, text: str, source: Source | None = None) -> Settings:
    path = tmp_path / "sources.yaml"
    path.write_text(text, "utf-8")
    return read_settings(path, "site_config/sources.yaml", [source or Arxiv()])


def test_without_a_file_the_documentation_of_the_source_counts(tmp_path: Path) -> None:
    found = read_settings(tmp_path / "sources.yaml", "sources.yaml", [Arxiv()])

    assert found.problems == ()
    assert (found.active[0].url, found.active[0].interval) == (
        "https://export.arxiv.org/api/query",
        3.0,
    )


def test_a_mirror_may_be_asked_faster(tmp_path: Path) -> None:
    text = "sources: {arxiv: {url: http://127.0.0.1:8901/api/query, interval: 0.1}}"

    found = settings(tmp_path, text)

    assert found.problems == ()
    assert (found.active[0].url, found.active[0].interval) == (
        "http://127.0.0.1:8901/api/query",
        0.1,
    )


@pytest.mark.parametrize(
    "url", ["", "url: https://arxiv.org/api/query", "url: http://export.arxiv.org/other"]
)
def test_arxiv_itself_is_never_asked_faster(tmp_path: Path, url: str) -> None:
    found = settings(tmp_path, f"sources:\n  arxiv:\n    interval: 1\n    {url}\n")

    assert found.active[0].interval == 3.0
    assert str(found.problems[0]) == (
        "site_config/sources.yaml:3:5: error: arXiv asks for 3 s between requests"
        " (a shorter interval is for a mirror: set `url` too)"
    )


def test_arxiv_may_be_asked_more_slowly(tmp_path: Path) -> None:
    found = settings(tmp_path, "sources: {arxiv: {interval: 10}}")

    assert (found.active[0].interval, found.problems) == (10.0, ())


def test_a_source_can_be_switched_off(tmp_path: Path) -> None:
    assert settings(tmp_path, "sources: {arxiv: {enabled: false}}").active == ()


@pytest.mark.parametrize("contact", ["team@example.org", "mailto:team@example.org"])
def test_a_contact_is_a_mail_address(tmp_path: Path, contact: str) -> None:
    assert settings(tmp_path, f"contact: {contact}").contact == "team@example.org"


def test_a_contact_may_be_a_url(tmp_path: Path) -> None:
    found = settings(tmp_path, "contact: https://example.org/papers")

    assert found.contact == "https://example.org/papers"


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("contac: a@example.org", "1:1", "unknown key `contac` (did you mean `contact`?)"),
        ("source: {}", "1:1", "unknown key `source` (did you mean `sources`?)"),
        ("sources:\n  arxvi: {}", "2:3", "there is no source `arxvi` (did you mean `arxiv`?)"),
        ("sources:\n  arxiv:\n    ulr: x", "3:5", "unknown key `ulr` (did you mean `url`?)"),
        ("sources: {arxiv: {url: ftp://x.org}}", "1:19", "`ftp://x.org` is not a web address"),
        ("sources: {arxiv: {url: 'https://a:b@x.org'}}", "1:19", "name or password must not"),
        ("sources: {arxiv: {interval: often}}", "1:19", "`often` is no interval"),
        ("sources: {arxiv: {interval: nan}}", "1:19", "`nan` is no interval"),
        ("sources: {arxiv: {interval: -1}}", "1:19", "`-1` is no interval"),
        ("sources: {arxiv: {enabled: maybe}}", "1:19", "`maybe` is neither true nor false"),
        ("sources: {arxiv: [1]}", "1:11", "must be a mapping, not a list"),
        ("sources: [arxiv]", "1:1", "must be a mapping, not a list"),
        ("- contact", "1:1", "must be a mapping, not a list"),
        ('contact: "a@example.org\\r\\nX-Evil: 1"', "1:1", "is no contact"),
        ("contact: [a@example.org]", "1:1", "must be text, not a list"),
        ("contact: *alias", "1:10", "alias"),
        ("", "1:1", "the file is empty"),
    ],
)
def test_a_mistake_is_a_problem_at_its_place(
    tmp_path: Path, text: str, place: str, message: str
) -> None:
    found = settings(tmp_path, text)

    assert message in str(found.problems[0])
    assert str(found.problems[0]).startswith(f"site_config/sources.yaml:{place}:")


def test_a_source_is_told_its_own_options(tmp_path: Path) -> None:
    text = "contact: us@socks.example\nsources: {crossref: {abstracts: true}}"

    found = settings(tmp_path, text, Crossref())

    (active,) = found.active
    assert isinstance(active.source, Crossref)
    assert (active.source.abstracts, active.source.mailto) == (True, "us@socks.example")
    assert found.problems == ()


def test_an_option_of_the_wrong_kind_is_named_at_its_source(tmp_path: Path) -> None:
    text = "sources:\n  crossref:\n    abstracts: perhaps\n"

    found = settings(tmp_path, text, Crossref())

    assert [(one.line, one.message) for one in found.problems] == [
        (2, "`perhaps` is neither true nor false")
    ]


def test_an_option_that_a_source_does_not_have_is_unknown(tmp_path: Path) -> None:
    found = settings(tmp_path, "sources: {arxiv: {abstracts: true}}")

    assert [one.message for one in found.problems] == ["unknown key `abstracts`"]
