"""A paper written in a format and read back says all that the format can hold."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from ftfy import fix_encoding
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from broadsheet.exports.formats import Shelfmarks, find_format, rendered
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.pages.urls import Urls
from broadsheet.records.dates import PartialDate
from broadsheet.records.ids import Identifiers
from broadsheet.records.models import Facts, Link, Paper
from broadsheet.records.names import Author
from samples import facets, paper

# Words as titles have them. Signs that a format says in another way, such as straight quotes in
# TeX, and formulas, which RIS and CSL hold in plain characters only, have tests of their own.
_WORDS = st.lists(
    st.text(alphabet=string.ascii_letters + "éößŁñБ王" + "0123456789", min_size=2, max_size=9),
    min_size=1,
    max_size=6,
).map(lambda words: "Aa " + " ".join(words))
_SIGNED = st.builds(
    lambda words, sign, more: f"{words}{sign}{more}",
    _WORDS,
    st.sampled_from([": ", ", ", " – ", " & ", " 50% ", "; ", " (x) ", " #1 ", " a_b ", "? "]),
    _WORDS,
)
_NAME = st.text(alphabet=string.ascii_lowercase, min_size=2, max_size=8).map(str.capitalize)
_AUTHORS = st.lists(
    st.one_of(
        st.builds(
            Author,
            family=_NAME,
            given=_NAME,
            particle=st.sampled_from(["", "van der", "de"]),
            suffix=st.sampled_from(["", "Jr."]),
        ),
        st.just(Author("The Sock Collaboration", is_group=True)),
        st.just(Author("Plato")),
    ),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)
_DATES = st.one_of(
    st.builds(PartialDate, st.integers(1950, 2030)),
    st.builds(PartialDate, st.integers(1950, 2030), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1950, 2030), st.integers(1, 12), st.integers(1, 28)),
)
_KINDS = st.sampled_from(
    ["paper-conference", "article-journal", "chapter", "thesis", "report", "book"]
)
_PAPERS = st.builds(
    lambda **values: paper("hare2024", published="", **values),
    title=_SIGNED,
    authors=_AUTHORS,
    type=_KINDS,
    container_title=_WORDS,
    volume=st.sampled_from(["", "3"]),
    issue=st.sampled_from(["", "2"]),
    pages=st.sampled_from(["", "1–9", "12"]),
    publisher=_WORDS,
    language=st.sampled_from(["", "en", "ja"]),
    abstract=st.one_of(st.just(""), _SIGNED),
    # Some are words by which lists say that there is nothing.
    keywords=st.lists(
        _NAME | st.sampled_from(["null", "n/a", "Unknown"]), max_size=3, unique=True
    ).map(tuple),
    ids=st.sampled_from(
        [
            Identifiers(),
            Identifiers(doi="10.1000/a_b"),
            Identifiers(arxiv="2405.21018"),
            Identifiers(url="https://wool.example/a?b=1&c=2%20d"),
        ]
    ),
)
_HELD = {
    "bibtex": ("title", "authors", "type", "volume", "issue", "pages", "ids"),
    "biblatex": ("title", "authors", "type", "volume", "issue", "pages", "ids", "keywords"),
    "ris": ("title", "authors", "type", "volume", "issue", "pages", "publisher", "abstract",
            "keywords", "language", "ids"),
    "csl-json": ("title", "authors", "type", "volume", "issue", "pages", "publisher", "abstract",
                 "keywords", "language", "ids"),
    "csv": ("title", "authors", "type", "volume", "issue", "pages", "publisher", "abstract",
            "keywords", "language", "ids"),
    "jsonl": ("title", "authors", "type", "container_title", "volume", "issue", "pages",
              "publisher", "abstract", "keywords", "language", "ids"),
}  # fmt: skip


def back(one: Paper, name: str) -> Facts:
    """Write a paper in a format and read it back."""
    format_ = find_format(name)
    marks = Shelfmarks.of([one], facets(one), Urls(True))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"papers.{format_.suffix}"
        path.write_text("".join(rendered(format_, [one], marks)), encoding="utf-8", newline="")
        file = ImportFile(path, path.name)
        (part,) = find_importer(file).parts(file, None)
    assert part.problems == ()
    (found,) = part.papers
    return found.facts


@pytest.mark.parametrize("name", list(_HELD))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(one=_PAPERS)
def test_what_a_format_holds_comes_back(name: str, one: Paper) -> None:
    # What looks like letters of a wrong encoding is mended on its way in, as it should be.
    texts = (one.title, one.abstract, one.publisher, *one.keywords)
    assume(all(fix_encoding(text) == text for text in texts))

    facts = back(one, name)

    assert {field: getattr(facts, field) for field in _HELD[name]} == {
        field: getattr(one, field) for field in _HELD[name]
    }


@pytest.mark.parametrize("name", ["biblatex", "ris", "csl-json", "csv", "jsonl"])
@settings(deadline=None, max_examples=25)
@given(date=_DATES)
def test_a_whole_date_comes_back(name: str, date: PartialDate) -> None:
    assert back(paper(published=date.iso), name).published == date


@settings(deadline=None, max_examples=25)
@given(date=_DATES)
def test_bibtex_keeps_year_and_month(date: PartialDate) -> None:
    found = back(paper(published=date.iso), "bibtex").published
    assert found == PartialDate(date.year, date.month)


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "jsonl"])
def test_formulas_come_back_where_a_format_holds_tex(name: str) -> None:
    title = r"Socks in $O(n^2)$ and $\alpha_{i}$"
    assert back(paper(title=title), name).title == title


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris", "csl-json", "csv", "jsonl"])
def test_a_preprint_and_its_number_come_back(name: str) -> None:
    one = paper(arxiv="2405.21018", authors=["Wilma Hare"], links={"code": "https://x.example/c"})
    facts = back(one, name)

    assert (facts.ids.arxiv, facts.container_title) == ("2405.21018", "")
    assert facts.type in ("", "article")


@pytest.mark.parametrize(
    ("name", "kinds"), [("csv", ["pdf", "code"]), ("ris", ["pdf"]), ("jsonl", ["pdf", "code"])]
)
def test_links_that_a_format_has_a_place_for_come_back(name: str, kinds: list[str]) -> None:
    links: Any = {"pdf": "https://x.example/a.pdf", "code": "https://github.com/hare/socks"}
    found = back(paper(links=links), name).links

    assert found == tuple(Link(kind, links[kind]) for kind in kinds)


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "csv", "jsonl"])
@pytest.mark.parametrize("title", ["When a < b and c > d", "{Braces} | bars", "To Be Continued..."])
def test_signs_that_formats_write_in_another_way_come_back(name: str, title: str) -> None:
    assert back(paper(title=title), name).title == title


@pytest.mark.parametrize("title", ["None", "Unknown", "<b>Zero~One</b> & -- ``more''", "=1+1"])
def test_a_table_of_ours_is_taken_at_its_word(title: str) -> None:
    one = paper(title=title, authors=[Author("Wool and Sons", is_group=True)], keywords=("a|b",))
    facts = back(one, "csv")

    assert (facts.title, facts.authors, facts.keywords) == (title, one.authors, one.keywords)


@pytest.mark.parametrize("kind", ["dataset", "software", "entry", "patent", "webpage", "standard"])
@pytest.mark.parametrize("name", ["ris", "csl-json", "csv", "jsonl"])
def test_what_is_no_article_keeps_its_type(name: str, kind: str) -> None:
    assert back(paper(type=kind, container_title=""), name).type == kind


def test_roman_pages_and_a_group_beside_people_come_back() -> None:
    authors = [Author("Hare", "Wilma"), Author("Wool and Sons", is_group=True)]
    one = paper(authors=authors, pages="iv–xi", container_title="Wool")

    for name in ("bibtex", "biblatex", "ris", "csl-json", "csv", "jsonl"):
        facts = back(one, name)
        assert (facts.authors, facts.pages) == (one.authors, one.pages)
