from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.imports.bibtex_values import text_of
from broadsheet.imports.files import ImportFile
from broadsheet.imports.formats import find_importer
from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Link
from broadsheet.records.names import Author
from imports.reading import facts_of, read, said

ARTICLE = r"""
@string{wool = "Journal of " # {Wool}}
@article{hare2024,
  title = {{Socks} in $O(n)$ by {H}are and G{\"o}del's \emph{Rule}},
  author = {Hare, Wilma and van der Berg, Jr., Otto and {The Sock Collaboration} and Plato},
  journal = wool,
  year = 2024, month = may, volume = {3}, number = 2, pages = {1--9},
  doi = {https://doi.org/10.1000/a\_b}, abstract = "We say ``yes'', 50\% of the time.",
  keywords = {pairing, wool; socks}, langid = {ngerman}, file = {a.pdf},
  url = {\url{https://wool.example/~hare}},
}
"""


def test_an_entry_becomes_clean_facts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, ARTICLE)

    assert facts.title == "Socks in $O(n)$ by Hare and Gödel's Rule"
    assert facts.authors == (
        Author("Hare", "Wilma"),
        Author("Berg", "Otto", "van der", "Jr."),
        Author("The Sock Collaboration", is_group=True),
        Author("Plato"),
    )
    assert (facts.container_title, facts.volume, facts.issue) == ("Journal of Wool", "3", "2")
    assert (facts.published, facts.pages) == (PartialDate(2024, 5), "1–9")
    assert (facts.ids.doi, facts.ids.url) == ("10.1000/a_b", "https://wool.example/~hare")
    assert facts.abstract == "We say “yes”, 50% of the time."
    assert facts.keywords == ("pairing", "wool", "socks")
    assert (facts.type, facts.language) == ("article-journal", "de")


def test_fields_without_a_place_are_counted(tmp_path: Path) -> None:
    assert read(tmp_path, ARTICLE).left_out == {"file": 1}


@pytest.mark.parametrize(
    ("entry", "arxiv"),
    [
        ("@misc{a, title={On S}, eprint={2405.21018v2}, archiveprefix={arXiv}}", "2405.21018"),
        ("@online{a, title={On S}, eprint={2405.21018}, eprinttype={arxiv}}", "2405.21018"),
        ("@article{a, title={On S}, journal={arXiv preprint arXiv:2405.21018}}", "2405.21018"),
        ("@article{a, title={On S}, journal={CoRR}, volume={abs/2405.21018}}", "2405.21018"),
        ("@misc{a, title={On S}, url={https://arxiv.org/pdf/hep-th/9901001}}", "hep-th/9901001"),
    ],
)
def test_a_preprint_is_known_wherever_its_number_stands(
    tmp_path: Path, entry: str, arxiv: str
) -> None:
    facts = facts_of(tmp_path, entry, "a.bib")

    assert (facts.ids.arxiv, facts.type in ("", "article"), facts.container_title) == (
        arxiv, True, "",
    )  # fmt: skip


def test_a_part_takes_what_it_lacks_from_the_whole_behind_it(tmp_path: Path) -> None:
    text = """
    @inproceedings{a, title = {On Socks}, pages = {1-2}, crossref = {Whole}, xdata = {x}}
    @xdata{x, publisher = {Wool Press}}
    @proceedings{whole, title = {Proceedings of SOCK}, year = {2024}, editor = {Hare, W.}}
    """
    found = read(tmp_path, text)
    part, whole = (paper.facts for paper in found.papers)

    assert (part.container_title, part.published) == ("Proceedings of SOCK", PartialDate(2024))
    assert part.publisher == "Wool Press"
    assert (whole.title, found.entries) == ("Proceedings of SOCK", 2)


def test_what_cannot_be_read_is_a_problem_and_the_rest_is_read(tmp_path: Path) -> None:
    text = "@misc{a,\n  title = {On Socks\n}\n@misc{b, title = {On Wool}}\n@misc{c}\n"

    found = read(tmp_path, text, "a.bib")

    assert [paper.facts.title for paper in found.papers] == ["On Wool"]
    assert found.entries == 3
    assert said(found)[0].startswith("1:1: error: this entry cannot be read, so it is not imported")
    assert said(found)[1].startswith("5:1: error: `c`: no title or identifier")


