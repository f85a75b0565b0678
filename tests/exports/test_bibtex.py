from __future__ import annotations

import re

import bibtexparser
import pytest
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Entry, Person, parse_string

from broadsheet.exports.bibtex import bibtex, bibtex_entry, bibtex_name
from broadsheet.records.models import Paper
from broadsheet.records.names import Author, parse_name
from exports.bibliographies import NAMES, TEXTS, bare, read_latex
from samples import paper


def read(*papers: Paper) -> dict[str, Entry]:
    found = parse_string(bibtex(papers).decode(), "bibtex")
    return dict(found.entries.items())


def read_one(one: Paper) -> Entry:
    (entry,) = read(one).values()
    return entry


def test_a_preprint_is_misc_with_its_arxiv_id() -> None:
    one = paper(title="Socks", arxiv="2405.21018", categories=("cs.LG", "cs.CL"))
    assert bibtex_entry(one, "hare2024socks") == (
        "@misc{hare2024socks,\n"
        "  title = {Socks},\n"
        "  author = {Hare, Wilma},\n"
        "  url = {https://arxiv.org/abs/2405.21018},\n"
        "  eprint = {2405.21018},\n"
        "  archiveprefix = {arXiv},\n"
        "  primaryclass = {cs.LG},\n"
        "  year = {2024},\n"
        "  month = may\n"
        "}\n"
    )


def test_the_published_version_comes_first_and_its_preprint_stays() -> None:
    one = paper(
        arxiv="2405.21018", doi="10.1000/1", venue="SOCK 2024", pages="1–9",
        container_title="Proceedings of SOCK", publisher="Wool & Sons",
    )  # fmt: skip
    entry = read_one(one)
    assert entry.type == "inproceedings"
    assert entry.fields["booktitle"] == "Proceedings of SOCK"
    assert entry.fields["pages"] == "1--9"
    assert entry.fields["publisher"] == r"Wool \& Sons"
    assert entry.fields["url"] == "https://doi.org/10.1000/1"
    assert entry.fields["eprint"] == "2405.21018"


def test_a_paper_that_was_a_preprint_the_year_before_has_its_venues_year() -> None:
    entry = read_one(paper(published="2023-12-27", venue="SOCK 2024", arxiv="2312.21018"))
    assert entry.fields["year"] == "2024"
    assert "month" not in entry.fields


@pytest.mark.parametrize(
    ("values", "kind", "field"),
    [
        ({"type": "article-journal", "container_title": "Wool"}, "article", "journal"),
        ({"type": "chapter", "container_title": "Knits"}, "incollection", "booktitle"),
        ({"type": "thesis", "publisher": "University of Wool"}, "phdthesis", "school"),
        ({"type": "report", "publisher": "Institute of Wool"}, "techreport", "institution"),
        ({"type": "book", "publisher": "Wool Press"}, "book", "publisher"),
        ({"type": "dataset"}, "misc", "title"),
        ({"venue": "SOCK 2024"}, "inproceedings", "booktitle"),
        ({"venue": "Wool", "volume": "3", "issue": "2"}, "article", "number"),
    ],
)
def test_each_kind_of_work_has_its_type(values: dict[str, str], kind: str, field: str) -> None:
    entry = read_one(paper(**values))
    assert entry.type == kind
    assert entry.fields[field]


def test_a_type_without_what_it_requires_is_misc() -> None:
    assert read_one(paper(type="article-journal")).type == "misc"


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("Pairing Socks with LLMs", "Pairing Socks with {LLMs}"),
        ("GPT-4 and Self-Aware Socks", "{GPT}-4 and Self-Aware Socks"),
        ("How McQueen knits in Ghent: A study", "How {McQueen} knits in {Ghent}: A study"),
        ("Pairing in $O(n^2)$ & Less", r"Pairing in {$O(n^2)$} \& Less"),
        ("Sets such as $\\{0,1\\}$", r"Sets such as {$\lbrace 0,1\rbrace $}"),
        ("What I Knit: C for Socks", "What {I} Knit: {C} for Socks"),
        ("Gödel’s “Sock” – 100% Wool", "G{\\\"o}del's ``Sock'' -- 100\\% Wool"),
    ],
)  # fmt: skip
def test_capitals_formulas_and_signs_of_a_title_survive_a_style(title: str, latex: str) -> None:
    assert f"title = {{{latex}}}" in bibtex_entry(paper(title=title), "k")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (parse_name("Jan van der Berg Jr."), "van der Berg, Jr., Jan"),
        (parse_name("Wilma Hare"), "Hare, Wilma"),
        (parse_name("{The Sock Collaboration}"), "{The Sock Collaboration}"),
        (parse_name("Plato"), "Plato"),
        (Author("Hare", "Wilma and Otto"), "Hare, {Wilma and Otto}"),
        (Author("de Silva", "Ana"), "{de Silva}, Ana"),
        (Author("others"), "{others}"),
    ],
)
def test_names_are_told_in_parts(author: Author, name: str) -> None:
    assert bibtex_name(author) == name


@given(TEXTS)
def test_any_title_is_read_back_by_pybtex(title: str) -> None:
    entry = read_one(paper(title=title))
    assert bare(read_latex(entry.fields["title"])) == bare(title)


@given(TEXTS, TEXTS)
def test_any_text_is_read_back_by_bibtexparser(title: str, venue: str) -> None:
    library = bibtexparser.parse_string(bibtex([paper(title=title, venue=venue)]).decode())
    assert not library.failed_blocks
    (entry,) = library.entries
    assert bare(read_latex(entry["title"])) == bare(title)
    assert bare(read_latex(entry["booktitle"])) == bare(venue)


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_any_names_are_read_back_by_pybtex(authors: list[Author]) -> None:
    people = read_one(paper(authors=authors)).persons["author"]
    assert [_parts(person) for person in people] == [_expected(author) for author in authors]


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_any_names_are_read_back_by_bibtexparser(authors: list[Author]) -> None:
    library = bibtexparser.parse_string(
        bibtex([paper(authors=authors)]).decode(),
        append_middleware=[SeparateCoAuthors(), SplitNameParts()],
    )
    (entry,) = library.entries
    assert len(entry["author"]) == len(authors)
    for name, author in zip(entry["author"], authors, strict=True):
        assert _said(" ".join(name.von + name.last)) == _expected(author)[0]
        assert _said(" ".join(name.first)) == _expected(author)[1]


def _parts(person: Person) -> tuple[str, str, str]:
    family = [*person.prelast_names, *person.last_names]
    given_names = [*person.first_names, *person.middle_names]
    return _said(" ".join(family)), _said(" ".join(given_names)), " ".join(person.lineage_names)


def _expected(author: Author) -> tuple[str, str, str]:
    return bare(f"{author.particle} {author.family}"), bare(author.given), author.suffix


def _said(name: str) -> str:
    return bare(read_latex(name))


def test_papers_of_one_name_and_year_have_keys_of_their_own() -> None:
    same = [paper(one, title="Socks") for one in ("a", "b", "c")]
    assert list(read(*same)) == ["hare2024socks", "hare2024socksb", "hare2024socksc"]


def test_the_file_does_not_depend_on_the_order_of_the_papers() -> None:
    some = [paper("a"), paper("b", title="Wool")]
    assert bibtex(some) == bibtex(some[::-1])


def test_every_line_of_an_entry_is_one_field() -> None:
    text = bibtex_entry(paper(title="Socks\n}\n@evil{x,", authors=["Wilma Hare"]), "k")
    assert len(re.findall(r"(?m)^@", text)) == 1
