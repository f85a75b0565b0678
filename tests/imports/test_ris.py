from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.records.dates import PartialDate
from broadsheet.records.models import Link
from broadsheet.records.names import Author
from imports.reading import facts_of, read

REFERENCE = """TY  - JOUR
ID  - hare
TI  - On <i>Socks</i>
AU  - Hare, Wilma
A1  - Berg, Otto van der, Jr.
PY  - 2024
DA  - 2024/05/31/
T2  - Journal of Wool
VL  - 3
IS  - 2
SP  - 1
EP  - 9
DO  - 10.1000/1
AN  - arXiv:2405.21018
AB  - We pair socks
      by hand.
KW  - pairing; wool
UR  - https://wool.example/a; https://wool.example/a
L1  - https://wool.example/a.pdf
N1  - A note.
ER  -
"""


def test_a_reference_becomes_facts(tmp_path: Path) -> None:
    facts = facts_of(tmp_path, REFERENCE)

    assert (facts.title, facts.abstract) == ("On Socks", "We pair socks by hand.")
    assert facts.authors == (Author("Hare", "Wilma"), Author("Berg", "Otto", "van der", "Jr."))
    assert facts.published == PartialDate(2024, 5, 31)
    assert (facts.container_title, facts.volume, facts.issue, facts.pages) == (
        "Journal of Wool", "3", "2", "1–9",
    )  # fmt: skip
    assert (facts.ids.doi, facts.ids.arxiv) == ("10.1000/1", "2405.21018")
    assert facts.keywords == ("pairing", "wool")
    assert facts.links == (Link("pdf", "https://wool.example/a.pdf"),)
    assert facts.ids.url == "https://wool.example/a"


def test_a_reference_without_its_end_ends_at_the_next(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - One\nTY  - BOOK\nTI  - Two\n"

    found = read(tmp_path, text)

    assert [paper.facts.title for paper in found.papers] == ["One", "Two"]
    assert [paper.line for paper in found.papers] == [1, 3]


def test_words_before_the_first_reference_are_no_reference(tmp_path: Path) -> None:
    assert read(tmp_path, f"Provider: Wool\n1.\n{REFERENCE}").entries == 1


def test_tags_without_a_place_are_counted(tmp_path: Path) -> None:
    assert read(tmp_path, REFERENCE).left_out == {"N1": 1}


def test_a_line_that_goes_on_behind_a_repeated_tag_is_no_traceback(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - One\nPB  - A\nPB  - B\n  and more\nZZ  - ?\nER  -\n"
    assert read(tmp_path, text).papers[0].facts.title == "One"


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nTI  - One\nQQ  - twice\nQQ  - and\nUK  - once\nER  - \n",
        "FN Clarivate\nVR 1.0\nPT J\nTI One\nQQ twice\nQQ and\nUK once\nER\nEF\n",
    ],
    ids=["RIS", "Web of Science"],
)
def test_tags_that_no_dialect_has_are_counted_and_hide_nothing(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)

    assert [paper.facts.title for paper in found.papers] == ["One"]
    assert found.left_out.keys() >= {"QQ"}


def test_a_web_of_science_record_becomes_facts(tmp_path: Path) -> None:
    text = (
        "FN Clarivate\nVR 1.0\nPT J\nAU Hare, W\n   Berg, O\nAF Hare, Wilma\n   Berg, Otto\n"
        "TI On\n   Socks\nSO JOURNAL OF WOOL\nPY 2024\nPD MAY 31\nBP 1\nEP 9\nDI 10.1000/1\n"
        "ER\n\nEF\n"
    )
    facts = facts_of(tmp_path, text)

    assert facts.title == "On Socks"
    assert [author.name for author in facts.authors] == ["Wilma Hare", "Otto Berg"]
    assert (facts.published, facts.pages) == (PartialDate(2024, 5, 31), "1–9")


def test_names_lose_their_markup_and_entities(tmp_path: Path) -> None:
    text = (
        "TY  - JOUR\nTI  - On Ink\nAU  - Ha<i>r</i>e, Wilma\nAU  - Bo&szlig;, Ren&eacute;\nER  - \n"
    )
    assert [one.name for one in facts_of(tmp_path, text).authors] == ["Wilma Hare", "René Boß"]
