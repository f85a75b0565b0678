from __future__ import annotations

import pytest
from hypothesis import given
from pybtex.database import parse_string

from broadsheet.exports.biblatex import biblatex_entry
from exports.bibliographies import TEXTS, bare, read_latex
from samples import paper


def test_a_preprint_is_online_with_its_whole_date() -> None:
    one = paper(title="Socks", arxiv="2405.21018", categories=("cs.LG", "cs.CL"))
    assert biblatex_entry(one, "hare2024socks") == (
        "@online{hare2024socks,\n"
        "  title = {Socks},\n"
        "  author = {Hare, Wilma},\n"
        "  organization = {arXiv},\n"
        "  date = {2024-05-31},\n"
        "  url = {https://arxiv.org/abs/2405.21018},\n"
        "  eprint = {2405.21018},\n"
        "  eprinttype = {arxiv},\n"
        "  eprintclass = {cs.LG}\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("values", "kind", "field"),
    [
        ({"type": "article-journal", "container_title": "Wool"}, "article", "journaltitle"),
        ({"type": "thesis", "publisher": "University of Wool"}, "thesis", "institution"),
        ({"type": "report", "publisher": "Institute of Wool"}, "report", "institution"),
        ({"type": "dataset", "publisher": "Wool Data"}, "dataset", "publisher"),
        ({"type": "software"}, "software", "title"),
        ({"type": "song"}, "misc", "title"),
    ],
)
def test_each_kind_of_work_has_its_type(values: dict[str, str], kind: str, field: str) -> None:
    (entry,) = parse_string(biblatex_entry(paper(**values), "k"), "bibtex").entries.values()
    assert entry.type == kind
    assert entry.fields[field]


@pytest.mark.parametrize(("volume", "line"), [("12", "volume = {12}"), ("XI", "Volume XI")])
def test_a_volume_that_is_no_number_is_a_note(volume: str, line: str) -> None:
    assert line in biblatex_entry(paper(venue="Wool", volume=volume, issue="1"), "k")


def test_an_address_stays_as_it_is() -> None:
    one = paper(doi="10.1000/a_b%3c1{2}")
    assert "doi = {10.1000/a_b%3c1%7B2%7D}" in biblatex_entry(one, "k")


@given(TEXTS)
def test_any_title_is_read_back(title: str) -> None:
    (entry,) = parse_string(biblatex_entry(paper(title=title), "k"), "bibtex").entries.values()
    assert bare(read_latex(entry.fields["title"])) == bare(title)