def test_comments_and_preambles_are_no_entries(tmp_path: Path) -> None:
    text = 'Some words. % a comment\n@comment{a}\n@preamble{"b"}\n@misc{c, title={On Socks}}'
    assert read(tmp_path, text, "a.bib").entries == 1


def test_the_first_of_two_equal_fields_counts_and_that_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {On Socks}, title = {On Wool}}")

    assert found.papers[0].facts.title == "On Socks"
    assert said(found) == ["1:1: warning: a: `title` stands twice; the first one counts"]


def test_an_open_list_of_authors_is_said(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {On Socks}, author = {Hare, W. and others}}")

    assert len(found.papers[0].facts.authors) == 1
    assert "the list is not whole" in said(found)[0]


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("date = {2024-05-31}", PartialDate(2024, 5, 31)),
        ("date = {2024-05/2025}", PartialDate(2024, 5)),
        ("year = {2024}, month = {05}", PartialDate(2024, 5)),
        ('year = 2024, month = "31~" # may', PartialDate(2024, 5, 31)),
        ("year = {in press}", None),
        ("year = {c. 1850}", PartialDate(1850)),
    ],
)
def test_dates_are_as_exact_as_they_are_known(
    tmp_path: Path, fields: str, date: PartialDate | None
) -> None:
    assert facts_of(tmp_path, f"@misc{{a, title = {{On Socks}}, {fields}}}").published == date


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"{{Double} Braces}", "Double Braces"),
        (r"H\textsubscript{2}O and \textbf{bold}", "H2O and bold"),
        (r"Andr{\'e} {\AA}ngstr{\"o}m {\L}ukasz", "André Ångström Łukasz"),
        (r"Sets $\{0,1\}$ {\&} more", r"Sets $\{0,1\}$ & more"),
        (r"A {0, 1} choice", "A 0, 1 choice"),
        ("A -- B --- C", "A – B — C"),
        (r"100\% \#1 a\_b", "100% #1 a_b"),
    ],
)
def test_tex_becomes_unicode(tmp_path: Path, tex: str, text: str) -> None:
    assert facts_of(tmp_path, f"@misc{{a, title = {{{tex}}}}}").title == text


def test_links_have_their_kinds(tmp_path: Path) -> None:
    text = (
        "@misc{a, title = {On Socks}, url = {https://wool.example/socks.pdf}, "
        "howpublished = {\\url{https://github.com/hare/socks}}}"
    )
    assert facts_of(tmp_path, text).links == (
        Link("pdf", "https://wool.example/socks.pdf"),
        Link("code", "https://github.com/hare/socks"),
    )


def test_a_wrong_doi_is_left_out_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {On Socks}, doi = {unknown}}")

    assert found.papers[0].facts.ids.doi == ""
    assert said(found) == ["1:1: warning: a: `unknown` is no DOI; left out"]


def test_a_large_file_comes_in_parts_with_lines_of_the_whole(tmp_path: Path) -> None:
    path = tmp_path / "many.bib"
    path.write_text("".join(f"@misc{{a{at},\n title={{Sock {at}}}}}\n" for at in range(1200)))
    file = ImportFile(path, "many.bib")

    found = list(find_importer(file).parts(file, None))

    assert [one.entries for one in found] == [500, 500, 200]
    assert found[2].papers[0].line == 2001


def test_an_entry_that_swallowed_the_file_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, "@misc{a, title = {On Socks}, abstract = {" + "x " * 600_000 + "}}")

    assert found.papers == ()
    assert "more than a megabyte" in said(found)[0]


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        (r"A{\textbackslash}b", "A\\b"),
        (r"about {\textasciitilde}5", "about ~5"),
        (r"so {\textemdash} no", "so — no"),
        (r"and so on{\ldots}", "and so on…"),
        (r"10{\texttimes}10", "10×10"),
    ],
)
def test_signs_that_tex_has_words_for_are_signs(tex: str, text: str) -> None:
    assert text_of(tex) == text


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("A {$<$} B", "A < B"),
        ("A $<$ B", "A < B"),
        ("{$<$ B} C", "< B C"),
        (r"{$\lbrace$}A{$\rbrace$}", "{A}"),
        ("For $n<m$", "For $n<m$"),
    ],
)
def test_signs_in_a_formula_of_their_own_are_signs(tmp_path: Path, written: str, read: str) -> None:
    assert facts_of(tmp_path, f"@misc{{a,\n  title = {{{written}}}\n}}\n").title == read
